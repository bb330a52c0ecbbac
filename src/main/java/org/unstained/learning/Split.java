package org.unstained.learning;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which images teach, which choose, and which judge; numbers of images from 0.
 *
 * @param name for people, such as {@code fold 2 of 5}
 * @param training images to learn from
 * @param validation images that say which epoch, threshold or setting is best
 * @param test images that nothing was chosen by
 * @throws IllegalArgumentException if an image stands on two sides
 */
public record Split(
    String name, List<Integer> training, List<Integer> validation, List<Integer> test) {
  public Split {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Set<Integer> seen = new HashSet<>();
    for (List<Integer> part : List.of(training, validation, test))
      for (int image : part)
        if (!seen.add(image))
          throw new IllegalArgumentException(
              "%s: image %d stands on two sides".formatted(name, image));
  }
}

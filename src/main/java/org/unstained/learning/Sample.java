package org.unstained.learning;

import java.util.List;

/**
 * An image as an experiment shares it out: what it shows, and what it mustn't be parted from.
 *
 * @param name of the image, unique
 * @param group of images that stand on the same side of every split: those of one patient, plate or
 *     picture
 * @param classes of its cells, one each; none if it shows no cell
 */
public record Sample(String name, String group, List<String> classes) {
  public Sample {
    classes = List.copyOf(classes);
    if (group.isBlank())
      throw new IllegalArgumentException("%s has no group; give it one".formatted(name));
  }
}

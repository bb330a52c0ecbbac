package org.unstained.workflow.planes;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Which channels of an image a network looks at, in its order.
 *
 * @param numbers from 1; 0 for the brightness of an RGB image; of an RGB image 1 red, 2 green, 3
 *     blue
 */
public record InputChannels(List<Integer> numbers) {
  /** The word for all channels. */
  static final String ALL = "all";

  public InputChannels {
    numbers = List.copyOf(numbers);
  }

  /**
   * What a user chose. Nothing chosen is the first channel (the brightness of an RGB image) for a
   * network with one, and all channels for a network with as many as the image has.
   *
   * @param choice numbers such as {@code 1,2}; {@code all}; or blank
   * @param wanted names of the network's channels
   * @param network for messages
   * @throws IllegalArgumentException if the choice is none of these, or not as many channels as the
   *     network takes
   */
  public static InputChannels of(
      ImagePlus image, String choice, List<String> wanted, String network) {
    boolean rgb = image.getType() == ImagePlus.COLOR_RGB;
    int there = rgb ? 3 : image.getNChannels();
    String text = choice.strip().toLowerCase(Locale.ROOT);
    List<Integer> numbers =
        !text.isEmpty() && !text.equals(ALL)
            ? parse(choice)
            : text.isEmpty() && wanted.size() == 1
                ? List.of(rgb ? 0 : 1)
                : IntStream.rangeClosed(1, there).boxed().toList();
    for (int number : numbers)
      if (number > there)
        throw new IllegalArgumentException(
            "'channels' can't hold %d: the image '%s' has %d channel%s."
                .formatted(number, image.getTitle(), there, there == 1 ? "" : "s"));
    if (numbers.size() != wanted.size())
      throw new IllegalArgumentException(
          "%s takes %d channel%s (%s), and %d of '%s' %s chosen. Set 'channels' to as many numbers, such as %s, or choose another model."
              .formatted(
                  network,
                  wanted.size(),
                  wanted.size() == 1 ? "" : "s",
                  String.join(", ", wanted),
                  numbers.size(),
                  image.getTitle(),
                  numbers.size() == 1 ? "is" : "are",
                  example(wanted.size())));
    return new InputChannels(numbers);
  }

  private static List<Integer> parse(String choice) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : choice.strip().split("\\s*[,;+ ]\\s*")) {
      if (!part.matches("[1-9]\\d{0,4}"))
        throw new IllegalArgumentException(
            "'channels' holds numbers from 1, such as 1,2, or 'all'; got '%s'.".formatted(choice));
      numbers.add(Integer.valueOf(part));
    }
    if (numbers.stream().distinct().count() < numbers.size())
      throw new IllegalArgumentException(
          "'channels' names a channel twice: '%s'.".formatted(choice));
    return numbers;
  }

  private static String example(int count) {
    return String.join(
        ",", IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toArray(String[]::new));
  }

  /** The planes of these channels, 2D and of one size. */
  public List<RandomAccessibleInterval<? extends RealType<?>>> planes(
      ImagePlus image, SliceAndFrame at) {
    List<RandomAccessibleInterval<? extends RealType<?>>> planes = new ArrayList<>();
    for (int number : numbers) planes.add(Images.plane(image, number, at, "channels"));
    return planes;
  }

  /** The channel of the stack on which results are drawn: the first one. */
  public int shown(ImagePlus image) {
    return image.getType() == ImagePlus.COLOR_RGB ? 1 : Math.max(1, numbers.get(0));
  }

  @Override
  public String toString() {
    return String.join(",", Arrays.stream(numbers.toArray()).map(String::valueOf).toList());
  }
}

package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A picture that a detector learns from: its channels as the network sees them (normalised, at the
 * network's pixel size) and every cell in it.
 *
 * @param name for messages
 * @param channels row by row, each with width × height values; not copied
 * @param boxes all cells, in pixels
 * @throws IllegalArgumentException if there is no channel, one has another size, or a side is 0
 */
public record LabelledPicture(
    String name, int width, int height, List<float[]> channels, List<LabelledBox> boxes) {
  public LabelledPicture {
    channels = List.copyOf(channels);
    boxes = List.copyOf(boxes);
    check(name, width, height, channels);
  }

  /** Copies planes of one size; their values stay as they are. */
  public static LabelledPicture of(
      String name,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> planes,
      List<LabelledBox> boxes) {
    if (planes.isEmpty())
      throw new IllegalArgumentException(name + ": a picture has 1 or more channels, got 0");
    int width = Math.toIntExact(planes.get(0).dimension(0));
    int height = Math.toIntExact(planes.get(0).dimension(1));
    List<float[]> channels = new ArrayList<>();
    for (var plane : planes) channels.add(values(plane));
    return new LabelledPicture(name, width, height, channels, boxes);
  }

  static float[] values(RandomAccessibleInterval<? extends RealType<?>> plane) {
    float[] values = new float[Math.toIntExact(plane.dimension(0) * plane.dimension(1))];
    Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
    for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealFloat();
    return values;
  }

  static void check(String name, int width, int height, List<float[]> channels) {
    if (width < 1 || height < 1)
      throw new IllegalArgumentException(
          "%s: a side has 1 or more pixels, got %d x %d".formatted(name, width, height));
    if (channels.isEmpty())
      throw new IllegalArgumentException(name + ": a picture has 1 or more channels, got 0");
    for (float[] channel : channels)
      if (channel.length != width * height)
        throw new IllegalArgumentException(
            "%s: a channel of %d x %d has %d values, got %d"
                .formatted(name, width, height, width * height, channel.length));
  }
}

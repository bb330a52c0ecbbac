package org.unstained.cells;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Turns one box after the other into a cell. Owns the buffers of one thread. */
final class BoxMeasuring {
  private final List<String> columns;
  private final PixelSize size;
  private final Intensities[] channels;

  BoxMeasuring(
      List<String> columns,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    this.columns = columns;
    this.size = size;
    this.channels =
        channels.stream()
            .map(c -> new Intensities(new RegionPixels(PixelRows.of(c))))
            .toArray(Intensities[]::new);
  }

  Cell measure(Region region) {
    Box box = region.box();
    double[] values = new double[columns.size()];
    int at = 0;
    if (size.isCalibrated()) values[at++] = box.area() * size.area();
    values[at++] = box.area();
    for (Intensities channel : channels)
      at = Measurement.write(channel.measure(region), values, at);
    return new Cell(
        region.number(),
        box,
        box.x() + box.width() / 2,
        box.y() + box.height() / 2,
        region.outline(),
        new Measurements(columns, values),
        null);
  }
}

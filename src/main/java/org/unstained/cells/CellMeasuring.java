package org.unstained.cells;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Turns one region after the other into a cell. Owns the buffers of one thread. */
final class CellMeasuring {
  private final List<String> columns;
  private final boolean calibrated;
  private final CellGeometry geometry;
  private final Intensities[] channels;

  CellMeasuring(
      List<String> columns,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    this.columns = columns;
    calibrated = size.isCalibrated();
    geometry = new CellGeometry(size);
    this.channels =
        channels.stream()
            .map(c -> new Intensities(new RegionPixels(PixelRows.of(c))))
            .toArray(Intensities[]::new);
  }

  Cell measure(Region region) {
    Outline outline = region.outline();
    Box box = region.box();
    geometry.set(region, outline, box);
    double[] values = new double[columns.size()];
    ShapeFigures pixels = geometry.pixels();
    int at = Measurement.write(calibrated ? geometry.calibrated() : null, pixels, values);
    for (Intensities channel : channels)
      at = Measurement.write(channel.measure(region), values, at);
    Measurements measurements = new Measurements(columns, values);
    return new Cell(region.number(), box, geometry.x(), geometry.y(), outline, measurements, null);
  }
}

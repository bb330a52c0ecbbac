package org.unstained.workflow;

import ij.ImagePlus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.LabelImages;
import org.unstained.image.LabelPyramid;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;
import org.unstained.overlay.CellCsvWriter;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.SegmentedCells;
import org.unstained.segment.Segmenter;

/**
 * Segments an image that stays in its file, as {@link SegmentWorkflow} does one in memory: the same
 * cells with the same measurements. Cells are measured some at a time and written as they come, the
 * label map in rows of tiles.
 */
final class LargeSegmentation implements LargeTask {
  private static final int CELLS_AT_ONCE = 1 << 12;

  /** Parts of the work on a plane: where measuring and where writing the label map begins. */
  private static final double MEASURING = 0.6;

  private static final double WRITING = 0.85;

  private final SegmentOptions options;

  LargeSegmentation(SegmentOptions options) {
    this.options = options;
  }

  @Override
  public List<Plane> run(
      TiledImage image,
      List<SliceAndFrame> at,
      Places places,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    PixelSize size = Planes.pixelSize(image.card());
    int slices = (int) at.stream().mapToInt(SliceAndFrame::slice).distinct().count();
    LargeOverview overview = new LargeOverview(image);
    List<Plane> found = new ArrayList<>();
    boolean contrast = false;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(places.cells()));
        LabelPyramid labels =
            LabelPyramid.create(
                places.labels(),
                LabelImages.title(image.card().getTitle(), "-labels"),
                Math.toIntExact(image.width()),
                Math.toIntExact(image.height()),
                slices,
                at.size() / slices,
                size)) {
      CellCsvWriter table = null;
      for (SliceAndFrame plane : at) {
        double done = found.size();
        DoubleConsumer part = p -> progress.accept((done + p) / at.size());
        SegmentedCells cells = segment(image, plane, size, part, canceled);
        contrast |= cells != null;
        PlaneMeasuring measuring = new PlaneMeasuring(image, plane, size, cells);
        int count = cells == null ? 0 : cells.size();
        if (table == null && count > 0) table = new CellCsvWriter(out, measuring.like());
        double area = measuring.write(table, part, canceled);
        found.add(
            new Plane(
                channel(image),
                plane.slice(),
                plane.frame(),
                count,
                cells == null ? Double.NaN : cells.threshold(),
                area));
        boolean fullest = overview.isFullest(count);
        write(cells, image, labels, fullest ? overview : null, part, canceled);
        if (fullest) overview.take(choose(image, options.channel(), plane, "channel"));
      }
      if (!contrast) throw SegmentWorkflow.constant(image.card());
      if (table == null) table = new CellCsvWriter(out, List.of());
      table.flush();
      labels.finish();
    }
    overview.write(places.overview());
    return found;
  }

  /** Null if the plane has one value only. */
  private SegmentedCells segment(
      TiledImage image,
      SliceAndFrame at,
      PixelSize size,
      DoubleConsumer part,
      BooleanSupplier canceled)
      throws IOException {
    SegmentationSettings settings = options.inPixels(size);
    var plane = choose(image, options.channel(), at, "channel");
    var nuclei = options.nuclei() == 0 ? null : choose(image, options.nuclei(), at, "nuclei");
    if (!Images.hasContrast(plane)) return null;
    return Segmenter.cells(plane, nuclei, settings, p -> part.accept(MEASURING * p), canceled);
  }

  /** As {@link Images#plane}. */
  static RandomAccessibleInterval<? extends RealType<?>> choose(
      TiledImage image, int channel, SliceAndFrame at, String key) throws IOException {
    ImagePlus card = image.card();
    Images.requireChannel(card, channel, key);
    boolean rgb = card.getType() == ImagePlus.COLOR_RGB;
    return image.plane(rgb ? channel : Math.max(1, channel), at.slice(), at.frame());
  }

  private int channel(TiledImage image) {
    return SegmentWorkflow.stackChannel(image.card(), options);
  }

  /** The cells of a plane on their way into the table. */
  private final class PlaneMeasuring {
    private final TiledImage image;
    private final SliceAndFrame at;
    private final PixelSize size;
    private final SegmentedCells cells;
    private final List<RandomAccessibleInterval<? extends RealType<?>>> channels;

    PlaneMeasuring(TiledImage image, SliceAndFrame at, PixelSize size, SegmentedCells cells)
        throws IOException {
      this.image = image;
      this.at = at;
      this.size = size;
      this.cells = cells;
      channels = image.channels(at.slice(), at.frame());
    }

    /** A cell, which has all the columns that there will be. */
    List<PlaneCells> like() {
      return List.of(measured(1, 2));
    }

    /** Returns the pixels of all cells. */
    double write(CellCsvWriter table, DoubleConsumer part, BooleanSupplier canceled)
        throws IOException {
      double area = 0;
      int count = cells == null ? 0 : cells.size();
      for (int from = 1; from <= count; from += CELLS_AT_ONCE) {
        if (canceled.getAsBoolean()) throw new CancellationException();
        PlaneCells some = measured(from, Math.min(count + 1, from + CELLS_AT_ONCE));
        for (Cell cell : some.cells()) area += cell.outline().area();
        table.add(some);
        part.accept(MEASURING + (WRITING - MEASURING) * from / count);
      }
      return area;
    }

    private PlaneCells measured(int from, int to) {
      List<Region> regions =
          IntStream.range(from, to).mapToObj(i -> new Region(i, cells.runs(i))).toList();
      return new PlaneCells(
          image.card().getTitle(),
          channel(image),
          at.slice(),
          at.frame(),
          Cells.measure(regions, channels, size));
    }
  }

  private static void write(
      SegmentedCells cells,
      TiledImage image,
      LabelPyramid labels,
      LargeOverview overview,
      DoubleConsumer part,
      BooleanSupplier canceled)
      throws IOException {
    int width = (int) image.width();
    int height = (int) image.height();
    int[] rows = new int[Math.multiplyExact(Math.min(height, LabelPyramid.BAND), width)];
    for (int y = 0; y < height; y += LabelPyramid.BAND) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      int count = Math.min(LabelPyramid.BAND, height - y);
      if (cells != null) cells.paint(y, y + count, rows);
      labels.add(rows, count);
      if (overview != null) overview.outline(rows, y, count);
      part.accept(WRITING + (1 - WRITING) * (y + count) / height);
    }
  }
}

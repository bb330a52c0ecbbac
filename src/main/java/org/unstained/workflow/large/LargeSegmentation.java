package org.unstained.workflow.large;

import java.io.IOException;
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
import org.unstained.overlay.ClassColours;
import org.unstained.overlay.OverviewPicture;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.SegmentedCells;
import org.unstained.segment.Segmenter;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.analysis.CellParts;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.networks.NetworkTotals;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Segments an image that stays in its file, as {@link SegmentWorkflow} does one in memory, and
 * maybe classifies its cells, as {@link ClassifyWorkflow} does: the same cells with the same
 * measurements and classes. Cells are measured and classified some at a time and written as they
 * come, the label map in rows of tiles.
 */
public final class LargeSegmentation implements LargeTask {
  /** Parts of the work on a plane: where writing the label map begins. */
  private static final double WRITING = 0.85;

  private final SegmentOptions options;
  private final ClassifyWorkflow classify;
  private final NetworkTotals totals;

  /** Where, in the work on a plane, measuring begins; looking at all cells takes longest. */
  private final double measuring;

  /** Nobody classifies the cells. */
  public LargeSegmentation(SegmentOptions options) {
    this(options, null, null);
  }

  /**
   * @param classify null if nobody is to classify the cells
   * @param totals of the classifier
   */
  public LargeSegmentation(
      SegmentOptions options, ClassifyWorkflow classify, NetworkTotals totals) {
    this.options = options;
    this.classify = classify;
    this.totals = totals;
    measuring = classify == null ? 0.6 : 0.3;
  }

  @Override
  public List<Plane> run(
      TiledImage image,
      List<SliceAndFrame> at,
      LargePlaces places,
      CropOutput crops,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    PixelSize size = Planes.pixelSize(image.card());
    int slices = (int) at.stream().mapToInt(SliceAndFrame::slice).distinct().count();
    CellJudge.OfImage judgement = classify == null ? null : classify.of(image.card());
    if (classify != null) ClassColours.keep(image.card(), classify.colours());
    LargeOverview overview = new LargeOverview(image);
    List<Plane> found = new ArrayList<>();
    boolean contrast = false;
    try (LargeCells out = LargeCells.create(image, places, crops);
        LabelPyramid labels =
            LabelPyramid.create(
                places.of(OutputNames.LARGE_LABELS),
                LabelImages.title(image.card().getTitle(), "-labels"),
                Math.toIntExact(image.width()),
                Math.toIntExact(image.height()),
                slices,
                at.size() / slices,
                size)) {
      for (SliceAndFrame plane : at) {
        double done = found.size();
        DoubleConsumer part = p -> progress.accept((done + p) / at.size());
        SegmentedCells cells = segment(image, plane, size, part, canceled);
        contrast |= cells != null;
        int count = cells == null ? 0 : cells.size();
        int[] colours = classify == null ? null : new int[count + 1];
        double area = 0;
        out.expect(count);
        if (count > 0)
          area =
              new PlaneMeasuring(image, plane, size, cells, colours)
                  .write(out, judgement, part, canceled);
        found.add(
            new Plane(
                channel(image),
                plane.slice(),
                plane.frame(),
                count,
                cells == null ? Double.NaN : cells.threshold(),
                area));
        boolean fullest = overview.isFullest(count);
        write(cells, image, labels, fullest ? overview : null, colours, part, canceled);
        if (fullest) overview.take(Images.plane(image, options.channel(), plane, "channel"));
      }
      if (!contrast) throw SegmentWorkflow.constant(image.card());
      out.finish();
      labels.finish();
    }
    overview.write(places.of(OutputNames.OVERLAY));
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
    var plane = Images.plane(image, options.channel(), at, "channel");
    var nuclei = options.nuclei() == 0 ? null : Images.plane(image, options.nuclei(), at, "nuclei");
    if (!Images.hasContrast(plane)) return null;
    return Segmenter.cells(plane, nuclei, settings, p -> part.accept(measuring * p), canceled);
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
    private final int[] colours;
    private final PlaneSource source;
    private final List<RandomAccessibleInterval<? extends RealType<?>>> channels;

    /**
     * @param colours filled by number of the cell; null if nobody classifies them
     */
    PlaneMeasuring(
        TiledImage image, SliceAndFrame at, PixelSize size, SegmentedCells cells, int[] colours)
        throws IOException {
      this.image = image;
      this.at = at;
      this.size = size;
      this.cells = cells;
      this.colours = colours;
      source = PlaneSource.of(image, at);
      channels = source.channels();
    }

    /** Returns the pixels of all cells. */
    double write(
        LargeCells out, CellJudge.OfImage judgement, DoubleConsumer part, BooleanSupplier canceled)
        throws IOException {
      long start = System.nanoTime();
      CellJudge.OfPlane judge = judgement == null ? null : judgement.on(source);
      double[] sums = {0, (System.nanoTime() - start) / 1e9};
      CellParts.each(
          cells.size(),
          (from, to) -> {
            if (canceled.getAsBoolean()) throw new CancellationException();
            List<Cell> some = measured(from + 1, to + 1);
            if (judge != null) {
              long before = System.nanoTime();
              some = judge.classify(some, at -> {}, canceled);
              sums[1] += (System.nanoTime() - before) / 1e9;
            }
            sums[0] += out.add(source, coloured(some, from + 1));
            part.accept(measuring + (WRITING - measuring) * to / cells.size());
          });
      if (judge != null) totals.add(cells.size(), sums[1]);
      return sums[0];
    }

    private PlaneCells coloured(List<Cell> some, int first) {
      PlaneCells plane =
          new PlaneCells(image.card().getTitle(), channel(image), at.slice(), at.frame(), some);
      if (colours != null) {
        int[] own = OverviewPicture.colours(plane, classify.colours());
        System.arraycopy(own, 0, colours, first, own.length);
      }
      return plane;
    }

    private List<Cell> measured(int from, int to) {
      List<Region> regions =
          IntStream.range(from, to).mapToObj(i -> new Region(i, cells.runs(i))).toList();
      return Cells.measure(regions, channels, size);
    }
  }

  private static void write(
      SegmentedCells cells,
      TiledImage image,
      LabelPyramid labels,
      LargeOverview overview,
      int[] colours,
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
      if (overview != null) overview.outline(rows, y, count, colours);
      part.accept(WRITING + (1 - WRITING) * (y + count) / height);
    }
  }
}

package org.unstained.workflow.large;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;
import org.unstained.inference.Detection;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.analysis.BoxCells;
import org.unstained.workflow.analysis.CellParts;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.networks.NetworkTotals;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Detects the cells of an image that stays in its file, as {@link DetectWorkflow} does with one in
 * memory: the same cells with the same scores. Memory holds the boxes of all cells of a plane; they
 * are measured and written some at a time. There is no label map.
 */
public final class LargeDetection implements LargeTask {
  private final DetectWorkflow detect;
  private final NetworkTotals totals;

  /**
   * Needs an open workflow.
   *
   * @param totals count what is found
   */
  public LargeDetection(DetectWorkflow detect, NetworkTotals totals) {
    this.detect = detect;
    this.totals = totals;
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
    InputChannels channels = detect.channels(image.card());
    ClassColours.keep(image.card(), detect.colours());
    LargeOverview overview = new LargeOverview(image);
    List<Plane> found = new ArrayList<>();
    PlaneProgress all = new PlaneProgress(at.size(), told -> progress.accept(told.fraction()));
    try (LargeCells out = LargeCells.create(image, places, crops)) {
      for (SliceAndFrame plane : at) {
        PlaneSource source = PlaneSource.of(image, plane);
        List<Detection> sorted =
            BoxCells.sorted(detect.detect(source, channels, all::working, canceled));
        PlaneRows rows = new PlaneRows(source, plane, channels.shown(image.card()), sorted);
        boolean fullest = overview.isFullest(sorted.size());
        out.expect(sorted.size());
        double area = rows.write(out, fullest ? overview : null, canceled);
        if (fullest) overview.take(source.planes(channels).get(0));
        found.add(
            new Plane(
                channels.shown(image.card()),
                plane.slice(),
                plane.frame(),
                sorted.size(),
                Double.NaN,
                area));
        all.finished(sorted.size());
      }
      out.finish();
      totals.add(out.cells(), all.seconds());
    }
    overview.write(places.of(OutputNames.OVERLAY));
    return found;
  }

  /** The cells of a plane on their way into the table and the overview. */
  private final class PlaneRows {
    private final PlaneSource source;
    private final SliceAndFrame at;
    private final int channel;
    private final List<Detection> sorted;
    private final List<RandomAccessibleInterval<? extends RealType<?>>> channels;
    private final PixelSize size;

    PlaneRows(PlaneSource source, SliceAndFrame at, int channel, List<Detection> sorted)
        throws IOException {
      this.source = source;
      this.at = at;
      this.channel = channel;
      this.sorted = sorted;
      channels = source.channels();
      size = Planes.pixelSize(source.card());
    }

    /** Returns the pixels of all cells. */
    double write(LargeCells out, LargeOverview overview, BooleanSupplier canceled)
        throws IOException {
      double[] area = {0};
      CellParts.each(
          sorted.size(),
          (from, to) -> {
            if (canceled.getAsBoolean()) throw new CancellationException();
            PlaneCells some = some(from, to);
            area[0] += out.add(source, some);
            if (overview != null) overview.boxes(some, detect.colours());
          });
      return area[0];
    }

    private PlaneCells some(int from, int to) {
      return new PlaneCells(
          source.card().getTitle(),
          channel,
          at.slice(),
          at.frame(),
          BoxCells.measured(sorted.subList(from, to), from + 1, channels, size));
    }
  }
}

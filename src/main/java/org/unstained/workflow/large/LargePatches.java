package org.unstained.workflow.large;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PatchMeasuring;
import org.unstained.cells.PatchValues;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.overlay.ClassColours;
import org.unstained.overlay.PatchImages;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.analysis.CellParts;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.networks.NetworkTotals;
import org.unstained.workflow.patches.EmptyPatches;
import org.unstained.workflow.patches.PatchTally;
import org.unstained.workflow.patches.PatchWorkflow;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Classifies an image that stays in its file patch by patch, as {@link PatchWorkflow} does one in
 * memory: the same patches with the same measurements, classes and fractions. Patches are made and
 * written some at a time. Maps have a pixel for each step of the window.
 */
public final class LargePatches implements LargeTask {
  /**
   * What deciding over all patches of an image takes for each: its content, the logarithm, sorted.
   */
  private static final int BYTES_TO_DECIDE = 32;

  private final PatchWorkflow patches;
  private final NetworkTotals totals;

  /**
   * Needs an open workflow.
   *
   * @param totals count what is classified
   */
  public LargePatches(PatchWorkflow patches, NetworkTotals totals) {
    this.patches = patches;
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
    ImagePlus card = image.card();
    Grid grid = new Grid(image, at, canceled);
    ClassColours.keep(card, patches.colours());
    LargeMaps maps = new LargeMaps(card, grid.grid, patches.classes(), at);
    LargeOverview overview = new LargeOverview(image);
    PlaneProgress all = new PlaneProgress(at.size(), told -> progress.accept(told.fraction()));
    List<Plane> found = new ArrayList<>();
    try (LargeCells out = LargeCells.create(image, places, crops)) {
      OptionalDouble limit = grid.limit();
      for (int i = 0; i < at.size(); i++) {
        PatchTally tally = new PatchTally(grid.grid, patches.classes());
        double area = grid.write(i, limit, out, tally, all);
        Plane plane =
            new Plane(
                grid.channels.shown(card),
                at.get(i).slice(),
                at.get(i).frame(),
                tally.filled(),
                Double.NaN,
                area);
        found.add(plane);
        byte[] classes = maps.add(tally, plane);
        if (overview.isFullest(plane.cells())) {
          overview.areas(classes, grid.grid, PatchImages.colours(card, patches.classes()));
          overview.take(grid.source(i).planes(grid.channels).get(0));
        }
        all.finished(plane.cells());
      }
      out.finish();
      totals.add(out.cells(), all.seconds());
    }
    maps.write(places);
    overview.write(places.of(OutputNames.OVERLAY));
    return found;
  }

  /** The patches of an image on their way into the table. */
  private final class Grid {
    private final TiledImage image;
    private final List<SliceAndFrame> at;
    private final BooleanSupplier canceled;
    private final PatchGrid grid;
    private final InputChannels channels;
    private final CellJudge.OfImage judgement;
    private int last = -1;
    private PatchValues values;

    Grid(TiledImage image, List<SliceAndFrame> at, BooleanSupplier canceled) {
      this.image = image;
      this.at = at;
      this.canceled = canceled;
      grid = patches.grid(image.card().getTitle(), image.width(), image.height());
      channels = patches.channels(image.card());
      judgement = patches.judge().of(image.card());
    }

    PlaneSource source(int plane) {
      return PlaneSource.of(image, at.get(plane));
    }

    /** Of the plane that was asked for last they are there already. */
    private PatchValues values(int plane) throws IOException {
      if (plane != last) {
        values = null; // two planes needn't fit into the memory
        values = PatchMeasuring.values(source(plane).planes(channels).get(0), grid, canceled);
        last = plane;
      }
      return values;
    }

    /** What parts empty patches from others in the whole image. */
    OptionalDouble limit() throws IOException {
      EmptyPatches empty = patches.empty();
      if (!empty.looksAtAll()) return empty.limit(new double[0]);
      double[] contents = new double[patchesOfImage()];
      for (int i = 0; i < at.size(); i++) {
        PatchValues measured = values(i);
        for (int k = 0; k < grid.count(); k++)
          contents[i * grid.count() + k] = EmptyPatches.content(measured, k);
      }
      return empty.limit(contents);
    }

    /**
     * How many patches all planes have.
     *
     * @throws IllegalArgumentException if their contents would fill the memory
     */
    private int patchesOfImage() {
      long count = (long) at.size() * grid.count();
      long most =
          Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / 2 / BYTES_TO_DECIDE);
      if (count > most)
        throw new IllegalArgumentException(
            "'step' %d makes %,d patches of '%s', too many to say from all of them which are empty. Choose a larger step, set 'content', or choose fewer slices or frames."
                .formatted(grid.step(), count, image.card().getTitle()));
      return Math.toIntExact(count);
    }

    /** Returns the pixels of all patches that aren't empty. */
    double write(
        int plane, OptionalDouble limit, LargeCells out, PatchTally tally, PlaneProgress progress)
        throws IOException {
      PlaneSource source = source(plane);
      PatchValues measured = values(plane);
      BitSet filled = patches.empty().filled(source, measured, limit, canceled);
      int count = filled.cardinality();
      out.expect(count);
      double[] area = {0};
      CellJudge.OfPlane judge = count == 0 ? null : judgement.on(source);
      int[] next = {0};
      CellParts.each(
          count,
          (from, to) -> {
            if (canceled.getAsBoolean()) throw new CancellationException();
            List<Cell> some = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
              int place = filled.nextSetBit(next[0]);
              some.add(measured.cell(place));
              next[0] = place + 1;
            }
            List<Cell> classified = judge.classify(some, p -> {}, canceled);
            tally.add(classified);
            area[0] += out.add(source, cells(plane, classified));
            progress.working(plane, (double) to / count);
          });
      return area[0];
    }

    private PlaneCells cells(int plane, List<Cell> some) {
      return new PlaneCells(
          image.card().getTitle(),
          channels.shown(image.card()),
          at.get(plane).slice(),
          at.get(plane).frame(),
          some);
    }
  }
}

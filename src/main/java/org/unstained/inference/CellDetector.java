package org.unstained.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.inference.Resampling.Window;
import org.unstained.inference.Tiles.Tile;
import org.unstained.models.Normalisation;

/**
 * Finds the cells of a plane with a detector network: the plane goes through it in overlapping
 * tiles, at the pixel size for which the network was made, and each cell comes out once and whole.
 * If cells turn out greater than the overlap of the tiles, the plane is looked at again with more.
 * If memory is short, with fewer tiles at once, then with smaller ones ({@link MemoryLimits}). A
 * plane without cells gives an empty list; a tile that fails is an error.
 */
public final class CellDetector {
  private CellDetector() {}

  /**
   * Detections with boxes in pixels of the plane, counted from its first pixel and cut at its edge,
   * suppressed, from the greatest score to the smallest. The same for any number of lanes, and, but
   * for the network's own rounding, for any batch.
   *
   * @param progress told after each batch, on other threads but one at a time
   * @param canceled asked before each batch
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws NetworkException if the network fails, returns NaN or what its format doesn't say
   * @throws IllegalArgumentException if the picture's channels aren't the network's, or a network
   *     that returns boxes is to look at flipped tiles
   */
  public static List<Detection> detect(
      Picture picture,
      DetectorModel model,
      DetectionSettings settings,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    DetectorFormat format = model.format();
    picture.require(format.channels(), model.name());
    if (settings.testTime() != TestTime.NONE && format.output() == DetectorFormat.Output.BOXES)
      throw new IllegalArgumentException(
          "Only networks that return maps can look at flipped tiles, and this one returns boxes");
    DetectionSettings within = model.limits().within(settings);
    while (true)
      try {
        return within(picture, model, within, progress, canceled);
      } catch (NetworkException e) {
        if (!e.isShortOfMemory()) throw e;
        double columns = picture.width() / picture.scaleX(format.scale());
        double rows = picture.height() / picture.scaleY(format.scale());
        int side = (int) Math.ceil(Math.max(columns, rows));
        boolean fixed = format.width().isFixed() || format.height().isFixed();
        within =
            model
                .limits()
                .less(within, side, fixed)
                .orElseThrow(() -> new NetworkException(e.getMessage(), e));
      }
  }

  /** With settings for which the memory may not suffice. */
  private static List<Detection> within(
      Picture picture,
      DetectorModel model,
      DetectionSettings settings,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    DetectorFormat format = model.format();
    double scaleX = picture.scaleX(format.scale());
    double scaleY = picture.scaleY(format.scale());
    double width = picture.width() / scaleX;
    double height = picture.height() / scaleY;
    Tiles tiles =
        Tiles.of(
            (int) Math.max(1, Math.ceil(width)),
            (int) Math.max(1, Math.ceil(height)),
            settings.tile(),
            settings.overlap(),
            format.width(),
            format.height());
    List<Tile> all = tiles.all();
    List<List<Detection>> perTile = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) perTile.add(List.of());
    int batches = (all.size() + settings.batch() - 1) / settings.batch();
    Lanes.run(
        batches,
        settings.lanes(),
        () -> new TileLane(picture, model, settings, tiles, all, perTile, scaleX, scaleY, canceled),
        progress,
        canceled);
    List<Detection> whole = Seams.join(tiles, perTile);
    DetectionSettings wider = Overlaps.wideEnough(whole, tiles, format, settings);
    if (wider != settings) return detect(picture, model, wider, progress, canceled);
    List<Detection> found = new ArrayList<>();
    for (Detection detection : whole)
      found.add(detection.at(scaled(detection.box(), scaleX, scaleY, picture)));
    return Suppression.keep(found, settings.suppression());
  }

  private static Box scaled(Box box, double scaleX, double scaleY, Picture picture) {
    Box inPlane =
        new Box(box.x() * scaleX, box.y() * scaleY, box.width() * scaleX, box.height() * scaleY);
    return Suppression.clip(inPlane, picture.width(), picture.height());
  }

  /** Cuts tiles, runs the network on them, and puts what it finds into the tiles' places. */
  private static final class TileLane implements Lanes.Lane {
    private final List<PixelSource> sources;
    private final Normalisation normalisation;
    private final DetectionSettings settings;
    private final List<Tile> tiles;
    private final List<List<Detection>> perTile;
    private final int width;
    private final int height;
    private final double scaleX;
    private final double scaleY;
    private final double planeWidth;
    private final double planeHeight;
    private final float[] values;
    private final DetectorModel.Runner runner;

    TileLane(
        Picture picture,
        DetectorModel model,
        DetectionSettings settings,
        Tiles tiles,
        List<Tile> all,
        List<List<Detection>> perTile,
        double scaleX,
        double scaleY,
        BooleanSupplier canceled) {
      sources = picture.sources();
      normalisation = picture.normalisation();
      this.settings = settings;
      this.tiles = all;
      this.perTile = perTile;
      this.scaleX = scaleX;
      this.scaleY = scaleY;
      width = tiles.width();
      height = tiles.height();
      planeWidth = picture.width() / scaleX;
      planeHeight = picture.height() / scaleY;
      int inBatch = Math.min(settings.batch(), all.size());
      values = new float[NetworkTranslator.Input.length(inBatch, sources.size(), height, width)];
      runner = model.newRunner(settings.testTime(), canceled);
    }

    @Override
    public int run(int batch) throws IOException {
      int from = batch * settings.batch();
      int count = Math.min(tiles.size() - from, settings.batch());
      for (int i = 0; i < count; i++) cut(tiles.get(from + i), i);
      List<List<Detection>> found = runner.run(values, count, height, width, settings.score());
      int cells = 0;
      for (int i = 0; i < count; i++) {
        List<Detection> placed = placed(found.get(i), tiles.get(from + i));
        cells += placed.size();
        synchronized (perTile) {
          perTile.set(from + i, placed);
        }
      }
      return cells;
    }

    private void cut(Tile tile, int item) {
      Window window =
          new Window(tile.x() * scaleX, tile.y() * scaleY, scaleX, scaleY, width, height);
      for (int c = 0; c < sources.size(); c++) {
        int at = (item * sources.size() + c) * width * height;
        Resampling.read(sources.get(c), window, settings.padding(), values, at);
        normalisation.apply(c, values, at, at + width * height);
      }
    }

    /** In pixels of the plane as the network sees it, without what lies outside. */
    private List<Detection> placed(List<Detection> found, Tile tile) {
      List<Detection> placed = new ArrayList<>(found.size());
      for (Detection detection : found) {
        Box box = detection.box();
        double x = tile.x() + box.x();
        double y = tile.y() + box.y();
        double middleX = x + box.width() / 2;
        double middleY = y + box.height() / 2;
        if (middleX < 0 || middleY < 0 || middleX >= planeWidth || middleY >= planeHeight) continue;
        Box moved = new Box(x, y, box.width(), box.height());
        Box clipped = Suppression.clip(moved, planeWidth, planeHeight);
        if (clipped.area() > 0) placed.add(detection.at(clipped));
      }
      return placed;
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}

package org.unstained.inference;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.models.LastLayer;

/** Features of cells: the last layer before a network's classifier, its mean over the crop. */
public final class CellFeatures {
  private CellFeatures() {}

  /**
   * The features of each box, in the same order. If memory is short, with fewer crops at once.
   *
   * @param boxes in pixels of the plane, counted from its first pixel; may reach beyond it
   * @param settings of them batch, lanes and padding count; each cell is seen as it lies
   * @param progress told after each batch, on other threads but one at a time
   * @param canceled asked before each batch
   * @return boxes × features; all rows are of one length
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws NetworkException if the network has no such methods, fails or returns NaN
   * @throws IllegalArgumentException if the picture's channels aren't the network's
   */
  public static float[][] of(
      Picture picture,
      List<Box> boxes,
      ClassifierModel model,
      LastLayer layer,
      ClassificationSettings settings,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    picture.require(model.format().channels(), model.name());
    float[][] features = new float[boxes.size()][];
    CropLanes.run(
        boxes.size(),
        model,
        settings,
        within -> new FeatureLane(picture, boxes, model, layer, within, features, canceled),
        progress,
        canceled);
    return features;
  }

  private static final class FeatureLane implements Lanes.Lane {
    private final CropCutter cutter;
    private final List<Box> boxes;
    private final LastLayer layer;
    private final int inBatch;
    private final float[][] features;
    private final float[] values;
    private final ClassifierModel.Runner runner;

    FeatureLane(
        Picture picture,
        List<Box> boxes,
        ClassifierModel model,
        LastLayer layer,
        ClassificationSettings settings,
        float[][] features,
        BooleanSupplier canceled) {
      this.boxes = boxes;
      this.layer = layer;
      this.features = features;
      cutter = new CropCutter(picture, model.format(), settings.padding());
      inBatch = settings.batch();
      values = cutter.newBatch(Math.min(inBatch, boxes.size()));
      runner = model.newRunner(canceled);
    }

    @Override
    public int run(int batch) throws IOException {
      int from = batch * inBatch;
      int count = Math.min(boxes.size() - from, inBatch);
      for (int i = 0; i < count; i++) cutter.cut(cutter.window(boxes.get(from + i)), values, i);
      FeatureMaps maps = runner.maps(layer, values, count);
      for (int i = 0; i < count; i++) features[from + i] = maps.means(i);
      return count;
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}

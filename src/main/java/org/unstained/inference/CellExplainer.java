package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.cells.Box;
import org.unstained.inference.Resampling.Window;
import org.unstained.models.EngineWork;
import org.unstained.models.LastLayer;

/**
 * Says where a classifier looked: heat maps of cells, each as large as the crop that the network
 * sees. One thread uses it; close it after use. If memory is short, fewer crops go through the
 * network at once.
 *
 * <p>The last layer of a small network has few places, a sixth of the crop wide or so. Its maps are
 * made finer by looking at the crop moved by parts of a place, {@value #SHIFTS} × {@value #SHIFTS}
 * times, each at the true position of its places; between them values lie on straight lines.
 */
public final class CellExplainer implements AutoCloseable {
  static final int SHIFTS = 4;
  private static final int IN_BATCH = 32;

  private final ClassifierModel model;
  private final ClassifierFormat format;
  private final ExplanationMethod method;
  private final LastLayer layer;
  private final CropCutter cutter;
  private final CropPasses network;

  /**
   * @param layer need only be there if the method needs it
   * @throws IllegalArgumentException if the picture's channels aren't the network's, or the method
   *     needs the last layer and there is none
   */
  public CellExplainer(
      Picture picture, ClassifierModel model, Optional<LastLayer> layer, ExplanationMethod method) {
    this.model = model;
    this.method = method;
    format = model.format();
    picture.require(format.channels(), model.name());
    if (method.needsLastLayer() && layer.isEmpty())
      throw new IllegalArgumentException("%s needs the last layer".formatted(method.key()));
    this.layer = layer.orElse(null);
    cutter = new CropCutter(picture, format, Padding.EDGE);
    network = new CropPasses(model, model.newRunner(EngineWork::isEnding));
  }

  /**
   * A heat map for each of some classes.
   *
   * @param box of the cell or patch, in pixels of the plane
   * @param classes by their numbers, from 0
   * @throws NetworkException if the network fails, or its last layer has no places
   */
  public List<HeatMap> maps(Box box, List<Integer> classes) throws NetworkException {
    Window window = cutter.window(box);
    float[] crop = cutter.newBatch(1);
    cutter.cut(window, crop, 0);
    float[] returned = network.run(crop, 1);
    Shifted shifted = method.needsLastLayer() ? shifted(window) : null;
    List<HeatMap> maps = new ArrayList<>();
    for (int type : classes) {
      float[] values =
          switch (method) {
            case OCCLUSION ->
                Occlusion.of(network, format, crop, Target.of(format, returned, type, true));
            case GRADCAM ->
                shifted.of(
                    ActivationMaps.gradients(
                        network, layer, whole(crop), Target.of(format, returned, type, false)));
            case EIGENCAM -> shifted.of(ActivationMaps.principal(shifted.maps));
            case SCORECAM ->
                shifted.of(
                    ScoreCam.weights(
                        network,
                        format,
                        crop,
                        whole(crop),
                        Target.of(format, returned, type, true)));
          };
      maps.add(
          new HeatMap(
              window.x(),
              window.y(),
              window.scaleX(),
              window.scaleY(),
              window.width(),
              window.height(),
              values));
    }
    return maps;
  }

  private FeatureMaps whole(float[] crop) throws NetworkException {
    FeatureMaps maps = network.maps(layer, crop, 1);
    if (maps.places() == 1)
      throw new NetworkException(
          "%s: its last layer has no places, so it can't say where it looked; choose occlusion"
              .formatted(model.name()));
    return maps;
  }

  /** The last layer's maps of the crop moved by parts of a place. */
  private Shifted shifted(Window window) throws NetworkException {
    float[] crop = cutter.newBatch(1);
    cutter.cut(window, crop, 0);
    FeatureMaps one = whole(crop);
    double[] across = steps(format.width() / (double) one.width());
    double[] down = steps(format.height() / (double) one.height());
    int count = across.length * down.length;
    float[] values = new float[count * one.values().length];
    for (int from = 0; from < count; from += IN_BATCH) {
      int some = Math.min(IN_BATCH, count - from);
      float[] batch = cutter.newBatch(some);
      for (int i = 0; i < some; i++) {
        double dx = across[(from + i) % across.length];
        double dy = down[(from + i) / across.length];
        cutter.cut(
            new Window(
                window.x() + dx * window.scaleX(),
                window.y() + dy * window.scaleY(),
                window.scaleX(),
                window.scaleY(),
                window.width(),
                window.height()),
            batch,
            i);
      }
      float[] part = network.maps(layer, batch, some).values();
      System.arraycopy(part, 0, values, from * one.values().length, part.length);
    }
    FeatureMaps maps = new FeatureMaps(count, one.channels(), one.height(), one.width(), values);
    return new Shifted(maps, across, down, format.width(), format.height());
  }

  /** Moves in whole pixels of the network, evenly over a place and around 0. */
  private static double[] steps(double stride) {
    int count = Math.max(1, Math.min(SHIFTS, (int) Math.round(stride)));
    int step = Math.max(1, (int) Math.round(stride / count));
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) steps[i] = i * step - Math.floor((count - 1) * step / 2.0);
    return steps;
  }

  /** Maps of moved crops, and by how much each was moved. */
  private record Shifted(FeatureMaps maps, double[] across, double[] down, int width, int height) {

    /** The weighted sum as large as the crop: for each pixel the mean of all moved maps there. */
    float[] of(float[] weights) {
      float[][] sums = new float[maps.count()][];
      for (int n = 0; n < sums.length; n++) sums[n] = ActivationMaps.weighted(maps, n, weights);
      double strideX = width / (double) maps.width();
      double strideY = height / (double) maps.height();
      float[] map = new float[width * height];
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int n = 0; n < sums.length; n++) {
            double u = (x + 0.5 - across[n % across.length]) / strideX - 0.5;
            double v = (y + 0.5 - down[n / across.length]) / strideY - 0.5;
            sum += HeatMap.between(sums[n], maps.width(), maps.height(), u, v);
          }
          map[y * width + x] = (float) (sum / sums.length);
        }
      return map;
    }
  }

  @Override
  public void close() {
    network.close();
  }
}

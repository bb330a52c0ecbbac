package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;

/** What the network learns to return is what the decoder reads: a detector trained on discs. */
public class TrainedDetectorTest {
  private static final int SIDE = 96;
  private static final int PLACES = SIDE / 4;
  private static final int BATCH = 4;
  private static final int STEPS = 150;
  private static final double WELL_PLACED = 0.7;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private final Random random = new Random(1);

  /** A disc in each quarter: radius 7 (class 0) or 14 (class 1). */
  private record Scene(ArrayImg<FloatType, FloatArray> plane, double[][] discs) {}

  private Scene scene() {
    var plane = Networks.black(SIDE, SIDE);
    double[][] discs = new double[4][];
    for (int i = 0; i < 4; i++) {
      int type = random.nextInt(2);
      double x = 24 + i % 2 * 48 + 12 * (random.nextDouble() - 0.5);
      double y = 24 + i / 2 * 48 + 12 * (random.nextDouble() - 0.5);
      discs[i] = new double[] {x, y, type == 0 ? 7 : 14, type};
      Networks.disc(plane, x, y, discs[i][2]);
    }
    return new Scene(plane, discs);
  }

  /** Heat map per class, log distances, and where they count. */
  private static void target(Scene scene, int item, float[] heat, float[] sides, float[] where) {
    int places = PLACES * PLACES;
    for (double[] disc : scene.discs)
      for (int i = 0; i < places; i++) {
        double dx = 4 * (i % PLACES) + 2 - disc[0];
        double dy = 4 * (i / PLACES) + 2 - disc[1];
        double spread = disc[2] / 2;
        double value = Math.exp(-(dx * dx + dy * dy) / (2 * spread * spread));
        if (Math.abs(dx) <= 2 && Math.abs(dy) <= 2) value = 1;
        int at = (item * 2 + (int) disc[3]) * places + i;
        heat[at] = (float) Math.max(heat[at], value);
        if (Math.max(Math.abs(dx), Math.abs(dy)) > 5) continue;
        where[item * places + i] = 1;
        double[] lengths = {disc[2] + dx, disc[2] + dy, disc[2] - dx, disc[2] - dy};
        for (int k = 0; k < 4; k++)
          sides[(item * 4 + k) * places + i] = (float) Math.log(Math.max(1, lengths[k]));
      }
  }

  private Path train() throws Exception {
    Path fresh = folder.newFolder().toPath().resolve("weights.pt");
    FreshModel.write("detector-light", 1, 2, 5, fresh);
    var config =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optDevices(new Device[] {Device.cpu()})
            .optOptimizer(
                Optimizer.adam()
                    .optLearningRateTracker(
                        Tracker.multiFactor()
                            .setBaseValue(0.004f)
                            .setSteps(new int[] {90, 120})
                            .optFactor(0.3f)
                            .build())
                    .build());
    Path trained = folder.newFolder().toPath().resolve("weights.pt");
    try (Model model = Model.newInstance("weights", Device.cpu(), "PyTorch")) {
      model.load(fresh.getParent(), "weights", Map.of("trainParam", "true"));
      try (Trainer trainer = model.newTrainer(config)) {
        for (int step = 0; step < STEPS; step++) step(trainer);
      }
      var bytes = new ByteArrayOutputStream();
      JniUtils.writeModule((PtSymbolBlock) model.getBlock(), bytes, true);
      Files.write(trained, Arrays.copyOfRange(bytes.toByteArray(), 8, bytes.size()));
    }
    return trained;
  }

  private void step(Trainer trainer) {
    int places = PLACES * PLACES;
    float[] pixels = new float[BATCH * SIDE * SIDE];
    float[] heat = new float[BATCH * 2 * places];
    float[] sides = new float[BATCH * 4 * places];
    float[] where = new float[BATCH * places];
    for (int i = 0; i < BATCH; i++) {
      Scene scene = scene();
      float[] plane = scene.plane.update(null).getCurrentStorageArray();
      System.arraycopy(plane, 0, pixels, i * plane.length, plane.length);
      target(scene, i, heat, sides, where);
    }
    try (NDManager manager = trainer.getManager().newSubManager();
        GradientCollector gradients = trainer.newGradientCollector()) {
      NDArray t = manager.create(heat, new Shape(BATCH, 2, PLACES, PLACES));
      NDArray s = manager.create(sides, new Shape(BATCH, 4, PLACES, PLACES));
      NDArray w = manager.create(where, new Shape(BATCH, 1, PLACES, PLACES));
      NDList out =
          trainer.forward(new NDList(manager.create(pixels, new Shape(BATCH, 1, SIDE, SIDE))));
      out.attach(manager);
      NDArray x = out.get(0);
      NDArray p = Activation.sigmoid(x);
      NDArray middle = t.eq(1).toType(t.getDataType(), false);
      NDArray hit = middle.mul(p.sub(1).square()).mul(Activation.softPlus(x.neg()));
      NDArray miss = t.sub(1).square().square().mul(p.square()).mul(Activation.softPlus(x));
      NDArray scores = hit.add(miss.mul(middle.sub(1).neg())).sum().div(4 * BATCH);
      NDArray boxes = out.get(1).log().sub(s).abs().mul(w).sum().div(w.sum());
      gradients.backward(scores.add(boxes));
      trainer.step();
    }
  }

  @Test
  public void aDetectorTrainedOnDiscsFindsThem() throws Exception {
    Path weights = train();
    var format = DetectorFormat.ofMaps(1, List.of("small", "large"), NetworkScale.NONE);
    int right = 0;
    int found = 0;
    int all = 0;
    try (var model = DetectorModel.load(weights, format, Device.cpu())) {
      for (int i = 0; i < 10; i++) {
        Scene scene = scene();
        var detections =
            CellDetector.detect(
                Networks.picture(PixelSize.PIXELS, List.of(scene.plane)),
                model,
                DetectionSettings.defaults(),
                p -> {},
                () -> false);
        found += detections.size();
        for (double[] d : scene.discs) {
          all++;
          var truth = new Box(d[0] - d[2], d[1] - d[2], 2 * d[2], 2 * d[2]);
          for (Detection detection : detections)
            if (detection.type() == (int) d[3] && detection.box().iou(truth) > WELL_PLACED) {
              right++;
              break;
            }
        }
      }
    }
    assertEquals(40, all);
    assertTrue(right + " of " + all + " right among " + found, right >= 36 && found <= 44);
  }
}

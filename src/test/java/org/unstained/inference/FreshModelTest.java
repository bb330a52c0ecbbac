package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FreshModelTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path fresh(String architecture, int channels, int classes, long seed) throws IOException {
    Path file = folder.newFolder().toPath().resolve("weights.pt");
    FreshModel.write(architecture, channels, classes, seed, file);
    return file;
  }

  private static Model load(Path file, boolean train) throws Exception {
    Model model = Model.newInstance("weights", Device.cpu(), "PyTorch");
    model.load(file.getParent(), "weights", train ? Map.of("trainParam", "true") : Map.of());
    return model;
  }

  private static float[][] run(Path file, float[] input, Shape shape) throws Exception {
    try (Model model = load(file, false);
        NDManager manager = model.getNDManager().newSubManager()) {
      NDList out =
          model
              .getBlock()
              .forward(
                  new ParameterStore(manager, false),
                  new NDList(manager.create(input, shape)),
                  false);
      return out.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }
  }

  private static float[] ramp(int count) {
    float[] ramp = new float[count];
    for (int i = 0; i < count; i++) ramp[i] = (i * 37 % 101) / 101f;
    return ramp;
  }

  @Test
  public void everyArchitectureTakesAnyChannelsAndClasses() throws Exception {
    for (String name : FreshModel.ARCHITECTURES) {
      Path file = fresh(name, 3, 4, 1);
      float[][] out = run(file, ramp(2 * 3 * 64 * 64), new Shape(2, 3, 64, 64));
      boolean detects = name.startsWith("detector");
      assertEquals(name, detects ? 2 : 1, out.length);
      assertEquals(name, detects ? 2 * 4 * 16 * 16 : 2 * 4, out[0].length);
      for (float v : out[0]) assertTrue(name, Float.isFinite(v));
      if (detects) {
        assertEquals(name, 2 * 4 * 16 * 16, out[1].length);
        for (float v : out[1]) assertTrue(name, v > 0);
      }
    }
  }

  @Test
  public void theSeedDecidesTheWeights() throws Exception {
    float[] input = ramp(32 * 32);
    Shape shape = new Shape(1, 1, 32, 32);
    float[] first = run(fresh("small", 1, 3, 7), input, shape)[0];
    assertArrayEquals(first, run(fresh("small", 1, 3, 7), input, shape)[0], 0);
    assertFalse(Arrays.equals(first, run(fresh("small", 1, 3, 8), input, shape)[0]));
  }

  @Test
  public void theDefaultDetectorHasUnderTwoMillionWeights() throws Exception {
    try (Model model = load(fresh("detector", 6, 3, 1), true)) {
      long count = 0;
      for (var parameter : model.getBlock().getParameters())
        count += parameter.getValue().getArray().getShape().size();
      assertTrue("" + count, count > 100_000 && count < 2_000_000);
    }
  }

  @Test
  public void aDetectorLearns() throws Exception {
    learns("detector-light", 2);
  }

  @Test
  public void classifiersLearn() throws Exception {
    learns("small", 1);
    learns("local", 1);
  }

  /** A few steps towards a constant target; the file written back stands nearer to it. */
  private void learns(String architecture, int outputs) throws Exception {
    Path file = fresh(architecture, 1, 2, 3);
    float[] input = ramp(4 * 32 * 32);
    Shape shape = new Shape(4, 1, 32, 32);
    var config =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optDevices(new Device[] {Device.cpu()})
            .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.003f)).build());
    float first = Float.NaN;
    float last = Float.NaN;
    Path trained = folder.newFolder().toPath().resolve("weights.pt");
    try (Model model = load(file, true);
        Trainer trainer = model.newTrainer(config)) {
      for (int step = 0; step < 12; step++) {
        try (NDManager manager = trainer.getManager().newSubManager();
            GradientCollector gradients = trainer.newGradientCollector()) {
          NDList out = trainer.forward(new NDList(manager.create(input, shape)));
          assertEquals(outputs, out.size());
          NDArray loss = out.get(0).sub(outputs > 1 ? -4 : 1).square().mean();
          if (outputs > 1) loss = loss.add(out.get(1).log().sub(3).square().mean());
          last = loss.getFloat();
          if (step == 0) first = last;
          gradients.backward(loss);
          trainer.step();
          out.close();
        }
      }
      assertTrue(first + " to " + last, last < 0.5 * first);
      PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
      var bytes = new ByteArrayOutputStream();
      JniUtils.writeModule(block, bytes, true);
      Files.write(trained, Arrays.copyOfRange(bytes.toByteArray(), 8, bytes.size()));
    }
    float target = outputs > 1 ? -4 : 1;
    double before = distance(run(file, input, shape)[0], target);
    double after = distance(run(trained, input, shape)[0], target);
    assertTrue(before + " to " + after, after < 0.8 * before);
  }

  private static double distance(float[] values, float target) {
    double sum = 0;
    for (float v : values) sum += (v - target) * (v - target);
    return sum / values.length;
  }

  @Test
  public void whatIsNoBlankNetworkIsRefused() {
    Path out = folder.getRoot().toPath().resolve("x.pt");
    assertThrows(
        IOException.class,
        () -> FreshModel.write(new ByteArrayInputStream(new byte[100]), 1, 1, 1, out));
    assertFalse(Files.exists(out));
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> FreshModel.write("vgg", 1, 1, 1, out));
    assertTrue(unknown.getMessage(), unknown.getMessage().contains("resnet18"));
    assertThrows(IllegalArgumentException.class, () -> FreshModel.write("small", 0, 1, 1, out));
  }
}

package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.PixelSize;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ComputeDevice.Kind;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;

/**
 * On the processor, which calculates with 16 bits, too, if slowly. There is no graphics card in
 * most places where tests run.
 */
public class HalfNetworkTest {
  private static final ComputeDevice HALF = new ComputeDevice(Kind.CPU, 0, "CPU").inHalf();

  /** Half precision has 11 bits; outputs here are about 4 at most. */
  private static final double LOGITS = 1e-2;

  private final List<String> notes = new ArrayList<>();

  private TorchScriptModel load(Path weights, int channels, int side) throws IOException {
    return HalfNetwork.load(weights, HALF, channels, side, side, () -> false, notes::add);
  }

  private static float[] noise(int count) {
    Random random = new Random(2);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
    return values;
  }

  private static float[] forward(TorchScriptModel network, float[] values, int channels, int side)
      throws IOException {
    try (var runner = network.newRunner(() -> false)) {
      int batch = values.length / (channels * side * side);
      return runner.run(values, batch, channels, side, side).get(0).values();
    }
  }

  @Test
  public void classifiersSayNearlyTheSame() throws IOException {
    for (String name : new String[] {"livedead-classifier", "blood-classifier"}) {
      ModelPackage model = Installation.models().find(name);
      ClassifierFormat format = ClassifierFormat.of(model.description());
      int channels = format.channels();
      float[] crops = noise(4 * channels * format.pixels());
      try (var half = load(model.weights(), channels, format.width());
          var full = TorchScriptModel.load(model.weights(), Device.cpu(), () -> false)) {
        assertEquals(List.of(), notes);
        float[] expected = forward(full, crops, channels, format.width());
        float[] found = forward(half, crops, channels, format.width());
        assertFalse("nothing was converted", Arrays.equals(expected, found));
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], found[i], LOGITS);
      }
    }
  }

  @Test
  public void theDetectorFindsTheSameBoxes() throws IOException {
    ModelPackage model = Installation.models().find("livedead-detector");
    DetectorFormat format = DetectorFormat.of(model.description());
    var image = ImageFiles.open(Path.of("samples/livedead.png"));
    image.setRoi(0, 0, 128, 96);
    Picture picture =
        Picture.of(model.description(), Planes.channels(image.crop(), 1, 1), PixelSize.PIXELS);
    DetectionSettings settings =
        DetectionSettings.defaults()
            .withScore(model.description().defaults().score())
            .withBatch(1, 1);
    try (var full = DetectorModel.load(model.weights(), format, Device.cpu());
        var half = DetectorModel.load(model.weights(), format, HALF, () -> false, notes::add)) {
      assertEquals(List.of(), notes);
      var expected = CellDetector.detect(picture, full, settings, p -> {}, () -> false);
      var found = CellDetector.detect(picture, half, settings, p -> {}, () -> false);
      assertTrue("only " + expected.size(), expected.size() >= 3);
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i).box().x(), found.get(i).box().x(), 0.1);
        assertEquals(expected.get(i).box().y(), found.get(i).box().y(), 0.1);
        assertEquals(expected.get(i).box().width(), found.get(i).box().width(), 0.1);
        assertEquals(expected.get(i).box().height(), found.get(i).box().height(), 0.1);
        assertEquals(expected.get(i).score(), found.get(i).score(), 1e-2);
      }
    }
  }

  @Test
  public void networksThatCanNotRunAsTheyAreAndSayWhy() throws IOException {
    float[] values = noise(16);
    for (String name : new String[] {"floats-only", "in-order"}) {
      notes.clear();
      try (var network = load(Networks.file(name), 1, 4);
          var full = TorchScriptModel.load(Networks.file(name), Device.cpu(), () -> false)) {
        assertEquals(notes.toString(), 1, notes.size());
        assertTrue(notes.get(0), notes.get(0).contains("full precision is used. "));
        assertTrue(notes.get(0), notes.get(0).contains(name));
        assertArrayEquals(forward(full, values, 1, 4), forward(network, values, 1, 4), 0);
      }
    }
  }

  @Test
  public void numbersThatAreTooGreatAreNoResult() throws IOException {
    try (var network = load(Networks.file("twice-and-one"), 1, 2)) {
      assertEquals(List.of(), notes);
      assertArrayEquals(
          new float[] {3, 5, 7, 9}, forward(network, new float[] {1, 2, 3, 4}, 1, 2), 0);
      NetworkException e =
          assertThrows(
              NetworkException.class, () -> forward(network, new float[] {1, 2, 3, 40_000}, 1, 2));
      assertTrue(e.getMessage(), e.getMessage().contains("without '-half'"));
    }
  }
}

package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.inference.ClassifierFormat.Output;
import org.unstained.models.CropRule;
import org.unstained.models.LastLayer;

/** The network {@code local}, which looks at the middle of a crop. */
public class LocalNetworkTest {
  private static final int SIDE = 48;
  private static final int PLACES = 12;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private ClassifierModel model;
  private ClassifierModel.Runner runner;

  @Before
  public void load() throws IOException {
    Path file = folder.getRoot().toPath().resolve("weights.pt");
    FreshModel.write("local", 1, 2, 5, file);
    ClassifierFormat format =
        new ClassifierFormat(
            1, List.of("a", "b"), Output.LOGITS, SIDE, SIDE, CropRule.STANDARD, NetworkScale.NONE);
    model = ClassifierModel.load(file, format, Device.cpu());
    runner = model.newRunner(() -> false);
  }

  @After
  public void close() {
    runner.close();
    model.close();
  }

  private static float[] ground() {
    float[] crop = new float[SIDE * SIDE];
    for (int i = 0; i < crop.length; i++) crop[i] = (float) Math.sin(0.7 * i);
    return crop;
  }

  /** A bright square of four pixels. */
  private static float[] spot(int left, int top) {
    float[] crop = ground();
    for (int y = top; y < top + 4; y++)
      for (int x = left; x < left + 4; x++) crop[y * SIDE + x] += 5;
    return crop;
  }

  @Test
  public void aPlaceSeesEighteenPixelsToEachSide() throws IOException {
    FeatureMaps before = runner.maps(LastLayer.STANDARD, ground(), 1);
    assertEquals(PLACES, before.width());
    FeatureMaps after = runner.maps(LastLayer.STANDARD, spot(22, 22), 1);
    for (int y = 0; y < PLACES; y++)
      for (int x = 0; x < PLACES; x++) {
        // a place's middle is a pixel whose number is a multiple of the stride
        boolean sees = near(4 * x, 18) && near(4 * y, 18);
        double change = 0;
        for (int c = 0; c < before.channels(); c++) {
          int at = before.at(0, c) + y * PLACES + x;
          change += Math.abs(after.values()[at] - before.values()[at]);
        }
        if (!sees) assertEquals(x + ", " + y, 0, change, 1e-5);
        if (near(4 * x, 4) && near(4 * y, 4)) assertNotEquals(x + ", " + y, 0, change, 1e-3);
      }
  }

  private static boolean near(int middle, int far) {
    return middle + far >= 22 && middle - far <= 25;
  }

  @Test
  public void whatStandsAtTheRimCountsLittle() throws IOException {
    double middle = change(spot(22, 22));
    assertTrue(change(spot(1, 22)) < 0.35 * middle);
    assertTrue(change(spot(22, 43)) < 0.2 * middle);
    assertTrue(change(spot(2, 2)) < 0.1 * middle);
    assertTrue(change(spot(16, 22)) > 0.3 * middle);
  }

  /** Of the whole last layer. */
  private double change(float[] crop) throws IOException {
    float[] before = runner.maps(LastLayer.STANDARD, ground(), 1).values();
    float[] after = runner.maps(LastLayer.STANDARD, crop, 1).values();
    double change = 0;
    for (int i = 0; i < before.length; i++) change += Math.abs(after[i] - before[i]);
    return change;
  }
}

package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.models.LastLayer;
import org.unstained.models.ModelPackage;
import org.unstained.models.Normalisation;

/** The figures of {@code explain.csv} are PyTorch's; {@code explain.py} beside it made them. */
public class CellExplainerTest {
  /** Of values of about 1, with other libraries of linear algebra. */
  private static final float ROUNDING = 1e-4f;

  private static final int SIDE = 48;
  private static final Box WHOLE = new Box(0, 0, SIDE, SIDE);
  private static final Path PACKAGE = Path.of("src/main/resources/models/livedead-classifier");

  private static ClassifierModel model;
  private static Picture picture;
  private static float[] crop;

  @BeforeClass
  public static void load() throws IOException {
    ModelPackage found = ModelPackage.read(PACKAGE);
    model =
        ClassifierModel.load(
            found.weights(), ClassifierFormat.of(found.description()), Device.cpu());
    crop = new float[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++)
        crop[y * SIDE + x] = (float) (Math.sin(0.3 * x) + Math.cos(0.2 * y) + 0.01 * (x - y));
    picture =
        new Picture(
            List.of(ArrayImgs.floats(crop, SIDE, SIDE)), Normalisation.none(1), PixelSize.PIXELS);
  }

  @AfterClass
  public static void close() {
    model.close();
  }

  private static float[] torch(int line) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CellExplainerTest.class.getResourceAsStream("/inference/explain.csv"),
                StandardCharsets.UTF_8))) {
      String[] fields = lines.lines().toList().get(line).split(",");
      float[] values = new float[fields.length - 2];
      for (int i = 0; i < values.length; i++) values[i] = Float.parseFloat(fields[i + 2]);
      return values;
    }
  }

  private static HeatMap explain(ExplanationMethod method, int type) throws IOException {
    try (CellExplainer explainer =
        new CellExplainer(picture, model, Optional.of(LastLayer.STANDARD), method)) {
      return explainer.maps(WHOLE, List.of(type)).get(0);
    }
  }

  @Test
  public void gradCamIsWhatGradientsOfPyTorchGive() throws IOException {
    try (CropPasses runner = new CropPasses(model, model.newRunner(() -> false))) {
      FeatureMaps maps = runner.maps(LastLayer.STANDARD, crop, 1);
      float[] returned = runner.run(crop, 1);
      assertArrayEquals(returned, runner.scores(LastLayer.STANDARD, maps), 0);
      for (int type = 0; type < 2; type++) {
        float[] weights =
            ActivationMaps.gradients(
                runner, LastLayer.STANDARD, maps, Target.of(model.format(), returned, type, false));
        assertArrayEquals(torch(type), ActivationMaps.weighted(maps, 0, weights), ROUNDING);
      }
    }
  }

  @Test
  public void eigenCamIsTheFirstSingularVectorOfPyTorch() throws IOException {
    try (ClassifierModel.Runner runner = model.newRunner(() -> false)) {
      FeatureMaps maps = runner.maps(LastLayer.STANDARD, crop, 1);
      float[] vector = ActivationMaps.principal(maps);
      assertArrayEquals(torch(2), ActivationMaps.weighted(maps, 0, vector), 10 * ROUNDING);
    }
  }

  @Test
  public void occlusionIsTheMeanOverAllSquaresOnAPixel() throws IOException {
    // by hand, for the pixel in the left upper corner: squares of 8 that begin at -4 and 0
    float[] sorted = crop.clone();
    java.util.Arrays.sort(sorted);
    float grey = sorted[sorted.length / 2];
    try (ClassifierModel.Runner runner = model.newRunner(() -> false)) {
      float[] returned = runner.run(crop, 1);
      Target target = Target.of(model.format(), returned, 0, true);
      double sum = 0;
      for (int right : new int[] {4, 8})
        for (int below : new int[] {4, 8}) {
          float[] covered = crop.clone();
          for (int y = 0; y < below; y++)
            for (int x = 0; x < right; x++) covered[y * SIDE + x] = grey;
          sum += Math.max(0, target.of(returned)[0] - target.of(runner.run(covered, 1))[0]);
        }
      HeatMap map = explain(ExplanationMethod.OCCLUSION, 0);
      assertEquals(sum / 4, map.values()[0], ROUNDING);
      assertEquals(WHOLE, map.place());
    }
  }

  @Test
  public void eachMethodGivesAMapOfTheWholeCropAndAllButOneTellClassesApart() throws IOException {
    for (ExplanationMethod method : ExplanationMethod.values()) {
      HeatMap first = explain(method, 0);
      HeatMap second = explain(method, 1);
      assertEquals(SIDE * SIDE, first.values().length);
      for (float v : first.values()) assertTrue(method + " " + v, v >= 0);
      assertTrue(method.key(), first.greatest() > 0 || second.greatest() > 0);
      boolean alike = java.util.Arrays.equals(first.values(), second.values());
      assertEquals(method.key(), method == ExplanationMethod.EIGENCAM, alike);
    }
  }

  @Test
  public void aMapSaysHowMuchOfItLiesInABox() {
    float[] values = new float[16];
    values[5] = 3;
    values[15] = 1;
    HeatMap map = new HeatMap(10, 20, 2, 2, 4, 4, values);
    assertEquals(0.75, map.inside(new Box(12, 22, 2, 2)), 1e-9);
    assertEquals(0.375, map.inside(new Box(12, 22, 1, 2)), 1e-9);
    assertEquals(1, map.inside(map.place()), 1e-9);
    assertEquals(3, map.at(13, 23), 1e-6);
    assertEquals(0, map.at(9, 23), 0);
    assertNotEquals(0, map.at(12.1, 23), 0);
    assertFalse(new HeatMap(0, 0, 1, 1, 1, 1, new float[1]).inside(WHOLE) >= 0);
  }

  @Test
  public void withoutALastLayerOnlyOcclusionWorks() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new CellExplainer(picture, model, Optional.empty(), ExplanationMethod.GRADCAM).close());
    List<ExplanationMethod> free = new ArrayList<>();
    for (ExplanationMethod m : ExplanationMethod.values()) if (!m.needsLastLayer()) free.add(m);
    assertEquals(List.of(ExplanationMethod.OCCLUSION), free);
  }

  @Test
  public void aNetworkWithoutTheMethodsSaysSo() throws IOException {
    assertTrue(model.shows(LastLayer.STANDARD));
    assertFalse(model.shows(new LastLayer("maps", "nothing")));
    assertThrows(IllegalArgumentException.class, () -> new LastLayer("no name", "scores"));
  }
}

package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Box;

public class LossTest {
  /** Sums of floats against sums of doubles. */
  private static final double ROUNDING = 1e-4;

  private static final int PLACES = 6;

  private static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }

  private static DetectorTargets targets() {
    return DetectorTargets.of(
        List.of(
            List.of(
                new LabelledBox(new Box(2, 3, 12, 10), 0),
                new LabelledBox(new Box(9, 9, 11, 13), 1)),
            List.of()),
        2,
        PLACES,
        PLACES,
        4);
  }

  private static float[] random(int count, double from, double to) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (from + (to - from) * random.nextDouble());
    return values;
  }

  @Test
  public void targetsOfOneCellAreAsComputedByHand() {
    // Middle (10, 10): place (2, 2), whose middle is (10, 10). Deviation 12 / 6 / 4 -> 0.8 places.
    var one = List.of(new LabelledBox(new Box(4, 4, 12, 12), 0));
    DetectorTargets t = DetectorTargets.of(List.of(one), 1, PLACES, PLACES, 4);
    assertEquals(1, t.cells());
    assertEquals(1, t.heat()[2 * PLACES + 2], 0);
    double beside = Math.exp(-1 / (2 * 0.64));
    assertEquals(beside, t.heat()[2 * PLACES + 3], 1e-6);
    assertEquals(beside * beside, t.heat()[3 * PLACES + 3], 1e-6);
    // The middle half reaches from 7 to 13: the neighbours' middles at 6 and 14 lie outside.
    double sum = 0;
    for (float w : t.weights()) sum += w;
    assertEquals(1, sum, 0);
    for (int k = 0; k < 4; k++) assertEquals(6, t.sides()[k * 36 + 2 * PLACES + 2], 1e-6);
  }

  @Test
  public void neighboursInTheMiddleHalfAreSampledToo() {
    // Middle (10, 10), middle half 5 to 15: all neighbours at 6, 10 and 14.
    var one = List.of(new LabelledBox(new Box(0, 0, 20, 20), 0));
    DetectorTargets t = DetectorTargets.of(List.of(one), 1, PLACES, PLACES, 4);
    int wanted = 0;
    for (float w : t.weights()) if (w > 0) wanted++;
    assertEquals(9, wanted);
    int at = 1 * PLACES + 3; // middle (14, 6)
    assertEquals(14, t.sides()[at], 1e-6);
    assertEquals(6, t.sides()[36 + at], 1e-6);
    assertEquals(6, t.sides()[72 + at], 1e-6);
    assertEquals(14, t.sides()[108 + at], 1e-6);
  }

  @Test
  public void theSmallestBoxHasACommonPlace() {
    var large = new LabelledBox(new Box(0, 0, 20, 20), 0);
    var small = new LabelledBox(new Box(8, 8, 5, 5), 0);
    for (var boxes : List.of(List.of(large, small), List.of(small, large))) {
      DetectorTargets t = DetectorTargets.of(List.of(boxes), 1, PLACES, PLACES, 4);
      assertEquals(2, t.sides()[2 * PLACES + 2], 1e-6);
    }
  }

  @Test
  public void aClassThatTheNetworkHasNotIsRefused() {
    var wrong = List.of(List.of(new LabelledBox(new Box(0, 0, 9, 9), 2)));
    assertThrows(
        IllegalArgumentException.class, () -> DetectorTargets.of(wrong, 2, PLACES, PLACES, 4));
  }

  @Test
  public void theDetectorsLossIsTheFormula() {
    DetectorTargets t = targets();
    int places = PLACES * PLACES;
    float[] x = random(2 * 2 * places, -6, 6);
    float[] d = random(2 * 4 * places, 0.5, 15);
    double focal = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 1 / (1 + Math.exp(-x[i]));
      double y = t.heat()[i];
      focal -=
          y == 1 ? Math.pow(1 - p, 2) * Math.log(p) : Math.pow(1 - y, 4) * p * p * Math.log(1 - p);
    }
    double giou = 0;
    double weights = 0;
    for (int b = 0; b < 2; b++)
      for (int i = 0; i < places; i++) {
        double w = t.weights()[b * places + i];
        if (w == 0) continue;
        double cx = (i % PLACES + 0.5) * 4;
        double cy = (i / PLACES + 0.5) * 4;
        double[] said = corners(d, b, i, cx, cy);
        double[] wanted = corners(t.sides(), b, i, cx, cy);
        double iw = Math.min(said[2], wanted[2]) - Math.max(said[0], wanted[0]);
        double ih = Math.min(said[3], wanted[3]) - Math.max(said[1], wanted[1]);
        double ew = Math.max(said[2], wanted[2]) - Math.min(said[0], wanted[0]);
        double eh = Math.max(said[3], wanted[3]) - Math.min(said[1], wanted[1]);
        double either =
            (said[2] - said[0]) * (said[3] - said[1])
                + (wanted[2] - wanted[0]) * (wanted[3] - wanted[1])
                - iw * ih;
        giou += w * (1 - (iw * ih / either - (ew * eh - either) / (ew * eh)));
        weights += w;
      }
    double expected = focal / 2 + DetectorLoss.BOXES * giou / weights;
    try (NDManager manager = manager()) {
      NDArray scores = manager.create(x, new Shape(2, 2, PLACES, PLACES));
      NDArray sides = manager.create(d, new Shape(2, 4, PLACES, PLACES));
      double loss = DetectorLoss.of(new NDList(scores, sides), t).getFloat();
      assertEquals(expected, loss, ROUNDING * expected);
    }
  }

  private static double[] corners(float[] sides, int item, int place, double x, double y) {
    int n = PLACES * PLACES;
    int at = item * 4 * n + place;
    return new double[] {
      x - sides[at], y - sides[at + n], x + sides[at + 2 * n], y + sides[at + 3 * n]
    };
  }

  @Test
  public void theDetectorsGradientIsThatOfTheFormula() {
    DetectorTargets t = targets();
    float[] x = random(2 * 2 * PLACES * PLACES, -3, 3);
    float[] d = random(2 * 4 * PLACES * PLACES, 2, 12);
    int place = 2 * PLACES + 1;
    try (NDManager manager = manager()) {
      NDArray scores = manager.create(x, new Shape(2, 2, PLACES, PLACES));
      NDArray sides = manager.create(d, new Shape(2, 4, PLACES, PLACES));
      scores.setRequiresGradient(true);
      sides.setRequiresGradient(true);
      try (var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        gradients.backward(DetectorLoss.of(new NDList(scores, sides), t));
      }
      float[] gx = scores.getGradient().toFloatArray();
      float[] gd = sides.getGradient().toFloatArray();
      assertEquals(difference(x, d, x, place, t), gx[place], 0.01);
      assertEquals(difference(x, d, d, place, t), gd[place], 0.01);
    }
  }

  /** Central difference of the loss by one value. */
  private static double difference(
      float[] x, float[] d, float[] changed, int at, DetectorTargets t) {
    float before = changed[at];
    double[] losses = new double[2];
    for (int i = 0; i < 2; i++) {
      changed[at] = before + (i == 0 ? -0.02f : 0.02f);
      try (NDManager manager = manager()) {
        NDArray scores = manager.create(x, new Shape(2, 2, PLACES, PLACES));
        NDArray sides = manager.create(d, new Shape(2, 4, PLACES, PLACES));
        losses[i] = DetectorLoss.of(new NDList(scores, sides), t).getFloat();
      }
    }
    changed[at] = before;
    return (losses[1] - losses[0]) / 0.04;
  }

  @Test
  public void extremeOutputsAndNoCellGiveAFiniteLoss() {
    DetectorTargets none = DetectorTargets.of(List.of(List.of()), 1, PLACES, PLACES, 4);
    try (NDManager manager = manager()) {
      NDArray scores = manager.full(new Shape(1, 1, PLACES, PLACES), 200f);
      NDArray sides = manager.full(new Shape(1, 4, PLACES, PLACES), 2400f);
      double loss = DetectorLoss.of(new NDList(scores, sides), none).getFloat();
      assertEquals(200.0 * PLACES * PLACES, loss, 1);
      assertThrows(IllegalArgumentException.class, () -> DetectorLoss.of(new NDList(scores), none));
    }
  }

  @Test
  public void theClassifiersLossIsTheFormula() {
    double[] weights = {1, 3, 0.5};
    int[] types = {1, 0};
    double[][] z = {{0.5, -1, 2}, {3, 0, 1}};
    double expected = 0;
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (double v : z[i]) sum += Math.exp(v);
      for (int c = 0; c < 3; c++) {
        double target = 0.1 / 3 + (c == types[i] ? 0.9 : 0);
        expected -= weights[types[i]] * target * (z[i][c] - Math.log(sum)) / 4;
      }
    }
    try (NDManager manager = manager()) {
      NDArray logits = manager.create(new float[] {0.5f, -1, 2, 3, 0, 1}, new Shape(2, 3));
      assertEquals(expected, ClassifierLoss.of(logits, types, 0.1, weights).getFloat(), 1e-5);
      assertTrue(ClassifierLoss.of(logits, new int[] {2, 0}, 0, weights).getFloat() < 0.5);
      assertThrows(
          IllegalArgumentException.class,
          () -> ClassifierLoss.of(logits, new int[] {3, 0}, 0, weights));
    }
  }
}

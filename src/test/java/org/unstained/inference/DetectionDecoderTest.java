package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;
import org.unstained.cells.Box;

public class DetectionDecoderTest {
  private static final List<String> NAMES = List.of("a", "b");
  private static final double ROUNDING = 1e-6;

  /** 4 x 3 places at stride 4, two classes, all scores 0, all distances 1, 2, 3, 4. */
  private final float[] scores = new float[24];

  private final float[] distances = new float[48];

  {
    for (int i = 0; i < 48; i++) distances[i] = 1 + i / 12;
  }

  private List<Detection> decode(double threshold) {
    return DetectionDecoder.decode(
        new ScoreMaps(scores, 0, distances, 0, 2, 4, 3, 4, false), NAMES, threshold);
  }

  @Test
  public void aPeakBecomesABoxAroundTheMiddleOfItsPlace() {
    scores[12 + 4 + 2] = 0.8f;
    scores[4 + 2] = 0.3f;
    var found = decode(0.5);
    assertEquals(1, found.size());
    Detection d = found.get(0);
    assertEquals(new Box(10 - 1, 6 - 2, 4, 6), d.box());
    assertEquals("b", d.className());
    assertEquals(0.8, d.score(), ROUNDING);
    assertEquals(0.3, d.classes().get(0), ROUNDING);
  }

  @Test
  public void onlyTheGreatestOfNeighboursIsTaken() {
    scores[0] = 0.6f;
    scores[12 + 5] = 0.9f;
    scores[3] = 0.7f;
    var found = decode(0.5);
    assertEquals(List.of(0.7f, 0.9f), found.stream().map(d -> (float) d.score()).toList());
  }

  @Test
  public void ofEqualNeighboursTheFirstIsTaken() {
    Arrays.fill(scores, 0, 12, 0.6f);
    var found = decode(0.5);
    assertEquals(1, found.size());
    assertEquals(new Box(1, 0, 4, 6), found.get(0).box());
  }

  @Test
  public void theThresholdIsTheLeastScore() {
    scores[5] = 0.5f;
    assertEquals(1, decode(0.5).size());
    assertTrue(decode(0.51).isEmpty());
  }

  @Test
  public void logitsBecomeProbabilities() {
    Arrays.fill(scores, -9);
    scores[5] = 2;
    var maps = new ScoreMaps(scores, 0, distances, 0, 2, 4, 3, 4, true);
    var found = DetectionDecoder.decode(maps, NAMES, 0.5);
    assertEquals(1, found.size());
    assertEquals(1 / (1 + Math.exp(-2)), found.get(0).score(), ROUNDING);
    assertEquals(found, DetectionDecoder.decode(maps, NAMES, 0));
    assertTrue(DetectionDecoder.decode(maps, NAMES, 1).isEmpty());
  }

  @Test
  public void eachTileOfABatchHasItsOwnPart() {
    float[] two = new float[48];
    two[24 + 5] = 0.9f;
    float[] both = new float[96];
    IntStream.range(0, 96).forEach(i -> both[i] = i < 48 ? Float.NaN : 1);
    var maps = new ScoreMaps(two, 24, both, 48, 2, 4, 3, 4, false);
    assertEquals(1, DetectionDecoder.decode(maps, NAMES, 0.5).size());
  }

  @Test
  public void whatIsNoScoreOrDistanceIsRefused() {
    scores[7] = Float.NaN;
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> decode(0.5))
            .getMessage()
            .contains("NaN"));
    scores[7] = 1.5f;
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> decode(0.5))
            .getMessage()
            .contains("logits"));
    scores[7] = 1;
    distances[12 + 7] = -1;
    assertThrows(IllegalArgumentException.class, () -> decode(0.5));
    distances[12 + 7] = Float.POSITIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> decode(0.5));
  }

  @Test
  public void mapsThatDoNotFitAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScoreMaps(scores, 0, distances, 0, 3, 4, 3, 4, false));
    var maps = new ScoreMaps(scores, 0, distances, 0, 2, 4, 3, 4, false);
    assertThrows(
        IllegalArgumentException.class, () -> DetectionDecoder.decode(maps, List.of("one"), 0.5));
  }
}

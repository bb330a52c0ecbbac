package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.Test;

public class LabelOverlapTest {

  @Test
  public void aMapAgreesWithItself() {
    var map = LabelMaps.random(1, 20, 20, 30);
    LabelOverlap overlap = LabelOverlap.between(map, map);
    int cells = Cells.regions(map).size();
    assertEquals(new MatchCounts(cells, 0, 0), overlap.counts(1));
    assertEquals(1, overlap.counts(0.5).averagePrecision(), 0);
  }

  @Test
  public void numbersOfCellsDoNotMatter() {
    LabelOverlap overlap =
        LabelOverlap.between(LabelMaps.of("11.22", "11.22"), LabelMaps.of("77.33", "77.33"));
    assertEquals(
        List.of(1, 2), overlap.matches(0.5).stream().map(LabelOverlap.Pair::truth).toList());
    assertEquals(7, overlap.matches(0.5).get(0).prediction());
  }

  @Test
  public void foundWrongAndMissedAreCounted() {
    // 1 is found at IoU 4/5, 2 is missed, prediction 3 is wrong, 4 overlaps too little (1/4).
    LabelOverlap overlap =
        LabelOverlap.between(
            LabelMaps.of("1111.22.44", ".........."), LabelMaps.of("11111....4", ".333.....4"));
    assertEquals(3, overlap.truths());
    assertEquals(3, overlap.predictions());
    MatchCounts counts = overlap.counts(0.5);
    assertEquals(new MatchCounts(1, 2, 2), counts);
    assertEquals(0.2, counts.averagePrecision(), 1e-12);
    assertEquals(1 / 3.0, counts.precision(), 1e-12);
    assertEquals(1 / 3.0, counts.recall(), 1e-12);
    assertEquals(1 / 3.0, counts.f1(), 1e-12);
    assertEquals(new MatchCounts(1, 2, 2), overlap.counts(0.8)); // just reached
    assertEquals(new MatchCounts(0, 3, 3), overlap.counts(0.81));
  }

  @Test
  public void aCellCutIntoTwoExactHalvesIsFoundOnce() {
    LabelOverlap overlap = LabelOverlap.between(LabelMaps.of("1111"), LabelMaps.of("3322"));
    assertEquals(new MatchCounts(1, 1, 0), overlap.counts(0.5));
    assertEquals(2, overlap.matches(0.5).get(0).prediction());
    LabelOverlap merged = LabelOverlap.between(LabelMaps.of("3322"), LabelMaps.of("1111"));
    assertEquals(new MatchCounts(1, 0, 1), merged.counts(0.5));
  }

  @Test
  public void emptyMapsCountNothingAndScoreNothing() {
    var empty = LabelMaps.of("..");
    var one = LabelMaps.of("1.");
    assertEquals(MatchCounts.NONE, LabelOverlap.between(empty, empty).counts(0.5));
    assertTrue(Double.isNaN(MatchCounts.NONE.averagePrecision()));
    assertEquals(new MatchCounts(0, 1, 0), LabelOverlap.between(empty, one).counts(0.5));
    assertEquals(new MatchCounts(0, 0, 1), LabelOverlap.between(one, empty).counts(0.5));
  }

  @Test
  public void imagesArePooledCellByCell() {
    MatchCounts sum = new MatchCounts(3, 1, 0).plus(new MatchCounts(0, 0, 4));
    assertEquals(new MatchCounts(3, 1, 4), sum);
    assertEquals(3 / 8.0, sum.averagePrecision(), 0);
  }

  @Test
  public void overlapsOfRandomMapsEqualThePlainOnes() {
    for (int seed = 0; seed < 60; seed++)
      assertPairsMatch(
          LabelMaps.random(seed, 1 + seed % 13, 9, 5),
          LabelMaps.random(seed + 99, 1 + seed % 13, 9, 7));
    assertPairsMatch(LabelMaps.random(7, 90, 80, 2000), LabelMaps.random(8, 90, 80, 2000));
  }

  private static void assertPairsMatch(
      RandomAccessibleInterval<IntType> truth, RandomAccessibleInterval<IntType> prediction) {
    Map<List<Integer>, Integer> both = new HashMap<>();
    Map<Integer, Integer> truths = new HashMap<>();
    Map<Integer, Integer> predictions = new HashMap<>();
    for (int y = 0; y < truth.dimension(1); y++)
      for (int x = 0; x < truth.dimension(0); x++) {
        int t = truth.getAt(x, y).get();
        int p = prediction.getAt(x, y).get();
        if (t > 0) truths.merge(t, 1, Integer::sum);
        if (p > 0) predictions.merge(p, 1, Integer::sum);
        if (t > 0 && p > 0) both.merge(List.of(t, p), 1, Integer::sum);
      }
    LabelOverlap overlap = LabelOverlap.between(truth, prediction);
    assertEquals(truths.size(), overlap.truths());
    assertEquals(predictions.size(), overlap.predictions());
    assertEquals(both.size(), overlap.pairs().size());
    double before = 1;
    for (LabelOverlap.Pair pair : overlap.pairs()) {
      int n = both.get(List.of(pair.truth(), pair.prediction()));
      int either = truths.get(pair.truth()) + predictions.get(pair.prediction()) - n;
      assertEquals((double) n / either, pair.iou(), 0);
      assertTrue("best first", pair.iou() <= before);
      before = pair.iou();
    }
  }

  @Test
  public void hugeLabelsAndViewsAreTaken() {
    var truth = ArrayImgs.ints(new int[] {0, Integer.MAX_VALUE, Integer.MAX_VALUE, 0}, 4, 1);
    var prediction = ArrayImgs.unsignedShorts(new short[] {0, (short) 65_535, 0, 0}, 4, 1);
    FinalInterval part = FinalInterval.createMinSize(1, 0, 2, 1);
    LabelOverlap overlap =
        LabelOverlap.between(Views.interval(truth, part), Views.interval(prediction, part));
    assertEquals(List.of(new LabelOverlap.Pair(Integer.MAX_VALUE, 65_535, 0.5)), overlap.pairs());
  }

  @Test
  public void whatCannotBeComparedIsRefused() {
    var map = LabelMaps.of("12", "..");
    assertThrows(
        IllegalArgumentException.class,
        () -> LabelOverlap.between(map, LabelMaps.of("12.", "...")));
    int[] negative = {0, 0, -4, 0};
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> LabelOverlap.between(map, ArrayImgs.ints(negative, 2, 2)))
            .getMessage();
    assertTrue(message, message.contains("-4 at (0, 1)"));
    for (double threshold : new double[] {0.49, 1.01, Double.NaN})
      assertThrows(
          IllegalArgumentException.class, () -> LabelOverlap.between(map, map).matches(threshold));
    assertThrows(IllegalArgumentException.class, () -> new MatchCounts(0, -1, 0));
  }

  @Test
  public void realMapsMovedByAPixelKeepMostOfTheirCells() throws Exception {
    for (Path file : LabelMaps.real()) {
      var map = LabelMaps.open(file);
      long w = map.dimension(0) - 1;
      var here = Views.interval(map, FinalInterval.createMinSize(0, 0, w, map.dimension(1)));
      var moved =
          Views.translate(
              Views.interval(map, FinalInterval.createMinSize(1, 0, w, map.dimension(1))), -1, 0);
      MatchCounts counts = LabelOverlap.between(here, moved).counts(0.5);
      assertTrue(file + " " + counts, counts.averagePrecision() > 0.8);
    }
  }
}

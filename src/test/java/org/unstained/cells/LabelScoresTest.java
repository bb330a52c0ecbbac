package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.Test;

public class LabelScoresTest {
  /** Sums in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  public void pooledFiguresAreThoseOfThePublishedDefinitions() throws Exception {
    JsonObject labels;
    try (InputStream in = LabelScoresTest.class.getResourceAsStream("/learning/evaluation.json")) {
      labels =
          JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .getAsJsonObject()
              .getAsJsonObject("labels");
    }
    LabelScores scores = LabelScores.NONE;
    for (JsonElement pair : labels.getAsJsonArray("maps"))
      scores =
          scores.plus(
              LabelScores.of(map(pair.getAsJsonArray().get(0)), map(pair.getAsJsonArray().get(1))));
    JsonObject figures = labels.getAsJsonObject("figures");
    for (int i = 0; i < 10; i++)
      assertEquals(
          figures.getAsJsonArray("ap").get(i).getAsDouble(),
          scores.counts().get(i).averagePrecision(),
          ROUNDING);
    assertEquals(figures.get("mean_ap").getAsDouble(), scores.meanAveragePrecision(), ROUNDING);
    assertEquals(figures.get("pq").getAsDouble(), scores.panopticQuality(), ROUNDING);
    assertEquals(figures.get("sq").getAsDouble(), scores.segmentationQuality(), ROUNDING);
    assertEquals(figures.get("rq").getAsDouble(), scores.recognitionQuality(), ROUNDING);
    assertEquals(figures.get("seg").getAsDouble(), scores.segMeasure(), ROUNDING);
    assertEquals(figures.get("dice").getAsDouble(), scores.dice(), ROUNDING);
  }

  private static ArrayImg<IntType, IntArray> map(JsonElement rows) {
    JsonArray array = rows.getAsJsonArray();
    int size = array.size();
    int[] pixels = new int[size * size];
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = array.get(i / size).getAsJsonArray().get(i % size).getAsInt();
    return ArrayImgs.ints(pixels, size, size);
  }

  @Test
  public void theSameMapTwiceIsPerfect() {
    var map = LabelMaps.of("11.2", "11.2", "...2");
    LabelScores scores = LabelScores.of(map, map);
    assertEquals(1, scores.meanAveragePrecision(), 0);
    assertEquals(1, scores.panopticQuality(), 0);
    assertEquals(1, scores.segMeasure(), 0);
    assertEquals(1, scores.dice(), 0);
  }

  @Test
  public void ofNothingThereIsNoFigure() {
    var empty = LabelMaps.of("...");
    LabelScores scores = LabelScores.of(empty, empty);
    assertTrue(Double.isNaN(scores.meanAveragePrecision()));
    assertTrue(Double.isNaN(scores.panopticQuality()));
    assertTrue(Double.isNaN(scores.segMeasure()));
    assertTrue(Double.isNaN(scores.dice()));
  }

  @Test
  public void exactlyHalfIsNotEnoughForPanopticAndSeg() {
    LabelScores scores = LabelScores.of(LabelMaps.of("11"), LabelMaps.of("1."));
    assertEquals(1, scores.counts().get(0).averagePrecision(), 0);
    assertEquals(0, scores.panopticQuality(), 0);
    assertEquals(0, scores.segMeasure(), 0);
  }
}

package org.unstained.benchmark;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.learning.ClassifierScores;
import org.unstained.learning.DetectionScores;

/**
 * The bundled models, through the way that users take, on their validation images. The limits lie
 * somewhat below what was measured when they were made: they catch a change of the path, not a
 * change of a model's quality by a hair.
 */
public class ModelScoresTest {

  @Before
  public void data() {
    Assume.assumeTrue("no real images here", Files.isDirectory(Path.of("../shared/data/livedead")));
  }

  @Test
  public void livingAndDeadCellsAreFoundAndTold() throws IOException {
    ModelScores models = ModelScores.liveDead("val");
    DetectionScores both = models.together();
    assertTrue(both.toString(), both.counts().f1() >= 0.91);
    assertTrue(both.toString(), both.map50() >= 0.87);
    assertTrue(both.toString(), both.classes().accuracy() >= 0.97);
    ClassifierScores boxes = models.onTrueBoxes();
    assertTrue(boxes.toString(), boxes.auroc() >= 0.985);
  }

  @Test
  public void bloodCellsAreFoundAndTold() throws IOException {
    ModelScores models = ModelScores.blood("val");
    DetectionScores both = models.together();
    assertTrue(both.toString(), both.map50() >= 0.87);
    assertTrue(both.toString(), both.classes().accuracy() >= 0.98);
  }
}

package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.learning.NetworkTrainer.Batch;
import org.unstained.learning.TrainingResult.Epoch;

public class DetectorTrainerTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private TrainingJob job(TrainingSettings settings) throws IOException {
    return PaintedExamples.job(folder.getRoot().toPath(), "detector-light", settings);
  }

  private static Windows windows(int examples) {
    return new Windows(
        96, new Augmentation(true, true, 0, 1, 0, 0, 1, 0, 0), Sampling.inverseFrequency(examples));
  }

  @Test
  public void aDetectorLearnsToFindDiscs() throws Exception {
    var settings = new TrainingSettings(6, 4, 0.004, 0.01, 0.9, 50, 1);
    var others = PaintedExamples.pictures(8, 2);
    TrainingResult result =
        DetectorTrainer.train(
            job(settings),
            PaintedExamples.pictures(30, 1),
            windows(100),
            w -> PaintedExamples.f1(w, others),
            e -> {},
            () -> false);
    List<Epoch> epochs = result.epochs();
    assertTrue("" + epochs, epochs.get(5).loss() < 0.3 * epochs.get(0).loss());
    assertTrue("" + epochs, result.bestScore() > 0.85);
    assertEquals(result.bestScore(), PaintedExamples.f1(result.weights(), others), 0);
  }

  @Test
  public void whatCannotBeLearnedIsRefused() throws Exception {
    TrainingJob job = job(TrainingSettings.defaults());
    assertMessage("no picture", job, List.of());
    List<LabelledPicture> small = new ArrayList<>();
    for (LabelledPicture p : PaintedExamples.pictures(3, 1))
      small.add(
          new LabelledPicture(
              p.name(),
              p.width(),
              p.height(),
              p.channels(),
              p.boxes().stream().filter(b -> b.type() == 0).toList()));
    assertMessage("'large'", job, small);
  }

  private static void assertMessage(String part, TrainingJob job, List<LabelledPicture> pictures) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    DetectorTrainer.train(job, pictures, windows(8), w -> 1, e -> {}, () -> false))
            .getMessage();
    assertTrue(message, message.contains(part));
  }

  @Test
  public void aStepFreesWhatItMade() throws Exception {
    TrainingJob job = job(TrainingSettings.defaults());
    float[] values = new float[2 * 64 * 64];
    DetectorTargets targets = DetectorTargets.of(List.of(List.of(), List.of()), 2, 16, 16, 4);
    var batch = new Batch(values, 2, 1, 64, 64, out -> DetectorLoss.of(out, targets));
    try (var network = new NetworkTrainer(job.start(), job.device(), job.settings())) {
      network.step(batch, 0.001);
      int held = network.held();
      for (int i = 0; i < 5; i++) network.step(batch, 0.001);
      network.writeAverage(folder.getRoot().toPath().resolve("x"), List.of(batch));
      assertEquals(held, network.held());
    }
  }

  /** Two steps against AdamW in double, from the moments that the trainer keeps. */
  @Test
  public void aStepIsThatOfAdamW() throws Exception {
    TrainingJob job = job(new TrainingSettings(1, 2, 0.01, 0.1, 0, 1, 1));
    var pictures = PaintedExamples.pictures(2, 1);
    DetectorTargets targets =
        DetectorTargets.of(pictures.stream().map(LabelledPicture::boxes).toList(), 2, 24, 24, 4);
    float[] values =
        TrainingValues.joined(pictures.stream().map(LabelledPicture::channels).toList());
    var batch = new Batch(values, 2, 1, 96, 96, out -> DetectorLoss.of(out, targets));
    try (var network = new NetworkTrainer(job.start(), job.device(), job.settings())) {
      List<float[]> before = network.state();
      int n = before.size() / 3;
      double changed = 0;
      for (int step = 1; step <= 2; step++) {
        network.step(batch, 0.01);
        List<float[]> after = network.state();
        for (int i = 0; i < n; i++)
          for (int k = 0; k < after.get(i).length; k++) {
            double m = after.get(i)[k];
            double v = after.get(n + i)[k];
            double gradient = (m - 0.9 * before.get(i)[k]) / 0.1;
            double second = 0.999 * before.get(n + i)[k] + 0.001 * gradient * gradient;
            assertEquals(second, v, 1e-3 * v + 1e-9);
            double corrected = m / (1 - Math.pow(0.9, step));
            double spread = Math.sqrt(v / (1 - Math.pow(0.999, step)));
            double epsilon = 1e-8 / Math.sqrt(1 - Math.pow(0.999, step));
            double weight = before.get(2 * n + i)[k];
            double expected = weight * (1 - 0.01 * 0.1) - 0.01 * corrected / (spread + epsilon);
            assertEquals(expected, after.get(2 * n + i)[k], 1e-5);
            changed += Math.abs(expected - weight);
          }
        before = after;
      }
      assertTrue("" + changed, changed > 1);
    }
  }

  @Test
  public void theRateRisesAndFalls() {
    var settings = TrainingSettings.defaults().withRate(1);
    assertEquals(0.04, settings.rate(0, 101), 1e-9);
    assertEquals(1, settings.rate(25, 101), 1e-9);
    assertEquals((1 + 0.001) / 2, settings.rate(75, 121), 1e-9);
    assertEquals(0.001, settings.rate(100, 101), 1e-9);
  }
}

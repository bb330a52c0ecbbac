package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.learning.TrainingResult.Ending;
import org.unstained.learning.TrainingResult.Epoch;

public class ClassifierTrainerTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static final List<LabelledCrop> CROPS = PaintedExamples.crops(32, 1);
  private static final List<LabelledCrop> OTHERS = PaintedExamples.crops(20, 2);
  private static final Lessons LESSONS = Lessons.defaults(32, 32);

  private static TrainingSettings settings(int epochs) {
    return new TrainingSettings(epochs, 8, 0.005, 0.01, 0.9, 50, 3);
  }

  private TrainingJob job(TrainingSettings settings) throws IOException {
    return PaintedExamples.job(folder.getRoot().toPath(), "small", settings);
  }

  /** The later the better, so that the last epoch's weights are the result. */
  private static ValidationScore rising() {
    AtomicInteger calls = new AtomicInteger();
    return weights -> calls.incrementAndGet();
  }

  private static TrainingResult train(TrainingJob job, ValidationScore score) throws IOException {
    return ClassifierTrainer.train(job, CROPS, LESSONS, score, e -> {}, () -> false);
  }

  @Test
  public void theLossFallsAndTheFileKnowsOtherCrops() throws Exception {
    TrainingJob job = job(settings(8));
    TrainingResult result = train(job, w -> PaintedExamples.accuracy(w, OTHERS));
    List<Epoch> epochs = result.epochs();
    assertEquals(Ending.FINISHED, result.ending());
    assertEquals(8, epochs.size());
    assertTrue("" + epochs, epochs.get(7).loss() < 0.7 * epochs.get(0).loss());
    assertTrue("" + epochs, result.bestScore() >= 0.9);
    assertEquals(result.bestScore(), PaintedExamples.accuracy(result.weights(), OTHERS), 0);
    assertFalse(Files.exists(job.checkpoint()));
  }

  @Test
  public void theSameSeedGivesTheSameNetwork() throws Exception {
    float[] first = PaintedExamples.logits(train(job(settings(2)), rising()).weights(), OTHERS);
    float[] again = PaintedExamples.logits(train(job(settings(2)), rising()).weights(), OTHERS);
    float[] other =
        PaintedExamples.logits(train(job(settings(2).withSeed(4)), rising()).weights(), OTHERS);
    assertArrayEquals(first, again, 0);
    assertFalse(Arrays.equals(first, other));
  }

  @Test
  public void aResumedRunGivesWhatAnUninterruptedOneGives() throws Exception {
    TrainingResult whole = train(job(settings(4)), rising());
    TrainingJob job = job(settings(4));
    AtomicInteger epochs = new AtomicInteger();
    TrainingResult half =
        ClassifierTrainer.train(
            job, CROPS, LESSONS, rising(), e -> epochs.incrementAndGet(), () -> epochs.get() == 2);
    assertEquals(Ending.CANCELED, half.ending());
    assertEquals(2, half.bestEpoch());
    TrainingResult resumed =
        ClassifierTrainer.train(
            job,
            CROPS,
            LESSONS,
            w -> 10 + epochs.get(),
            e -> epochs.incrementAndGet(),
            () -> false);
    assertEquals(4, resumed.epochs().size());
    assertEquals(4, resumed.bestEpoch());
    for (int i = 0; i < 4; i++)
      assertEquals(whole.epochs().get(i).loss(), resumed.epochs().get(i).loss(), 0);
    assertArrayEquals(
        PaintedExamples.logits(whole.weights(), OTHERS),
        PaintedExamples.logits(resumed.weights(), OTHERS),
        0);
  }

  @Test
  public void cancelKeepsTheBestSoFar() throws Exception {
    TrainingJob job = job(settings(9));
    double[] scores = {0.5, 0.8, 0.6};
    AtomicInteger epochs = new AtomicInteger();
    float[][] best = new float[1][];
    TrainingResult result =
        ClassifierTrainer.train(
            job,
            CROPS,
            LESSONS,
            w -> {
              if (epochs.get() == 1) best[0] = PaintedExamples.logits(w, OTHERS);
              return scores[epochs.get()];
            },
            e -> epochs.incrementAndGet(),
            () -> epochs.get() == 3);
    assertEquals(Ending.CANCELED, result.ending());
    assertEquals(2, result.bestEpoch());
    assertEquals(0.8, result.bestScore(), 0);
    assertArrayEquals(best[0], PaintedExamples.logits(result.weights(), OTHERS), 0);
  }

  @Test
  public void cancelBeforeTheFirstEpochEndsStillGivesANetwork() throws Exception {
    TrainingResult result =
        ClassifierTrainer.train(job(settings(2)), CROPS, LESSONS, w -> 1, e -> {}, () -> true);
    assertEquals(0, result.bestEpoch());
    assertEquals(40, PaintedExamples.logits(result.weights(), OTHERS).length);
  }

  @Test
  public void aScoreThatStaysStopsTheRun() throws Exception {
    TrainingResult result = train(job(settings(9).withPatience(2)), w -> 0.5);
    assertEquals(Ending.STOPPED_EARLY, result.ending());
    assertEquals(1, result.bestEpoch());
    assertEquals(3, result.epochs().size());
  }

  @Test
  public void aCheckpointOfOtherSettingsOrADamagedOneIsRefused() throws Exception {
    TrainingJob job = job(settings(4));
    AtomicInteger epochs = new AtomicInteger();
    ClassifierTrainer.train(
        job, CROPS, LESSONS, w -> 1, e -> epochs.incrementAndGet(), () -> epochs.get() == 1);
    var other =
        new TrainingJob(job.start(), job.folder(), job.device(), job.classes(), settings(5));
    String message = assertThrows(IOException.class, () -> train(other, w -> 1)).getMessage();
    assertTrue(message, message.contains("other settings"));
    byte[] bytes = Files.readAllBytes(job.checkpoint());
    Files.write(job.checkpoint(), Arrays.copyOf(bytes, bytes.length / 2));
    message = assertThrows(IOException.class, () -> train(job, w -> 1)).getMessage();
    assertTrue(message, message.contains("delete it"));
  }

  @Test
  public void whatCannotBeLearnedIsRefused() throws Exception {
    TrainingJob job = job(settings(2));
    assertMessage("no crop", IllegalArgumentException.class, job, List.of());
    assertMessage("'large'", IllegalArgumentException.class, job, List.of(CROPS.get(0)));
    float[] bad = new float[32 * 32];
    bad[5] = Float.NaN;
    var nan = new LabelledCrop("bad.png", 32, 32, List.of(bad), 1);
    assertMessage("bad.png", IllegalArgumentException.class, job, List.of(CROPS.get(0), nan));
    var three =
        CROPS.stream()
            .map(
                c ->
                    new LabelledCrop(
                        c.name(),
                        32,
                        32,
                        List.of(c.channels().get(0), c.channels().get(0)),
                        c.type()))
            .toList();
    assertMessage("channels", IOException.class, job, three);
    Path text = folder.newFile("text.torchscript").toPath();
    Files.writeString(text, "no network");
    var none = new TrainingJob(text, job.folder(), job.device(), job.classes(), settings(2));
    assertMessage("text.torchscript", IOException.class, none, CROPS);
  }

  private static void assertMessage(
      String part, Class<? extends Exception> type, TrainingJob job, List<LabelledCrop> crops) {
    String message =
        assertThrows(
                type,
                () -> ClassifierTrainer.train(job, crops, LESSONS, w -> 1, e -> {}, () -> false))
            .getMessage();
    assertTrue(message, message.contains(part));
  }

  @Test
  public void aLossThatIsNotFiniteIsAnError() throws Exception {
    TrainingJob job = job(settings(2));
    float[] huge = new float[32 * 32];
    Arrays.fill(huge, 0, 500, 1e38f);
    var crops =
        List.of(
            new LabelledCrop("a", 32, 32, List.of(huge), 0),
            new LabelledCrop("b", 32, 32, List.of(huge), 1));
    assertMessage("became", IOException.class, job, crops);
    String message =
        assertThrows(IOException.class, () -> train(job(settings(2)), w -> Double.NaN))
            .getMessage();
    assertTrue(message, message.contains("validation score"));
  }
}

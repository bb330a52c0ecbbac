package org.unstained.workflow.experiment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.learning.JudgedCell;
import org.unstained.workflow.counts.GroupRule;
import org.unstained.workflow.experiment.ExperimentPlan.Division;
import org.unstained.workflow.training.TrainingImage;

/** Experiments with learners that are quick and only seem to learn. */
public class ExperimentTest {
  private static final List<String> TABLES =
      List.of("scores.csv", "summary.csv", "predictions.csv", "splits.csv", "report.html");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  /** Right about as often as it is told to be, by the seed; notes who was taught with what. */
  private static final class Guess implements Learner.OfCells {
    private final String name;
    private final double right;
    final List<Task> tasks = new ArrayList<>();

    Guess(String name, double right) {
      this.name = name;
      this.right = right;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("right", Double.toString(right));
    }

    @Override
    public List<Answers> learn(Task task) throws IOException {
      task.requireGoingOn();
      tasks.add(task);
      Random random = new Random(task.seed());
      List<JudgedCell> cells = new ArrayList<>();
      for (TrainingImage image : task.test())
        for (int i = 0; i < image.drawn().size(); i++) {
          AnnotatedBox box = image.drawn().get(i);
          double sure = random.nextDouble() < right ? 0.75 + random.nextDouble() / 4 : 0.25;
          float dead = (float) (box.className().equals("dead") ? sure : 1 - sure);
          cells.add(
              new JudgedCell(
                  image.name(),
                  i + 1,
                  box.box(),
                  box.className(),
                  ClassScores.of(task.classes(), dead, 1 - dead)));
        }
      return List.of(new Answers.OfCells(name, Map.of("epoch", 3.0), cells));
    }
  }

  private static final class Silent implements Experiment.Listener {
    @Override
    public void started(int number, int of, Trial trial) {}

    @Override
    public void said(String line) {}

    @Override
    public void finished(Trial trial, TrialRecord record) {}
  }

  private static ExperimentImages images(int count, boolean dead) {
    List<TrainingImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<AnnotatedBox> boxes = new ArrayList<>();
      for (int k = 0; k < 3; k++)
        boxes.add(
            new AnnotatedBox(
                new Box(20 * k, 5, 10, 10),
                dead && k == 0 || !dead && i == 0 && k == 0 ? "dead" : "living"));
      images.add(TrainingImage.of(Path.of("p%02d_w%d.png".formatted(i / 2, i % 2)), boxes));
    }
    return ExperimentImages.of(images, GroupRule.name("p\\d+"), List.of());
  }

  private ExperimentPlan plan(String folder, ExperimentImages images, Learner... learners) {
    return new ExperimentPlan(
        "test",
        images,
        List.of(learners),
        Division.folds(3),
        List.of(1L, 2L),
        List.of(0.5, 1.0),
        "dead",
        temporary.getRoot().toPath().resolve(folder));
  }

  private static ExperimentResult run(ExperimentPlan plan) throws IOException {
    return Experiment.run(plan, new Silent(), () -> false);
  }

  @Test
  public void everyLearnerIsTaughtAndAskedWithoutAGroupOnBothSides() throws IOException {
    Guess good = new Guess("good", 0.9);
    Guess bad = new Guess("bad", 0.5);
    ExperimentResult result = run(plan("one", images(24, true), good, bad));
    assertEquals(24, result.trials().size());
    assertEquals(12, good.tasks.size());
    for (Learner.Task task : good.tasks) {
      Set<String> test = groups(task.test());
      Set<String> taught = groups(task.images().training());
      Set<String> choosing = groups(task.images().validation());
      for (String group : test) assertFalse(taught.contains(group) || choosing.contains(group));
      for (String group : choosing) assertFalse(taught.contains(group));
    }
    assertEquals(4, result.rows().size());
    ExperimentResult.Row whole = result.rows().get(1);
    assertEquals("good", whole.method());
    assertEquals(6, whole.figures().get("accuracy").count());
    assertEquals(2, whole.bySeed().get("accuracy").count());
    assertTrue(
        whole.figures().get("auc").mean() > result.rows().get(3).figures().get("auc").mean());
    Path folder = temporary.getRoot().toPath().resolve("one");
    for (String table : TABLES) assertTrue(table, Files.size(folder.resolve(table)) > 100);
    assertEquals(1 + 24 * 24, Files.readAllLines(folder.resolve("predictions.csv")).size());
    assertFalse(Files.exists(folder.resolve("work")));
  }

  private static Set<String> groups(List<TrainingImage> images) {
    Set<String> groups = new HashSet<>();
    for (TrainingImage image : images) groups.add(image.name().substring(0, 3));
    return groups;
  }

  @Test
  public void aRunThatWasStoppedGoesOnAndEndsAsAnother() throws IOException {
    Guess once = new Guess("good", 0.8);
    run(plan("whole", images(24, true), once));
    for (int stop = 0; stop < 12; stop += 5) {
      Guess cut = new Guess("good", 0.8);
      ExperimentPlan plan = plan("cut" + stop, images(24, true), cut);
      int after = stop;
      assertThrows(
          CancellationException.class,
          () -> Experiment.run(plan, new Silent(), () -> cut.tasks.size() > after));
      String report = Files.readString(plan.folder().resolve("report.html"));
      assertTrue(report.contains("Not finished: " + (stop + 1) + " of 12 trials"));
      run(plan);
      assertEquals("finished trials aren't made again", 12, cut.tasks.size());
      for (String table : TABLES)
        assertEquals(
            table,
            Files.readString(temporary.getRoot().toPath().resolve("whole").resolve(table)),
            Files.readString(plan.folder().resolve(table)));
    }
  }

  @Test
  public void anotherExperimentInTheSameFolderIsRefused() throws IOException {
    run(plan("one", images(24, true), new Guess("good", 0.9)));
    Map<String, ExperimentPlan> others = new HashMap<>();
    others.put("learners", plan("one", images(24, true), new Guess("good", 0.8)));
    others.put("groups", plan("one", images(22, true), new Guess("good", 0.9)));
    others.forEach(
        (what, plan) -> {
          String message = assertThrows(IOException.class, () -> run(plan)).getMessage();
          assertTrue(message, message.contains("holds another experiment"));
          assertTrue(message, message.contains(what));
        });
  }

  /** Said of it that its learners are null. */
  @Test
  public void aFolderThatNamesNoLearnersIsAnotherExperiment() throws IOException {
    ExperimentPlan plan = plan("one", images(24, true), new Guess("good", 0.9));
    run(plan);
    Path settings = plan.folder().resolve("experiment.json");
    String sound = Files.readString(settings);
    Files.writeString(
        settings, sound.replaceFirst("(?s)\"learners\": ?\\{.*?\\}\\s*\\}", "\"learners\":null"));
    assertFalse(sound.equals(Files.readString(settings)));
    String message = assertThrows(IOException.class, () -> run(plan)).getMessage();
    assertTrue(message, message.contains("its learners differ (nothing there, {"));
  }

  /** Ended in a failure of Java's own. */
  @Test
  public void aTrialWhoseRecordMissesSomethingIsDamaged() throws IOException {
    ExperimentPlan plan = plan("one", images(24, true), new Guess("good", 0.9));
    run(plan);
    Path record;
    try (Stream<Path> trials = Files.list(plan.folder().resolve("trials"))) {
      record = trials.sorted().findFirst().orElseThrow().resolve("trial.json");
    }
    String sound = Files.readString(record);
    JsonObject all = JsonParser.parseString(sound).getAsJsonObject();
    for (String key : List.of("trial", "learner", "split", "images", "cells", "results", "problem"))
      for (boolean none : new boolean[] {false, true}) {
        JsonObject spoilt = all.deepCopy();
        assertTrue(key, spoilt.has(key));
        if (none) spoilt.add(key, JsonNull.INSTANCE);
        else spoilt.remove(key);
        Files.writeString(record, spoilt.toString());
        String message = assertThrows(IOException.class, () -> run(plan)).getMessage();
        assertTrue(message, message.startsWith(record + " is damaged."));
      }
    Files.writeString(record, sound);
    run(plan);
  }

  @Test
  public void aClassThatFewFoldsShowIsSaidAndNotAveraged() throws IOException {
    ExperimentResult result = run(plan("rare", images(24, false), new Guess("good", 0.9)));
    // one group shows the class: where it is tested nothing teaches it, elsewhere nothing tests it
    for (TrialRecord trial : result.trials())
      if (trial.problem().isEmpty())
        assertTrue(trial.results().get(0).figures().get("auc").isNaN());
      else assertTrue(trial.problem(), trial.problem().contains("'dead' to learn from"));
    assertTrue(result.trials().stream().anyMatch(t -> t.problem().isEmpty()));
    assertTrue(result.trials().stream().anyMatch(t -> !t.problem().isEmpty()));
    for (ExperimentResult.Row row : result.rows()) {
      assertTrue(Double.isNaN(row.figures().get("auc").mean()));
      assertTrue(row.figures().get("accuracy").mean() > 0.5);
    }
    String report =
        Files.readString(temporary.getRoot().toPath().resolve("rare").resolve("report.html"));
    assertTrue(report.contains("no cell of class &#39;dead&#39; to test"));
  }

  @Test
  public void aLearnerThatFailsIsNamedAndTheOthersGoOn() throws IOException {
    Learner broken =
        new Learner() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Map<String, String> settings() {
            return Map.of();
          }

          @Override
          public List<Answers> learn(Task task) throws IOException {
            throw new IOException("the lamp is off");
          }
        };
    ExperimentResult result = run(plan("some", images(24, true), broken, new Guess("good", 0.9)));
    assertTrue(result.failed());
    assertEquals(2, result.rows().size());
    assertTrue(result.notes().stream().anyMatch(n -> n.contains("failed: the lamp is off")));
  }

  @Test
  public void groupsComeFromNamesFoldersAndTables() throws IOException {
    assertEquals("exp1", GroupRule.image().groupOf().apply("dead/exp1-cell12.tif"));
    assertEquals("exp1", GroupRule.image().groupOf().apply("living/exp1-cell3.png"));
    assertEquals("a/x", GroupRule.image().groupOf().apply("a/x.png"));
    assertEquals("P7", GroupRule.name("(P\\d+)_").groupOf().apply("scan P7_3.png"));
    assertEquals("anna", GroupRule.folder().groupOf().apply("anna/1.png"));
    Path table = temporary.newFile("groups.csv").toPath();
    Files.writeString(table, "image,patient\nexp1.png,anna\nexp2,bert\n");
    GroupRule rule = GroupRule.table(table, "patient");
    assertEquals("anna", rule.groupOf().apply("exp1.png"));
    assertEquals("bert", rule.groupOf().apply("dead/exp2-cell4.tif"));
    assertSays("exp3", () -> rule.groupOf().apply("exp3.png"));
    assertSays("no group", () -> GroupRule.name("P\\d+").groupOf().apply("x.png"));
    assertSays("regular expression", () -> GroupRule.name("(P"));
    assertSays("folder", () -> GroupRule.folder().groupOf().apply("x.png"));
    assertTrue(
        assertThrows(IOException.class, () -> GroupRule.table(table, "plate"))
            .getMessage()
            .contains("no column 'plate'"));
    Files.writeString(table, "image,patient\na,x\na.png,y\n");
    assertTrue(
        assertThrows(IOException.class, () -> GroupRule.table(table, "patient"))
            .getMessage()
            .contains("two groups"));
  }

  private static void assertSays(String words, org.junit.function.ThrowingRunnable failing) {
    String message = assertThrows(IllegalArgumentException.class, failing).getMessage();
    assertTrue(message, message.contains(words));
  }
}

package org.unstained.command.experiment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.command.Inputs;
import org.unstained.workflow.experiment.ExperimentPlan;
import org.unstained.workflow.experiment.ExperimentResult;
import org.unstained.workflow.experiment.Trial;

/** Experiments with networks that learn for an epoch or two. */
public class RunExperimentTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<String> lines = new ArrayList<>();
  private Path root;
  private String before;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", root.resolve("home").toString());
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private RunExperiment command(Path data, String output, String more) {
    RunExperiment command = new RunExperiment();
    Inputs.read(command, "folder=[%s] output=[%s] %s".formatted(data, root.resolve(output), more));
    return command;
  }

  private static final String CROPS =
      "folds=2 epochs=2 options=[side=32 batch=4 averaging=0.5 augmentation=flips]";

  @Test
  public void anExperimentThatWasStoppedWithinATrainingEndsAsAnother() throws IOException {
    Path data = TrainingFolders.crops(root.resolve("crops"), 8);
    ExperimentResult whole = command(data, "whole", CROPS).run(lines::add, () -> false);
    assertEquals(2, whole.trials().size());
    assertTrue(lines.toString(), lines.stream().anyMatch(l -> l.startsWith("small: accuracy ")));
    lines.clear();
    assertThrows(
        CancellationException.class,
        () ->
            command(data, "cut", CROPS)
                .run(lines::add, () -> lines.stream().anyMatch(l -> l.contains("epoch 1 of 2"))));
    assertTrue(Files.isDirectory(root.resolve("cut/work")));
    lines.clear();
    command(data, "cut", CROPS).run(lines::add, () -> false);
    assertTrue(
        "goes on at epoch 2",
        lines.stream().noneMatch(l -> l.contains("Trial 1") && l.contains("epoch 1 of 2")));
    for (String table : List.of("scores.csv", "predictions.csv", "splits.csv"))
      assertEquals(
          table,
          Files.readString(root.resolve("whole").resolve(table)),
          Files.readString(root.resolve("cut").resolve(table)));
    assertTrue(!Files.exists(root.resolve("cut/work")));
  }

  @Test
  public void aDetectorWithASecondLookGivesThreeAnswers() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 10, 3);
    RunExperiment command =
        command(
            data,
            "both",
            "task=both split=list test=val training=train networks=detector-light epochs=1"
                + " options=[window=96 batch=4 averaging=0.5 augmentation=flips]"
                + " second=[side=32 batch=8 averaging=0.5]");
    ExperimentResult result = command.run(lines::add, () -> false);
    assertEquals(
        List.of(
            "detector-light, detector alone",
            "detector-light, weight 1",
            "detector-light, best weight"),
        result.rows().stream().map(ExperimentResult.Row::method).toList());
    for (ExperimentResult.Row row : result.rows())
      assertEquals(1, row.figures().get("ap50").count());
    try (Stream<String> rows = Files.lines(root.resolve("both/predictions.csv"))) {
      assertTrue(rows.skip(1).allMatch(row -> row.matches("p1[0-2]\\.png,.*")));
    }
  }

  @Test
  public void networksAndChannelsAreComparedInOneTable() throws IOException {
    Path data = TrainingFolders.crops(root.resolve("crops"), 4);
    ExperimentPlan plan =
        command(
                data,
                "x",
                "folds=2 seeds=2 epochs=2 networks=small,squeezenet channels=[1;1,2] fractions=0.5,1")
            .plan();
    assertEquals(
        List.of(
            "small, channels 1",
            "small, channels 1,2",
            "squeezenet, channels 1",
            "squeezenet, channels 1,2"),
        plan.learners().stream().map(l -> l.name()).toList());
    List<Trial> trials = plan.trials();
    assertEquals(4 * 2 * 2 * 2, trials.size());
    assertEquals("1,2", plan.learners().get(1).settings().get("channels"));
    assertEquals("2", plan.learners().get(1).settings().get("epochs"));
    assertEquals("crop", plan.learners().get(1).settings().get("statistics"));
  }

  @Test
  public void whatMakesNoSenseIsSaid() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    Path crops = TrainingFolders.crops(root.resolve("crops"), 4);
    assertSays("'folder' is empty", new RunExperiment());
    RunExperiment noOutput = new RunExperiment();
    Inputs.read(noOutput, "folder=[%s]".formatted(data));
    assertSays("'output' is empty", noOutput);
    assertSays("'test' is empty", command(data, "x", "split=list"));
    assertSays("no list 'tests'", command(data, "x", "split=list test=tests"));
    assertSays("split=list", command(data, "x", "test=val"));
    assertSays("7 parts", command(data, "x", "folds=7"));
    assertSays("'fractions'", command(data, "x", "fractions=2"));
    assertSays("positive class 'largo'", command(data, "x", "positive=largo"));
    assertSays("Is 'large' meant", command(data, "x", "classes=largo"));
    assertSays("stands there twice", command(data, "x", "networks=small,small"));
    assertSays("'epoch'", command(data, "x", "options=[epoch=3]"));
    assertSays("the experiment itself", command(data, "x", "options=[seed=3]"));
    assertSays("'pattern' is empty", command(data, "x", "by=name"));
    assertSays("'groups' is empty", command(data, "x", "by=table"));
    assertSays("folder of its own", command(data, "x", "by=folder"));
    assertSays("no group in the name", command(data, "x", "by=name pattern=z[0-9]"));
    assertSays("three or more", command(data, "x", "split=groups by=name pattern=p"));
    assertSays("small-ish", command(data, "x", "networks=small-ish folds=2"));
    assertSays("crops", command(crops, "x", "task=detector"));
    assertSays("beside the cells", command(crops, "x", "options=[reject]"));
  }

  private static void assertSays(String words, RunExperiment command) {
    command.run();
    String failure = command.failure().orElse("");
    assertTrue(words + ": " + failure, failure.contains(words));
  }
}

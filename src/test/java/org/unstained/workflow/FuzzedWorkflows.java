package org.unstained.workflow;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.cells.Box;
import org.unstained.fuzz.FolderCopy;
import org.unstained.inference.ClassScores;
import org.unstained.learning.JudgedCell;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.counts.CountTableReader;
import org.unstained.workflow.counts.GroupRule;
import org.unstained.workflow.curation.CurationLog;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.evaluation.PredictionTable;
import org.unstained.workflow.experiment.Answers;
import org.unstained.workflow.experiment.Experiment;
import org.unstained.workflow.experiment.ExperimentImages;
import org.unstained.workflow.experiment.ExperimentPlan;
import org.unstained.workflow.experiment.Learner;
import org.unstained.workflow.experiment.Trial;
import org.unstained.workflow.experiment.TrialRecord;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/** Front doors of this package for files that were spoilt. */
public final class FuzzedWorkflows {
  private FuzzedWorkflows() {}

  private static final FolderCopy EXPERIMENT = new FolderCopy(FuzzedWorkflows::experiment);

  private static final FolderRun.Listener QUIET =
      new FolderRun.Listener() {
        @Override
        public void done(FolderProgress progress, String image, int cells, double seconds) {}

        @Override
        public void failed(FolderProgress progress, String image, String reason) {}
      };

  public static void predictions(Path file) throws IOException {
    PredictionTable.read(file, "area_px2");
  }

  public static void counts(Path file) throws IOException {
    CountTableReader.read(file);
  }

  /** The record that a run of {@link #resume} leaves, and a file for it to come upon. */
  public static byte[] record(ImagePlus image, Path home) throws IOException {
    run(image, home);
    return Files.readAllBytes(home.resolve("out/.unstained/images/a.json"));
  }

  /**
   * Runs a folder whose only image has that record, and again; both must do all that a run does.
   *
   * @param precious must be there afterwards
   */
  public static void resume(ImagePlus image, Path record, Path home, Path precious)
      throws IOException {
    run(image, home);
    Files.write(home.resolve("out/.unstained/images/a.json"), Files.readAllBytes(record));
    FolderRun.Outcome outcome = run(image, home);
    if (outcome.images() + outcome.kept() < 1 || outcome.failures() > 0)
      throw new AssertionError("the image wasn't done: " + outcome);
    for (String name : new String[] {"a-cells.csv", "a-labels.tif", "cells.csv", "summary.csv"})
      if (!Files.isRegularFile(home.resolve("out").resolve(name)))
        throw new AssertionError(name + " is missing");
    if (!Files.isRegularFile(precious)) throw new AssertionError("a file outside was deleted");
    if (Files.readAllLines(home.resolve("out/cells.csv")).size() < 2)
      throw new AssertionError("cells.csv has no rows");
  }

  private static FolderRun.Outcome run(ImagePlus image, Path home) throws IOException {
    Path input = Files.createDirectories(home.resolve("input"));
    if (!Files.exists(input.resolve("a.tif")))
      new FileSaver(image).saveAsTiff(input.resolve("a.tif").toString());
    return FolderRun.run(
        FolderRun.Plan.of(
            input,
            home.resolve("out"),
            ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true)),
            Map.of("version", "1")),
        QUIET,
        () -> false);
  }

  /** Decisions and tables of a folder of crops; no crop may be lost, whatever they say. */
  public static void curation(Path file, Path home) throws IOException {
    Path folder = home.resolve("crops");
    for (String name : CROPS) {
      Path crop = folder.resolve(name);
      Files.createDirectories(crop.getParent());
      Files.write(crop, new byte[] {1});
    }
    Path precious = Files.write(home.resolve("precious.tif"), new byte[] {1});
    Files.copy(file, folder.resolve(file.getFileName()));
    try {
      FolderCuration crops = FolderCuration.open(folder);
      if (file.getFileName().toString().equals(CurationLog.NAME)) crops.replay(file);
      if (crops.size() != CROPS.size()) throw new AssertionError(crops.size() + " crops");
      for (int i = 0; i < crops.size(); i++) crops.score(i);
      crops.accept(List.of(0));
      crops.reject(List.of(1));
      FolderCuration.open(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        long left = files.filter(f -> f.toString().endsWith(".tif")).count();
        if (left != CROPS.size() || !Files.exists(precious))
          throw new AssertionError(left + " crops");
      }
    }
  }

  private static final List<String> CROPS =
      List.of("Dead Cell/a.tif", "Living Cell/b.tif", "rejected/c.tif");

  public static byte[] decisions() {
    return """
        file,from,to,when,decision
        a.tif,Living Cell/a.tif,Dead Cell/a.tif,2026-01-02T03:04:05,moved
        c.tif,Dead Cell/c.tif,rejected/c.tif,2026-01-02T03:04:06,rejected
        b.tif,Living Cell/b.tif,Living Cell/b.tif,2026-01-02T03:04:07,accepted
        """
        .getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] cropTable() {
    return """
        file,class,score,p_Living Cell,p_Dead Cell
        a.tif,Dead Cell,0.9,0.1,0.9
        b.tif,Living Cell,0.55,0.55,0.45
        c.tif,,,,
        """
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A list of images as trainings and evaluations take it, or where the images lie. */
  public static void list(Path file, Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("data"));
    for (String name : List.of("images", "annotations", "splits"))
      Files.createDirectories(folder.resolve(name));
    boolean list = file.getFileName().toString().equals("train.txt");
    Files.copy(file, folder.resolve(list ? "splits/train.txt" : "images.txt"));
    AnnotationFolder found = AnnotationFolder.find(folder);
    if (list) {
      found.names("train");
      TrainingImages.listed(folder, "train");
    }
  }

  public static void groups(Path file) throws IOException {
    GroupRule.table(file, "well");
  }

  /** Always says the same. */
  private static final class Parrot implements Learner.OfCells {
    @Override
    public String name() {
      return "parrot";
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("says", "dead");
    }

    @Override
    public List<Answers> learn(Task task) {
      List<JudgedCell> cells = new ArrayList<>();
      for (TrainingImage image : task.test())
        for (AnnotatedBox box : image.drawn())
          cells.add(
              new JudgedCell(
                  image.name(),
                  cells.size() + 1,
                  box.box(),
                  box.className(),
                  ClassScores.of(task.classes(), 0.75f, 0.25f)));
      return List.of(new Answers.OfCells(name(), Map.of("epoch", 3.0), cells));
    }
  }

  private static void experiment(Path home) throws IOException {
    List<TrainingImage> images = new ArrayList<>();
    for (int i = 0; i < 8; i++)
      images.add(
          TrainingImage.of(
              Path.of("p%d.png".formatted(i)),
              List.of(
                  new AnnotatedBox(new Box(1, 2, 10, 10), "dead"),
                  new AnnotatedBox(new Box(20, 2, 10, 10), "living"))));
    Experiment.run(
        new ExperimentPlan(
            "test",
            ExperimentImages.of(images, GroupRule.name("p\\d+"), List.of()),
            List.of(new Parrot()),
            ExperimentPlan.Division.folds(2),
            List.of(1L),
            List.of(1.0),
            "dead",
            home.resolve("experiment")),
        new Experiment.Listener() {
          @Override
          public void started(int number, int of, Trial trial) {}

          @Override
          public void said(String line) {}

          @Override
          public void finished(Trial trial, TrialRecord record) {}
        },
        () -> false);
  }

  /** The files of an experiment by their names; of the trials those of the first. */
  public static Map<String, byte[]> experimentFiles(Path home) throws IOException {
    experiment(home);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("experiment.json", "trial.json", "predictions.csv"))
      files.put(name, Files.readAllBytes(place(home, name)));
    return files;
  }

  private static Path place(Path home, String name) throws IOException {
    Path folder = home.resolve("experiment");
    if (name.equals("experiment.json")) return folder.resolve(name);
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      return trials.sorted().findFirst().orElseThrow().resolve(name);
    }
  }

  /** An experiment goes on with that file in the place of its own. */
  public static void goOn(Path file, Path home) throws IOException {
    EXPERIMENT.to(home);
    Files.write(place(home, file.getFileName().toString()), Files.readAllBytes(file));
    experiment(home);
    for (String name : List.of("scores.csv", "summary.csv", "report.html"))
      if (Files.size(home.resolve("experiment").resolve(name)) == 0)
        throw new AssertionError(name + " is empty");
  }
}

package org.unstained.project;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.image.ImageFiles;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.DetectionScores;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.models.TextFile;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/**
 * How good models are on the validation images of a project: a row of {@code rounds.csv} each. As
 * the images stay the same, rows tell what annotating more has brought. The column {@code truth} is
 * a checksum of the validation annotations: rows with different ones can't be compared.
 */
public final class RoundScores {
  private static final List<String> COLUMNS =
      List.of(
          "when",
          "model",
          "round",
          "training_images",
          "training_cells",
          "validation_images",
          "validation_cells",
          "truth",
          "score",
          "f1",
          "precision",
          "recall",
          "map50",
          "map50_95",
          "class_accuracy");

  /** Down to this score detections are asked for, so that average precisions are whole. */
  private static final double LEAST = 0.01;

  private RoundScores() {}

  /**
   * A model's figures.
   *
   * @param notes what a user should know
   */
  public record Judged(String model, DetectionScores scores, List<String> notes) {
    /** In a sentence. */
    public String summary() {
      return "%s: F1 %s at score %s, mAP50 %s, class accuracy %s"
          .formatted(
              model,
              known(scores.counts().f1()),
              known(scores.score()),
              known(scores.map50()),
              known(scores.classes().accuracy()));
    }

    private static String known(double figure) {
      return Double.isNaN(figure) ? "-" : Listing.text(figure);
    }
  }

  /**
   * Judges a model by the validation images, which must have been gathered ({@link
   * TrainingRound#prepareValidation}), and adds the row.
   *
   * @param round whose model it is, 0 if it comes from elsewhere
   * @throws CancellationException if cancelled; then there is no row
   */
  public static Judged judge(
      AnnotationProject project, DetectOptions options, int round, Proposing.Progress progress)
      throws IOException {
    List<String> names = TrainingRound.validation(project);
    List<ProjectImage> images =
        project.images().stream().filter(image -> names.contains(image.name())).toList();
    if (images.isEmpty())
      throw new IOException("The project has no validation images yet (splits/val.txt).");
    ModelClasses classes = ModelClasses.of(project, options);
    List<JudgedImage> judged = new ArrayList<>();
    StringBuilder truth = new StringBuilder();
    int cells = 0;
    try (DetectWorkflow detect = DetectWorkflow.open(options.withScore(LEAST))) {
      for (int i = 0; i < images.size(); i++) {
        ProjectImage image = images.get(i);
        if (!progress.at(i, images.size(), image.name())) throw new CancellationException();
        AnnotatedImage drawn =
            PascalVoc.read(AnnotationProject.file(project.gathered(), image)).image();
        ImagePlus opened = ImageFiles.open(image.file());
        List<Detection> found = new ArrayList<>();
        for (Cell cell :
            classes.named(detect.run(opened, p -> {}, () -> false).planes().get(0)).cells())
          found.add(detection(cell));
        judged.add(new JudgedImage(image.name(), found, drawn.boxes()));
        truth.append(image.name()).append(drawn.boxes());
        cells += (int) drawn.boxes().stream().filter(box -> !box.difficult()).count();
      }
    }
    DetectionScores scores = DetectionScores.of(judged, classes.score(), MatchSettings.VOC);
    Set<String> known = stems(classes.training());
    List<String> notes = notes(images, known, classes.name());
    int[] learned = round > 0 ? learned(project, round) : new int[] {-1, -1};
    Listing.append(
        file(project),
        COLUMNS,
        Listing.row(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            classes.name(),
            round > 0 ? round : "",
            learned[0] >= 0 ? learned[0] : "",
            learned[1] >= 0 ? learned[1] : "",
            images.size(),
            cells,
            checksum(truth.toString()),
            scores.score(),
            scores.counts().f1(),
            scores.counts().precision(),
            scores.counts().recall(),
            scores.map50(),
            scores.map50To95(),
            scores.classes().accuracy()));
    return new Judged(classes.name(), scores, notes);
  }

  /** All rows, the oldest first. */
  public static Listing of(AnnotationProject project) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (Map<String, String> row : Listing.read(file(project))) {
      List<Object> values = new ArrayList<>();
      for (String column : COLUMNS) values.add(row.getOrDefault(column, ""));
      rows.add(values);
    }
    return new Listing("Rounds of " + project.name(), COLUMNS, rows);
  }

  private static Path file(AnnotationProject project) {
    return project.folder().resolve("rounds.csv");
  }

  private static List<String> notes(List<ProjectImage> images, Set<String> known, String model) {
    long seen = images.stream().filter(image -> known.contains(image.name())).count();
    return seen == 0
        ? List.of()
        : List.of(
            "'%s' has learned from images of the same names as %d of the %d validation images. If they are the same, its score says little."
                .formatted(model, seen, images.size()));
  }

  private static int[] learned(AnnotationProject project, int round) throws IOException {
    Set<String> names = new HashSet<>();
    names.addAll(TextFile.lines(project.splits().resolve("round-%d.txt".formatted(round))));
    int cells = 0;
    for (ProjectImage image : project.images())
      if (names.contains(image.name())) {
        List<AnnotatedBox> boxes =
            PascalVoc.read(AnnotationProject.file(project.gathered(), image)).image().boxes();
        cells += boxes.size();
      }
    return new int[] {names.size(), cells};
  }

  private static Set<String> stems(List<String> files) {
    Set<String> stems = new HashSet<>();
    for (String file : files) stems.add(ProjectImages.stem(Path.of(file)));
    return stems;
  }

  private static Detection detection(Cell cell) {
    Classification said = cell.classification();
    List<String> names = List.copyOf(said.probabilities().keySet());
    float[] each = new float[names.size()];
    for (int i = 0; i < each.length; i++)
      each[i] = said.probabilities().get(names.get(i)).floatValue();
    return new Detection(
        cell.box(), names.indexOf(said.name()), said.score(), ClassScores.of(names, each));
  }

  private static String checksum(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

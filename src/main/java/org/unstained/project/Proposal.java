package org.unstained.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellTable;

/**
 * What a model proposes for an image.
 *
 * @param model its name in the library
 * @param boxes as the model sees them, between the pixels
 * @param scores one for each box, 0–1
 */
public record Proposal(String model, List<AnnotatedBox> boxes, List<Double> scores) {
  public Proposal {
    boxes = List.copyOf(boxes);
    scores = List.copyOf(scores);
    if (boxes.size() != scores.size())
      throw new IllegalArgumentException(
          "Each proposed box has a score, got %d and %d".formatted(boxes.size(), scores.size()));
  }

  /**
   * How unsure the model is: 1 minus the mean score; NaN if it proposes nothing, as nobody knows
   * how sure it is of that.
   */
  public double doubt() {
    return 1 - scores.stream().mapToDouble(s -> s).average().orElse(Double.NaN);
  }

  /** The score of the box that is least sure; NaN if there is none. */
  public double leastScore() {
    return scores.stream().mapToDouble(s -> s).min().orElse(Double.NaN);
  }

  /** Writes a table of the cells and then the XML, which says that the proposal is whole. */
  static Proposal write(
      AnnotationProject project,
      String model,
      ProjectImage image,
      int width,
      int height,
      PlaneCells cells)
      throws IOException {
    Path folder = Files.createDirectories(project.proposals().resolve(model));
    List<AnnotatedBox> boxes = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (Cell cell : cells.cells()) {
      boxes.add(new AnnotatedBox(cell.box(), cell.classification().name()));
      scores.add(cell.classification().score());
    }
    CellTable.writeCsv(table(folder, image), List.of(cells));
    PascalVoc.write(
        AnnotationProject.file(folder, image),
        new AnnotatedImage(image.file().getFileName().toString(), width, height, boxes));
    return new Proposal(model, boxes, scores);
  }

  private static Path table(Path folder, ProjectImage image) {
    return folder.resolve(image.name() + ".csv");
  }

  static boolean exists(AnnotationProject project, String model, ProjectImage image) {
    return Files.exists(AnnotationProject.file(project.proposals().resolve(model), image));
  }

  /** The newest that any model has made for an image. */
  public static Optional<Proposal> newest(AnnotationProject project, ProjectImage image)
      throws IOException {
    String newest = null;
    long latest = Long.MIN_VALUE;
    for (String model : models(project)) {
      Path file = AnnotationProject.file(project.proposals().resolve(model), image);
      if (!Files.exists(file)) continue;
      long time = Files.getLastModifiedTime(file).toMillis();
      if (time >= latest) {
        newest = model;
        latest = time;
      }
    }
    return newest == null ? Optional.empty() : Optional.of(read(project, newest, image));
  }

  /** Models that have proposed, in the order of the alphabet. */
  static List<String> models(AnnotationProject project) throws IOException {
    if (!Files.isDirectory(project.proposals())) return List.of();
    try (Stream<Path> folders = Files.list(project.proposals())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * @throws IOException if there is no such proposal or it can't be read
   */
  static Proposal read(AnnotationProject project, String model, ProjectImage image)
      throws IOException {
    Path file = table(project.proposals().resolve(model), image);
    List<AnnotatedBox> boxes = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    try {
      for (Map<String, String> row : Listing.read(file)) {
        Box box =
            new Box(
                number(row, "x_px"),
                number(row, "y_px"),
                number(row, "width_px"),
                number(row, "height_px"));
        boxes.add(new AnnotatedBox(box, row.getOrDefault("class", "")));
        scores.add(number(row, "score"));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged (%s). Propose for this image anew (replace=true)."
              .formatted(file, e.getMessage()),
          e);
    }
    return new Proposal(model, boxes, scores);
  }

  private static double number(Map<String, String> row, String column) {
    try {
      return Double.parseDouble(row.getOrDefault(column, ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' isn't a number".formatted(column), e);
    }
  }
}

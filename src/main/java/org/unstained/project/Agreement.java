package org.unstained.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.workflow.labels.AnnotationComparison;
import org.unstained.workflow.labels.AnnotationComparison.Row;

/**
 * How far two annotators agree on the images that both have finished, and what becomes of the two
 * annotations when they are merged.
 *
 * @param first the more experienced of the two
 * @param all the images pooled
 * @param images a row an image and one for all: cells of both, F1, IoU of the cells that both drew,
 *     accuracy and kappa of their classes
 * @param conflicts a row for each cell that both drew with different classes
 * @param notes what was left out or mended, and who was taken for the more experienced
 */
public record Agreement(
    Annotator first,
    Annotator second,
    Row all,
    Listing images,
    Listing conflicts,
    List<String> notes) {

  private static final List<String> COLUMNS =
      List.of(
          "image",
          "first_cells",
          "second_cells",
          "both",
          "only_first",
          "only_second",
          "f1",
          "mean_iou",
          "class_accuracy",
          "class_kappa");
  private static final List<String> CONFLICTS =
      List.of("image", "x_px", "y_px", "width_px", "height_px", "class", "other", "iou");

  /**
   * Compares two annotators, and keeps both tables in {@code agreement/FIRST-SECOND.csv} and {@code
   * -conflicts.csv}.
   *
   * @param iou from which two boxes are the same cell, above 0 and up to 1
   * @throws IOException if they have finished no image in common
   * @throws IllegalArgumentException if there is no such annotator, or it is one and the same
   */
  public static Agreement of(AnnotationProject project, String one, String other, double iou)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<Annotator> order = order(project, one, other, notes);
    Annotator first = order.get(0);
    Annotator second = order.get(1);
    for (Annotator who : order)
      if (ProjectStates.names(project.annotations(who.name())).isEmpty())
        throw new IOException(
            "%s has finished no image of %s, so there is nothing to compare."
                .formatted(who.name(), project.name()));
    AnnotationComparison compared =
        AnnotationComparison.of(
            project.annotations(first.name()), project.annotations(second.name()), iou);
    notes.addAll(compared.notes());
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : compared.images()) rows.add(row(row));
    rows.add(row(compared.all()));
    String pair = "%s and %s".formatted(first.name(), second.name());
    Listing images = new Listing("Agreement of " + pair, COLUMNS, rows);
    Listing conflicts =
        new Listing(
            "Classes that differ between " + pair,
            CONFLICTS,
            conflicts(project, first, second, iou));
    Path folder = project.folder().resolve("agreement");
    String file = first.name() + "-" + second.name();
    images.write(folder.resolve(file + ".csv"));
    conflicts.write(folder.resolve(file + "-conflicts.csv"));
    return new Agreement(first, second, compared.all(), images, conflicts, notes);
  }

  /** The figures in a sentence. */
  public String summary() {
    return "%s and %s on %d images: F1 %s, mean IoU %s, kappa of the classes %s, %d conflicts"
        .formatted(
            first.name(),
            second.name(),
            images.rows().size() - 1,
            Listing.text(all.counts().f1()),
            Listing.text(all.meanIou()),
            Double.isNaN(all.classes().kappa()) ? "-" : Listing.text(all.classes().kappa()),
            conflicts.rows().size());
  }

  /** The more experienced first. */
  static List<Annotator> order(
      AnnotationProject project, String one, String other, List<String> notes) {
    if (one.equals(other))
      throw new IllegalArgumentException(
          "'first' and 'second' are both '%s'. Name two annotators.".formatted(one));
    Annotator a = annotator(project, one);
    Annotator b = annotator(project, other);
    if (a.experience() == b.experience())
      notes.add(
          "%s and %s are equally experienced, so %s, who was named first, is taken for right"
              .formatted(one, other, one));
    return b.experience() > a.experience() ? List.of(b, a) : List.of(a, b);
  }

  private static Annotator annotator(AnnotationProject project, String name) {
    Optional<Annotator> found = project.settings().annotator(name);
    if (found.isEmpty() && name.equals(AnnotationProject.MERGED))
      throw new IllegalArgumentException(
          "'%s' is what merging has made, nobody's own. Name an annotator.".formatted(name));
    if (found.isEmpty()) project.requireAnnotator(name);
    return found.orElseThrow();
  }

  private static List<Object> row(Row row) {
    return List.of(
        row.image(),
        row.counts().found() + row.counts().missed(),
        row.counts().found() + row.counts().wrong(),
        row.counts().found(),
        row.counts().missed(),
        row.counts().wrong(),
        row.counts().f1(),
        row.meanIou(),
        row.classes().accuracy(),
        row.classes().kappa());
  }

  private static List<List<Object>> conflicts(
      AnnotationProject project, Annotator first, Annotator second, double iou) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (ProjectImage image : both(project, first.name(), second.name())) {
      AnnotatedImage one = project.finished(first.name(), image).orElseThrow();
      AnnotatedImage other = project.finished(second.name(), image).orElseThrow();
      for (AnnotationMerge.Conflict found :
          AnnotationMerge.conflicts(one.boxes(), other.boxes(), Math.nextDown(iou)))
        rows.add(row(image, found));
    }
    return rows;
  }

  private static List<Object> row(ProjectImage image, AnnotationMerge.Conflict found) {
    var box = found.kept().box();
    return List.of(
        image.name(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        found.kept().className(),
        found.other(),
        found.iou());
  }

  /** The images that both have finished. */
  static List<ProjectImage> both(AnnotationProject project, String one, String other)
      throws IOException {
    TreeSet<String> names = new TreeSet<>(ProjectStates.names(project.annotations(one)));
    names.retainAll(ProjectStates.names(project.annotations(other)));
    return project.images().stream()
        .filter(image -> names.contains(image.name()))
        .filter(image -> Files.exists(image.file()))
        .toList();
  }
}

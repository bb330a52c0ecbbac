package org.unstained.project;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.unstained.annotation.AnnotatedImage;

/**
 * Merges what two annotators have finished into annotations of their own, {@code merged}; theirs
 * stay as they are. See {@link AnnotationMerge} for the rule.
 */
public final class Merging {
  private Merging() {}

  /**
   * What has become of two annotations.
   *
   * @param images a row an image that was merged
   * @param agreement of the two before
   * @param passed how many images were merged already and stayed so
   */
  public record Result(Listing images, Agreement agreement, int passed) {}

  /**
   * @param overlap IoU, above 0 and up to 1, above which two boxes are the same cell
   * @param confirmed whether cells that only the less experienced one drew are left out
   * @param replace whether images that are merged already are merged anew; else they stay
   * @throws IOException if both have finished no image in common, or a file can't be written
   */
  public static Result run(
      AnnotationProject project,
      String one,
      String other,
      double overlap,
      boolean confirmed,
      boolean replace)
      throws IOException {
    Agreement agreement = Agreement.of(project, one, other, overlap);
    String first = agreement.first().name();
    String second = agreement.second().name();
    Set<String> merged = ProjectStates.names(project.annotations(AnnotationProject.MERGED));
    List<List<Object>> rows = new ArrayList<>();
    int passed = 0;
    for (ProjectImage image : Agreement.both(project, first, second)) {
      if (!replace && merged.contains(image.name())) {
        passed++;
        continue;
      }
      AnnotatedImage a = project.finished(first, image).orElseThrow();
      AnnotatedImage b = project.finished(second, image).orElseThrow();
      AnnotationMerge made = AnnotationMerge.of(a.boxes(), b.boxes(), overlap, confirmed);
      AnnotatedImage sized = a.hasSize() ? a : b;
      project.keepMerged(
          image, new AnnotatedImage(a.name(), sized.width(), sized.height(), made.boxes()));
      ProjectHistory.add(
          project,
          AnnotationProject.MERGED,
          ProjectHistory.Event.of(
              "merged from %s and %s".formatted(first, second),
              image.name(),
              "",
              made.boxes().size()));
      rows.add(
          List.of(
              image.name(),
              a.boxes().size(),
              b.boxes().size(),
              made.boxes().size(),
              made.replaced(),
              made.onlyFirst(),
              made.onlySecond(),
              made.conflicts().size()));
    }
    return new Result(
        new Listing(
            "Merged from %s and %s".formatted(first, second),
            List.of(
                "image",
                "first_cells",
                "second_cells",
                "merged_cells",
                "replaced",
                "only_first",
                "only_second",
                "class_conflicts"),
            rows),
        agreement,
        passed);
  }
}

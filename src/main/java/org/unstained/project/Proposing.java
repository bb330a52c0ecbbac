package org.unstained.project;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.image.ImageFiles;
import org.unstained.project.ImageState.Work;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/**
 * Lets a model propose cells for the images that nobody has begun or finished. What it has proposed
 * before stays, so that a run that was cut off goes on. Of an image of several slices or frames the
 * first plane is looked at.
 */
public final class Proposing {
  private Proposing() {}

  /**
   * What came of it.
   *
   * @param images that the model has looked at now
   * @param passed images that it had looked at before
   * @param cells that it proposes in those that it has looked at now
   */
  public record Result(String model, int images, int passed, int cells) {}

  /** Hears how many images are done of how many, and says whether to go on. */
  public interface Progress {
    boolean at(int done, int all, String image);
  }

  /**
   * @param who is noted in the history; blank: the model itself
   * @param options detector, classifier, thresholds; of all planes only the first is looked at
   * @param replace whether the model looks again at images for which it has proposed
   * @throws IllegalArgumentException if the model knows a class that the project hasn't; a project
   *     of one class calls all cells by that
   * @throws CancellationException if cancelled; what has been proposed stays
   * @throws IOException if a model or an image can't be read; all other images are done before
   */
  public static Result run(
      AnnotationProject project,
      String who,
      DetectOptions options,
      boolean replace,
      Progress progress)
      throws IOException {
    List<ImageState> open =
        ProjectStates.of(project).stream()
            .filter(s -> s.work() == Work.UNTOUCHED || s.work() == Work.PROPOSED)
            .toList();
    List<String> failed = new ArrayList<>();
    try (DetectWorkflow detect = DetectWorkflow.open(options)) {
      ModelClasses classes = ModelClasses.of(project, options);
      String model = classes.name();
      int images = 0;
      int passed = 0;
      int cells = 0;
      for (int i = 0; i < open.size(); i++) {
        ProjectImage image = open.get(i).image();
        if (!progress.at(i, open.size(), image.name())) throw new CancellationException();
        if (!replace && Proposal.exists(project, model, image)) {
          passed++;
          continue;
        }
        try {
          ImagePlus opened = ImageFiles.open(image.file());
          PlaneCells found =
              classes.named(detect.run(opened, p -> {}, () -> false).planes().get(0));
          Proposal.write(project, model, image, opened.getWidth(), opened.getHeight(), found);
          images++;
          cells += found.cells().size();
        } catch (IOException | IllegalArgumentException e) {
          failed.add("%s: %s".formatted(image.file(), e.getMessage()));
        }
      }
      if (images > 0)
        ProjectHistory.add(
            project,
            who.isBlank() ? model : who,
            ProjectHistory.Event.of("proposed for %d images".formatted(images), "", model, cells));
      if (!failed.isEmpty())
        throw new IOException(
            "%d of %d images could not be looked at. %s"
                .formatted(failed.size(), open.size(), String.join("\n", failed)));
      progress.at(open.size(), open.size(), "");
      return new Result(model, images, passed, cells);
    }
  }

  /** The scores of the only class of a project; see {@link ModelClasses}. */
  static Cell as(Cell cell, String only) {
    double score = cell.classification().score();
    return cell.as(new Classification(only, score, Map.of(only, score)));
  }

  /** All cells of a plane by the name of the only class. */
  static PlaneCells as(PlaneCells plane, String only) {
    return new PlaneCells(
        plane.image(),
        plane.channel(),
        plane.slice(),
        plane.frame(),
        plane.cells().stream().map(cell -> as(cell, only)).collect(Collectors.toList()));
  }
}

package org.unstained.workflow.experiment;

import java.util.List;
import java.util.Map;
import org.unstained.learning.JudgedCell;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.TrialScores;

/** What a learner says of the test images. */
public sealed interface Answers {

  /** Who says so: the name of the learner, or of one of its ways to answer. */
  String method();

  /** What was chosen on validation images, by name, such as the best epoch. */
  Map<String, Double> chosen();

  /**
   * How right the answers are.
   *
   * @param positive class, or empty text
   */
  TrialScores scores(List<String> classes, String positive);

  /** A class for each cell of the test images. */
  record OfCells(String method, Map<String, Double> chosen, List<JudgedCell> cells)
      implements Answers {
    public OfCells {
      cells = List.copyOf(cells);
    }

    @Override
    public TrialScores scores(List<String> classes, String positive) {
      return TrialScores.ofClasses(classes, cells, positive);
    }
  }

  /**
   * Cells that were found.
   *
   * @param score from which on they count, chosen on validation images
   */
  record OfImages(String method, Map<String, Double> chosen, List<JudgedImage> images, double score)
      implements Answers {
    public OfImages {
      images = List.copyOf(images);
    }

    @Override
    public TrialScores scores(List<String> classes, String positive) {
      return TrialScores.ofDetections(classes, images, score);
    }
  }
}

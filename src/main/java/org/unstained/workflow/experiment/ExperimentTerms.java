package org.unstained.workflow.experiment;

import java.util.List;
import org.unstained.report.Part.Term;

/** What the figures of an experiment's report mean. */
final class ExperimentTerms {
  private ExperimentTerms() {}

  static List<Term> of(String positive) {
    String whose =
        positive.isEmpty() ? "the mean over the classes" : "of the class '" + positive + "'";
    return List.of(
        new Term("accuracy", "share of the cells that are called what they are", ""),
        new Term("balanced_accuracy", "mean of the recalls of the classes", ""),
        new Term(
            "f1",
            "harmonic mean of precision and recall; of a classifier "
                + whose
                + "; of a detector at IoU 0.5, whatever the class, at the score with the best F1 on the validation images",
            ""),
        new Term(
            "auc",
            "how often a cell of a class has a higher score for it than another cell; " + whose,
            "doi:10.1148/radiology.143.1.7063747"),
        new Term("map50", "mean over the classes of the average precision at IoU 0.5", ""),
        new Term("ap50", "average precision at IoU 0.5, whatever the class", ""),
        new Term(
            "map50_95",
            "mean of the average precisions at IoU 0.5, 0.55 to 0.95, as COCO has it",
            ""),
        new Term(
            "f1_best",
            "the greatest F1 along the curve of the test images themselves: too good, but what some papers give",
            "doi:10.1038/s41597-023-02482-8"),
        new Term("class_accuracy", "share of the found cells that have the right class", ""));
  }
}

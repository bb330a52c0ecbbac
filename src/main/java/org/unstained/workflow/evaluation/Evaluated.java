package org.unstained.workflow.evaluation;

import java.util.List;
import java.util.Map;
import org.unstained.report.Report;
import org.unstained.report.Table;

/**
 * The outcome of an evaluation.
 *
 * @param report to read, without pictures of errors, which are made when it is written
 * @param summary main figures by name, NaN for one that doesn't exist
 * @param images a row an image and, as its last, one for all
 * @param facts all figures with their intervals, for JSON; null for one that doesn't exist
 * @param planes what became of each cell
 * @param notes what was left out or mended
 */
public record Evaluated(
    Report report,
    Map<String, Double> summary,
    Table images,
    Map<String, Object> facts,
    List<JudgedPlane> planes,
    List<String> notes) {
  public Evaluated {
    planes = List.copyOf(planes);
    notes = List.copyOf(notes);
  }

  /** Name of the pooled row. */
  static final String ALL = "all images";
}

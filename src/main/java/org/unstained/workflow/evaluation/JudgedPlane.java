package org.unstained.workflow.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.unstained.cells.Fate;
import org.unstained.overlay.ErrorMark;

/**
 * An image with what became of each prediction and each cell.
 *
 * @param image its name
 * @param file where it is; empty if nobody knows
 * @param cells predictions first, then missed cells
 */
public record JudgedPlane(String image, Optional<Path> file, List<JudgedCell> cells) {
  public JudgedPlane {
    cells = List.copyOf(cells);
  }

  /**
   * @param mark where it is and what became of it
   * @param is what it is; empty if no cell is there
   * @param called what it was called; empty if it was missed
   * @param score NaN if it has none
   * @param iou with its cell; NaN if it has none
   */
  public record JudgedCell(ErrorMark mark, String is, String called, double score, double iou) {}

  /** How many of a fate there are. */
  public long count(Fate fate) {
    return cells.stream().filter(c -> c.mark().fate() == fate).count();
  }

  /** All but the hits. */
  long errors() {
    return cells.size() - count(Fate.HIT);
  }

  /** What was right and wrong, to be drawn over the plane. */
  public List<ErrorMark> marks() {
    return cells.stream().map(JudgedCell::mark).toList();
  }
}

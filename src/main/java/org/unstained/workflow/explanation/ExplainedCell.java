package org.unstained.workflow.explanation;

import java.util.List;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.HeatMap;

/**
 * A cell or patch, what a network says of it, and where it looked for it.
 *
 * @param name such as {@code cell 3}
 * @param box in pixels of the plane
 * @param scores of all classes
 * @param maps of the class that is explained, and of a second one if there is one
 */
public record ExplainedCell(String name, Box box, ClassScores scores, List<ClassMap> maps) {
  public ExplainedCell {
    maps = List.copyOf(maps);
  }

  /** Where the network looked for one class. */
  public record ClassMap(String className, double score, HeatMap map) {}
}

package org.unstained.overlay;

import ij.gui.Roi;
import java.awt.Color;

/** All that a label sets on an ROI of ours, to be put back as it was. What a model said stays. */
record CellState(String name, int group, Color colour, String className, String score, String by) {

  static CellState of(Roi roi) {
    return new CellState(
        roi.getName(),
        roi.getGroup(),
        roi.getStrokeColor(),
        roi.getProperty("class"),
        roi.getProperty("score"),
        roi.getProperty(CellProperties.BY));
  }

  /** The state of a cell that a person calls so. */
  static CellState byHand(LabelClass label) {
    return new CellState(
        label.name() + " 1.00",
        label.group(),
        label.colour(),
        label.name(),
        "1.0",
        CellProperties.HAND);
  }

  /** The state of a cell that nobody has classified. */
  static CellState unlabelled(int number) {
    return new CellState("cell " + number, 0, ClassGroups.UNCLASSIFIED, null, null, null);
  }

  void put(Roi roi) {
    roi.setName(name);
    if (roi instanceof GroupedCell ours) ours.takeGroup(group);
    else roi.setGroup(group);
    roi.setStrokeColor(colour);
    roi.setProperty("class", className);
    roi.setProperty("score", score);
    roi.setProperty(CellProperties.BY, by);
  }

  boolean sameLabel(CellState other) {
    return java.util.Objects.equals(className, other.className)
        && java.util.Objects.equals(by, other.by);
  }
}

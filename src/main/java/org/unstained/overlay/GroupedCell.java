package org.unstained.overlay;

/** An ROI of ours; {@link TracedCell} says what is special about it. */
interface GroupedCell {
  /** Takes a group without looking for the group's colour. */
  void takeGroup(int group);
}

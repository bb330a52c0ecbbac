package org.unstained.overlay;

/** An ROI that takes a group without looking for the group's colour; see {@link TracedCell}. */
interface GroupedCell {
  void takeGroup(int group);
}

package org.unstained.workflow.counts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the cells of one image along its frames or its slices. */
final class ImageTally {
  private final CountInput input;
  private final boolean bySlice;
  private final int[][] counts;
  private final int[] totals;
  private final boolean[] worked;
  private final List<Set<List<Integer>>> planes = new ArrayList<>();

  ImageTally(CountInput input, boolean bySlice, int classes) {
    this.input = input;
    this.bySlice = bySlice;
    int places = bySlice ? input.slices() : input.frames();
    counts = new int[places][classes];
    totals = new int[places];
    worked = new boolean[places];
    for (int i = 0; i < places; i++) planes.add(new HashSet<>());
    for (CountInput.Plane plane : input.worked()) worked[place(plane)] = true;
  }

  private int place(CountInput.Plane plane) {
    return (bySlice ? plane.slice() : plane.frame()) - 1;
  }

  /**
   * @param type place of its class among those that are shown, -1 if it is none of them
   */
  void add(CountInput.Found cell, int type) {
    passOver(cell);
    int at = place(cell.plane());
    totals[at]++;
    if (type >= 0) counts[at][type]++;
    int other = bySlice ? cell.plane().frame() : cell.plane().slice();
    planes.get(at).add(List.of(other, cell.channel()));
  }

  /** A cell that doesn't count, but shows that its plane was worked on. */
  void passOver(CountInput.Found cell) {
    worked[place(cell.plane())] = true;
  }

  /**
   * @param zero whether frames of which nobody knows count 0
   */
  ImageCounts counts(String group, boolean zero, Optional<FrameInterval> interval) {
    List<FrameCounts> frames = new ArrayList<>();
    for (int i = 0; i < totals.length; i++) {
      List<Integer> each = new ArrayList<>();
      for (int count : counts[i]) each.add(count);
      frames.add(new FrameCounts(i + 1, worked[i] || zero, each, totals[i]));
    }
    return new ImageCounts(input.image(), group, frames, interval);
  }

  /** What the reader should know, in sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    String along = bySlice ? "slice" : "frame";
    int most = planes.stream().mapToInt(Set::size).max().orElse(0);
    if (most > 1)
      notes.add(
          "%s: cells of up to %d planes (%s, channels) of a %s are added. A cell that is in several of them counts several times."
              .formatted(input.image(), most, bySlice ? "frames" : "slices", along));
    return notes;
  }
}

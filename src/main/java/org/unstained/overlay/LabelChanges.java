package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person has made of the cells of an image, as little as says it.
 *
 * @param labels cells that have another label than before
 * @param deleted cells that are gone
 * @param drawn cells that are new
 */
public record LabelChanges(List<Labelled> labels, List<Labelled> deleted, List<Drawn> drawn) {

  /**
   * Cells of one plane.
   *
   * @param className what they are now; null if they lost their class or are gone
   * @param cells their numbers
   */
  public record Labelled(
      String className, int channel, int slice, int frame, List<Integer> cells) {}

  /**
   * A new cell.
   *
   * @param className null if it has none
   */
  public record Drawn(String className, int channel, int slice, int frame, Roi roi) {}

  private record Group(String className, PlanePosition at) {}

  static LabelChanges of(
      ImagePlus imp,
      List<Roi> cells,
      Map<Roi, CellState> start,
      Set<Roi> added,
      Map<CellKey, Roi> removed) {
    Map<Group, List<Integer>> labels = new LinkedHashMap<>();
    List<Drawn> drawn = new ArrayList<>();
    for (Roi roi : cells) {
      String name = roi.getProperty("class");
      PlanePosition at = PlanePosition.of(roi, imp);
      if (added.contains(roi))
        drawn.add(new Drawn(name, at.channel(), at.slice(), at.frame(), roi));
      else if (start.containsKey(roi) && !start.get(roi).sameLabel(CellState.of(roi)))
        labels
            .computeIfAbsent(new Group(name, at), g -> new ArrayList<>())
            .add(CellProperties.number(roi));
    }
    Map<Group, List<Integer>> deleted = new LinkedHashMap<>();
    removed.forEach(
        (key, roi) -> {
          if (!added.contains(roi))
            deleted
                .computeIfAbsent(new Group(null, key.plane()), g -> new ArrayList<>())
                .add(key.number());
        });
    return new LabelChanges(labelled(labels), labelled(deleted), drawn);
  }

  private static List<Labelled> labelled(Map<Group, List<Integer>> groups) {
    List<Labelled> all = new ArrayList<>();
    groups.forEach(
        (group, numbers) ->
            all.add(
                new Labelled(
                    group.className(),
                    group.at().channel(),
                    group.at().slice(),
                    group.at().frame(),
                    numbers.stream().sorted().toList())));
    return all;
  }

  public boolean isEmpty() {
    return labels.isEmpty() && deleted.isEmpty() && drawn.isEmpty();
  }
}

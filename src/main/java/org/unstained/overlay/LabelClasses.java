package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The classes that cells of an image may have, in the order of their keys. */
final class LabelClasses {
  private static final int LAST_GROUP = 255;

  private final ImagePlus imp;
  private List<LabelClass> classes = new ArrayList<>();

  private LabelClasses(ImagePlus imp) {
    this.imp = imp;
  }

  /** Those that the cells have or could have had by their model, with group and colour. */
  static LabelClasses of(ImagePlus imp, List<Roi> cells) {
    LabelClasses found = new LabelClasses(imp);
    Map<Integer, LabelClass> used = new TreeMap<>();
    Map<String, Color> named = ClassColours.of(imp);
    Set<String> names = new HashSet<>();
    Map<String, Roi> marks = new LinkedHashMap<>();
    for (Roi roi : cells) {
      marks.putIfAbsent(roi.getProperty(CellProperties.MARK), roi);
      String name = roi.getProperty("class");
      if (name == null || !names.add(name)) continue;
      int group = roi.getGroup();
      if (group < 1 || used.containsKey(group)) group = free(used.keySet());
      Color colour = named.getOrDefault(name, roi.getStrokeColor());
      used.put(group, new LabelClass(name, group, colour == null ? colour(group) : colour));
    }
    found.classes.addAll(used.values());
    for (Roi roi : marks.values())
      for (String name : CellProperties.classes(roi))
        if (names.add(name)) found.add(name, named.get(name));
    found.keepColours();
    return found;
  }

  private static Color colour(int group) {
    return ClassGroups.colour(group);
  }

  private static int free(Set<Integer> taken) {
    int group = 1;
    while (group < LAST_GROUP && taken.contains(group)) group++;
    return group;
  }

  List<LabelClass> all() {
    return List.copyOf(classes);
  }

  void set(List<LabelClass> others) {
    classes = new ArrayList<>(others);
    keepColours();
  }

  Optional<LabelClass> find(String name) {
    return classes.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * @param colour null for the next free one
   * @throws IllegalArgumentException if there is such a class
   */
  LabelClass add(String name, Color colour) {
    Set<Integer> groups = new HashSet<>();
    Set<Color> colours = new HashSet<>();
    for (LabelClass other : classes) {
      groups.add(other.group());
      colours.add(other.colour());
    }
    int group = free(groups);
    LabelClass added =
        new LabelClass(name, group, colour == null ? ClassGroups.free(group, colours) : colour);
    requireFree(added.name());
    classes.add(added);
    keepColours();
    return added;
  }

  void requireFree(String name) {
    if (find(name).isPresent())
      throw new IllegalArgumentException(
          "There is a class '%s' already. Choose another name.".formatted(name));
  }

  private void keepColours() {
    Map<String, Integer> rgb = new LinkedHashMap<>();
    for (LabelClass one : classes) rgb.put(one.name(), one.colour().getRGB() & 0xffffff);
    ClassColours.keep(imp, rgb);
  }
}

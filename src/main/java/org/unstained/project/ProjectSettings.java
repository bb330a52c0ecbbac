package org.unstained.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.models.ModelClass;

/**
 * What all who work on a project share.
 *
 * @param classes of the cells, with their colours, in the order of their keys; one at least
 * @param annotators in the order in which they came; may be empty
 * @throws IllegalArgumentException if there is no class, or a name stands there twice (for
 *     annotators also in other letters' case, as their folders would be one on some disks)
 */
public record ProjectSettings(List<ModelClass> classes, List<Annotator> annotators) {
  public ProjectSettings {
    classes = List.copyOf(classes);
    annotators = List.copyOf(annotators);
    if (classes.isEmpty())
      throw new IllegalArgumentException(
          "A project needs a class at least. Give their names with commas between them, such as 'Living Cell, Dead Cell'.");
    Set<String> names = new HashSet<>();
    for (ModelClass one : classes)
      if (!names.add(one.name()))
        throw new IllegalArgumentException(
            "The class '%s' stands there twice".formatted(one.name()));
    names.clear();
    for (Annotator one : annotators)
      if (!names.add(one.name().toLowerCase(Locale.ROOT)))
        throw new IllegalArgumentException(
            "There is an annotator '%s' already".formatted(one.name()));
  }

  /** Classes of these names, with colours that colour-blind people can tell apart. */
  public static List<ModelClass> classes(List<String> names) {
    List<ModelClass> classes = new ArrayList<>();
    for (String name : names) classes.add(ModelClass.at(classes.size(), name));
    return classes;
  }

  public List<String> classNames() {
    return classes.stream().map(ModelClass::name).toList();
  }

  /** The colour of each class, 0xRRGGBB. */
  public Map<String, Integer> colours() {
    Map<String, Integer> colours = new LinkedHashMap<>();
    classes.forEach(one -> colours.put(one.name(), one.rgb()));
    return colours;
  }

  public Optional<Annotator> annotator(String name) {
    return annotators.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /** From the most experienced to the least; of equals the one who came first. */
  public List<Annotator> byExperience() {
    return annotators.stream()
        .sorted(Comparator.comparingDouble(Annotator::experience).reversed())
        .toList();
  }

  /** With another annotator, or with another experience of one who is there. */
  ProjectSettings with(Annotator annotator) {
    List<Annotator> all = new ArrayList<>(annotators);
    for (int i = 0; i < all.size(); i++)
      if (all.get(i).name().equals(annotator.name())) {
        all.set(i, annotator);
        return new ProjectSettings(classes, all);
      }
    all.add(annotator);
    return new ProjectSettings(classes, all);
  }

  /** With further classes; those that are there stay as they are. */
  ProjectSettings withClasses(List<String> names) {
    List<ModelClass> all = new ArrayList<>(classes);
    for (String name : names)
      if (all.stream().noneMatch(one -> one.name().equals(name)))
        all.add(ModelClass.at(all.size(), name));
    return new ProjectSettings(all, annotators);
  }
}

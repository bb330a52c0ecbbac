package org.unstained.overlay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which cells are shown.
 *
 * @param score the least score, 0–1; a cell without a score passes
 * @param classes the classes that are shown, {@value #NO_CLASS} for cells without one; empty for
 *     all
 * @throws IllegalArgumentException if the score is outside 0–1
 */
public record FilterSettings(double score, Set<String> classes) {
  /** Shows everything. */
  public static final FilterSettings ALL = new FilterSettings(0, Set.of());

  /** Stands for the class of cells that have none. */
  public static final String NO_CLASS = "(none)";

  public FilterSettings {
    if (!(score >= 0 && score <= 1))
      throw new IllegalArgumentException("A score lies within 0–1, got " + score);
    classes = Set.copyOf(classes);
  }

  /**
   * Classes from a text that parts them by commas, as a macro gives them. Upper and lower case
   * don't matter, nor do blanks round a comma; a class may have a comma in its name.
   *
   * @param known the classes there are; if there are none, the text is taken as it is
   * @throws IllegalArgumentException for a class that isn't known, with those that are
   */
  public static Set<String> classes(String text, Collection<String> known) {
    List<String> longestFirst = new ArrayList<>(known);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    Set<String> classes = new TreeSet<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      String name = known.isEmpty() ? rest.split(",", 2)[0].strip() : first(rest, longestFirst);
      if (name == null)
        throw new IllegalArgumentException(
            "There is no class '%s'. Classes are %s, with commas between them"
                .formatted(rest.split(",", 2)[0].strip(), String.join(", ", known)));
      classes.add(name);
      rest = rest.substring(Math.min(rest.length(), name.length())).strip();
      if (rest.startsWith(",")) rest = rest.substring(1).strip();
    }
    return classes;
  }

  /** The longest name that the text starts with and that ends there or at a comma. */
  private static String first(String text, List<String> longestFirst) {
    String small = text.toLowerCase(Locale.ROOT);
    for (String name : longestFirst)
      if (small.startsWith(name.toLowerCase(Locale.ROOT))
          && (text.substring(name.length()).isBlank()
              || text.substring(name.length()).stripLeading().startsWith(","))) return name;
    return null;
  }
}

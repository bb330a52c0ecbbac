package org.unstained.project;

import java.util.regex.Pattern;

/**
 * Somebody who annotates.
 *
 * @param name also the name of a folder: letters, digits, blanks and - _ . ( ), up to 60
 * @param experience years, or any other scale on which more is more; 0 or greater. Where two
 *     annotators disagree, the one with more is right
 * @throws IllegalArgumentException if the name or the experience breaks these rules
 */
public record Annotator(String name, double experience) {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._()-]{0,58}[\\p{L}\\p{N}_()-])?");

  public Annotator {
    requireName(name);
    if (!(experience >= 0 && experience < Double.POSITIVE_INFINITY))
      throw new IllegalArgumentException(
          "'experience' can't be %s: it takes a number of 0 or more, such as years."
              .formatted(experience));
  }

  /** Whether a folder of this name can be made on any system. */
  static void requireName(String name) {
    if (name == null || !NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "'%s' can't be the name of an annotator: it takes up to 60 letters, digits, blanks and - _ . ( ), and begins with a letter or a digit."
              .formatted(name == null ? "" : name));
  }
}

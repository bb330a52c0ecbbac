package org.unstained.report;

/** What something is drawn with: a meaning, whose colour depends on the ground. */
public enum Ink {
  GROUND,
  TEXT,
  /** Letters that matter less. */
  QUIET,
  GRID,
  FIRST,
  SECOND,
  THIRD,
  FOURTH,
  FIFTH,
  SIXTH;

  /** Dashes of lines, so that they differ without colour, too; in pixels, empty for none. */
  float[] dashes() {
    return switch (this) {
      case SECOND -> new float[] {7, 4};
      case THIRD -> new float[] {2, 3};
      case FOURTH -> new float[] {8, 3, 2, 3};
      case FIFTH -> new float[] {12, 4};
      case SIXTH -> new float[] {4, 2};
      case QUIET -> new float[] {4, 4};
      default -> new float[0];
    };
  }

  /** Of the series with this number, from 0; begins anew after six. */
  public static Ink ofSeries(int number) {
    return values()[FIRST.ordinal() + Math.floorMod(number, 6)];
  }

  String cssName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

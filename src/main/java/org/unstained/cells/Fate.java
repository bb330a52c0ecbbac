package org.unstained.cells;

/** What became of a prediction or of a cell of the ground truth. */
public enum Fate {
  /** Found, and called what it is. */
  HIT("hit"),
  /** Found, but called another class. */
  WRONG_CLASS("wrong class"),
  /** A prediction where no cell is, or where another prediction has it already. */
  FALSE("false"),
  /** A cell that no prediction has. */
  MISS("miss");

  private final String word;

  Fate(String word) {
    this.word = word;
  }

  /** As it stands in tables and legends. */
  public String word() {
    return word;
  }
}

package org.unstained.workflow.stains;

/**
 * What becomes of cells whose stains say nothing, as the CCA paper compares it (table 5).
 *
 * @see <a href="https://doi.org/10.1038/s41597-023-02482-8">the paper</a>
 */
public enum UnknownUse {
  /** They are a class of their own. */
  KEEP("keep"),
  /** They have no class. */
  LEAVE_OUT("leave-out"),
  /** They count as negative. */
  NEGATIVE("negative"),
  /** A classifier says what they are. */
  PSEUDO("pseudo"),
  /** A classifier says what they are where it's sure; the others have no class. */
  CONFIDENT("confident");

  private final String key;

  UnknownUse(String key) {
    this.key = key;
  }

  /** The word in macros. */
  String key() {
    return key;
  }

  boolean needsModel() {
    return this == PSEUDO || this == CONFIDENT;
  }

  /**
   * @throws IllegalArgumentException if there is no such word
   */
  public static UnknownUse of(String key) {
    for (UnknownUse use : values()) if (use.key.equals(key)) return use;
    throw new IllegalArgumentException("There is no use '" + key + "' of unknown cells");
  }
}

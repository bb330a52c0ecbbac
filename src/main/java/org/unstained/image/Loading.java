package org.unstained.image;

/** When the planes of a stack are read. */
public enum Loading {
  /** All at once if they fit into half of the free memory, else each when it is looked at. */
  AUTO,
  /** Each plane when it is looked at: a virtual stack. What is drawn into it is lost. */
  VIRTUAL,
  /** All at once. */
  MEMORY;

  /**
   * @param planes of the image; a single one is always read at once
   * @param bytes that all planes take
   * @param free bytes of memory
   */
  boolean virtual(int planes, long bytes, long free) {
    return planes > 1 && (this == VIRTUAL || this == AUTO && bytes > free / 2);
  }
}

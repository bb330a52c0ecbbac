package org.unstained.annotation;

import java.nio.file.Path;

/** Names of files without folder and ending. */
final class Stems {
  private Stems() {}

  static String of(Path file) {
    return of(file.getFileName().toString());
  }

  /** A leading dot isn't the beginning of an ending. */
  static String of(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}

package org.unstained.annotation;

/** Names of files in other files, of whatever system they were written on. */
public final class FileText {
  private FileText() {}

  /** The part behind the last slash of either kind. */
  public static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}

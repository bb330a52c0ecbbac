package org.unstained.image;

import java.io.IOException;

/** The file may well be sound, but we can't read its kind; Bio-Formats perhaps can. */
final class UnsupportedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedImageException(String message) {
    super(message);
  }
}

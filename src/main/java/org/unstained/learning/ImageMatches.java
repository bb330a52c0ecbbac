package org.unstained.learning;

/** Which detections of one image are right, at one IoU. */
final class ImageMatches {
  static final int WRONG = -1;
  static final int IGNORED = -2;

  final JudgedImage image;

  /** For each detection: the truth that it has, {@link #WRONG} or {@link #IGNORED}. */
  final int[] truthOf;

  ImageMatches(JudgedImage image, int[] truthOf) {
    this.image = image;
    this.truthOf = truthOf;
  }
}

package org.unstained.workflow.folder;

import java.util.Locale;

/**
 * How far a folder run is.
 *
 * @param settled images that are finished or have failed, those of an earlier run among them
 * @param of how many there are
 * @param anew how many of the settled this run has worked on
 * @param part of the image in work that is done, 0-1; of several, of the one that was begun first
 * @param seconds since this run began to work
 */
public record FolderProgress(int settled, int of, int anew, double part, double seconds) {
  /** Seconds an image. */
  private static final double SLOW = 10;

  /** Of the whole, 0-1. */
  public double fraction() {
    return of == 0 ? 1 : Math.min(1, (settled + part) / of);
  }

  /** NaN while nothing is known. */
  public double imagesPerSecond() {
    return anew == 0 || seconds <= 0 ? Double.NaN : anew / seconds;
  }

  /** If all images take as long as those so far; NaN while nothing is known. */
  public double secondsLeft() {
    return Math.max(0, of - settled) / imagesPerSecond();
  }

  /** Whether images take so long that people want to know how far the one in work is. */
  public boolean isSlow() {
    return settled < of && seconds > SLOW * Math.max(1, anew);
  }

  /**
   * Such as "12 of 200 images, 2.1 images/s, about 3 min left"; of an image that takes long also
   * how far it is: "0 of 1 image, 43 % of the next, about 6 min left".
   */
  public String text() {
    String text = settled + " of " + of + (of == 1 ? " image" : " images");
    boolean known = !Double.isNaN(imagesPerSecond());
    if (known) text += ", " + speed();
    if (isSlow() && part > 0) text += ", %d %% of the next".formatted((int) (100 * part));
    if (known) return settled >= of ? text : text + ", " + Remaining.text(secondsLeft());
    return isSlow() && part > 0 && of - settled == 1
        ? text + ", " + Remaining.text(seconds * (1 - part) / part)
        : text;
  }

  private String speed() {
    double rate = imagesPerSecond();
    return rate >= 1
        ? String.format(Locale.ROOT, "%.1f images/s", rate)
        : String.format(Locale.ROOT, "%.1f s an image", 1 / rate);
  }
}

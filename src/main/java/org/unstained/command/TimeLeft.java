package org.unstained.command;

import org.unstained.workflow.folder.Remaining;

/**
 * How far a long work is, and how long it will still take if it goes on as fast: a training by its
 * epochs, anything else by its finished part.
 */
public final class TimeLeft {
  private static final double NANOS = 1e9;

  private final int epochs;
  private double first = Double.NaN;
  private long since;
  private volatile double at;
  private volatile double secondsAnEpoch = Double.NaN;

  /** For a training of so many epochs. */
  public TimeLeft(int epochs) {
    this.epochs = epochs;
  }

  /** After a step, on the thread that trains. */
  public void step(int epoch, int step, int steps, long now) {
    at(epoch - 1 + (double) step / steps, now);
  }

  /**
   * @param epochs that are finished, with fractions
   * @param now in nanoseconds, from any beginning
   */
  void at(double epochs, long now) {
    at = epochs;
    if (Double.isNaN(first)) {
      first = at;
      since = now;
    } else if (at > first) secondsAnEpoch = (now - since) / NANOS / (at - first);
  }

  /** Part of the whole, 0–1. */
  public double part() {
    return Math.min(1, at / epochs);
  }

  /** Such as "about 12 min left"; empty while nothing is known. */
  public String text() {
    return Remaining.text(secondsAnEpoch * (epochs - at));
  }
}

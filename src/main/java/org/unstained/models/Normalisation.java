package org.unstained.models;

/**
 * What a {@link Preprocessing} comes to for one image: a chain of scaling and clipping for each
 * channel, measured once and then applied to any tile or crop of it. Immutable.
 *
 * <p>Pixels that are not finite become 0, which is the background or the mean for the usual steps;
 * one NaN would otherwise spoil all that the network sees around it.
 */
public final class Normalisation {
  /** min(max(x, low), high) · gain + offset. */
  record Link(double low, double high, double gain, double offset) {
    static Link scale(double gain, double offset) {
      return new Link(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, gain, offset);
    }

    double of(double x) {
      return Math.min(Math.max(x, low), high) * gain + offset;
    }

    boolean clips() {
      return low > Double.NEGATIVE_INFINITY || high < Double.POSITIVE_INFINITY;
    }

    /** This, then the other, as one link; null if that takes two. */
    Link then(Link next) {
      if (next.clips()) return null;
      return new Link(low, high, gain * next.gain, offset * next.gain + next.offset);
    }
  }

  private final Link[][] chains;

  Normalisation(Link[][] chains) {
    this.chains = chains;
  }

  /** Leaves all values as they are. */
  public static Normalisation none(int channels) {
    return new Normalisation(new Link[channels][0]);
  }

  public int channels() {
    return chains.length;
  }

  /**
   * @param channel from 0
   */
  public float of(int channel, float value) {
    return Float.isFinite(value) ? (float) finite(chains[channel], value) : 0;
  }

  /**
   * Replaces values {@code from} to {@code to − 1}.
   *
   * @param channel from 0
   */
  public void apply(int channel, float[] values, int from, int to) {
    Link[] chain = chains[channel];
    if (chain.length == 1 && !chain[0].clips()) {
      double gain = chain[0].gain();
      double offset = chain[0].offset();
      for (int i = from; i < to; i++) {
        float value = values[i];
        values[i] = Float.isFinite(value) ? (float) (value * gain + offset) : 0;
      }
      return;
    }
    for (int i = from; i < to; i++)
      values[i] = Float.isFinite(values[i]) ? (float) finite(chain, values[i]) : 0;
  }

  /** The value of a finite number in double, before it is rounded to a float. */
  double exactly(int channel, double value) {
    return finite(chains[channel], value);
  }

  /** This, then one more link for each channel. */
  Normalisation then(Link[] links) {
    Link[][] longer = new Link[chains.length][];
    for (int c = 0; c < longer.length; c++) {
      Link[] chain = chains[c];
      Link joined = chain.length == 0 ? null : chain[chain.length - 1].then(links[c]);
      longer[c] = java.util.Arrays.copyOf(chain, joined == null ? chain.length + 1 : chain.length);
      longer[c][longer[c].length - 1] = joined == null ? links[c] : joined;
    }
    return new Normalisation(longer);
  }

  private static double finite(Link[] chain, double value) {
    for (Link link : chain) value = link.of(value);
    return value;
  }
}

package org.unstained.models;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import org.unstained.models.Normalisation.Link;
import org.unstained.models.PreprocessingStep.Clip;
import org.unstained.models.PreprocessingStep.FixedMeanVariance;
import org.unstained.models.PreprocessingStep.ScaleLinear;
import org.unstained.models.PreprocessingStep.ScaleRange;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;

/**
 * Does the steps of a model on an image. Percentiles and means are those of the whole image, so
 * that tiles fit together: measure once, apply to each tile.
 *
 * <p>Percentiles are exact, with linear interpolation between the two values beside them, as
 * NumPy's {@code percentile} does. Deviations have the divisor n. Values that are not finite don't
 * count; an image with no finite value is left as it is. Pixels are read, in parallel, as often as
 * needed and never kept.
 */
public final class Preprocessing {
  private Preprocessing() {}

  /**
   * @param channels planes of one size, one for each channel of the model
   * @throws IllegalArgumentException if there is no channel, their sizes differ, or a step has
   *     values for another number of channels
   */
  public static Normalisation measure(
      List<PreprocessingStep> steps,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels) {
    if (channels.isEmpty()) throw new IllegalArgumentException("A channel is missing");
    PlaneValues values = new PlaneValues(channels);
    Normalisation sofar = Normalisation.none(channels.size());
    for (PreprocessingStep step : steps) {
      step.requireChannels(channels.size());
      sofar = sofar.then(links(step, sofar, values));
    }
    return sofar;
  }

  /**
   * Does the steps on one small image, such as a crop, in place.
   *
   * @param channels one array for each channel, row by row
   * @throws IllegalArgumentException as {@link #measure}
   */
  public static void apply(List<PreprocessingStep> steps, float[]... channels) {
    if (Arrays.stream(channels).allMatch(channel -> channel.length == 0)) return;
    Normalisation normalisation =
        measure(
            steps,
            Arrays.stream(channels)
                .map(channel -> ArrayImgs.floats(channel, channel.length, 1))
                .toList());
    for (int c = 0; c < channels.length; c++)
      normalisation.apply(c, channels[c], 0, channels[c].length);
  }

  private static Link[] links(PreprocessingStep step, Normalisation sofar, PlaneValues values) {
    int channels = sofar.channels();
    Link[] links = new Link[channels];
    if (step instanceof ScaleLinear s) {
      for (int c = 0; c < channels; c++) links[c] = Link.scale(at(s.gain(), c), at(s.offset(), c));
    } else if (step instanceof FixedMeanVariance s) {
      for (int c = 0; c < channels; c++)
        links[c] = standardised(at(s.mean(), c), at(s.deviation(), c));
    } else if (step instanceof Clip s) {
      Arrays.fill(links, new Link(s.min(), s.max(), 1, 0));
    } else if (step instanceof ScaleRange s) {
      for (int c = 0; c < channels; c++) {
        boolean known = c > 0 && !s.perChannel();
        links[c] = known ? links[0] : range(s, sofar, values, s.perChannel() ? c : -1);
      }
    } else if (step instanceof ZeroMeanUnitVariance s) {
      for (int c = 0; c < channels; c++) {
        boolean known = c > 0 && !s.perChannel();
        links[c] = known ? links[0] : moments(s, sofar, values, s.perChannel() ? c : -1);
      }
    }
    return links;
  }

  private static Link range(ScaleRange step, Normalisation sofar, PlaneValues values, int channel) {
    double[] found = values.percentiles(sofar, channel, step.minPercentile(), step.maxPercentile());
    if (found == null) return Link.scale(1, 0);
    return standardised(found[0], found[1] - found[0] + step.eps());
  }

  private static Link moments(
      ZeroMeanUnitVariance step, Normalisation sofar, PlaneValues values, int channel) {
    double[] found = values.meanAndDeviation(sofar, channel);
    if (found == null) return Link.scale(1, 0);
    return standardised(found[0], found[1] + step.eps());
  }

  /** (x − shift) / divisor; a constant image with eps 0 becomes 0. */
  private static Link standardised(double shift, double divisor) {
    return divisor > 0 ? Link.scale(1 / divisor, -shift / divisor) : Link.scale(0, 0);
  }

  private static double at(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel);
  }
}

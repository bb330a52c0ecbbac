package org.unstained.inference;

import java.util.List;
import org.unstained.models.ModelDescription;
import org.unstained.models.OutputFormat;
import org.unstained.models.SizeRule;

/**
 * What a detector network takes and gives.
 *
 * @param channels of its input, from 1
 * @param classes their names in the order of its scores
 * @param output see {@link Output}
 * @param firstClass the number that the first class has in the output {@link Output#BOXES}: 0, or 1
 *     where 0 is the background
 * @param width which widths of tiles it takes
 * @param height which heights
 * @param scale how large its pixels are
 * @throws IllegalArgumentException if there are no channels or classes
 */
public record DetectorFormat(
    int channels,
    List<String> classes,
    Output output,
    int firstClass,
    SizeRule width,
    SizeRule height,
    NetworkScale scale) {

  /** What the network returns. */
  public enum Output {
    /**
     * Two tensors: scores (B, n, h, w) as logits, and distances (B, 4, h, w) in pixels of the tile
     * from the middle of each place to the left, top, right and bottom of its box; or such pairs
     * for several strides, one after the other. The stride is the tile's side by the map's.
     */
    LOGIT_MAPS,
    /** The same with scores as probabilities. */
    PROBABILITY_MAPS,
    /**
     * Boxes (x1, y1, x2, y2) in pixels of the tile, scores and classes: three tensors (B, N, 4),
     * (B, N), (B, N), or without B from networks that take one picture at a time; named {@code
     * boxes}, {@code scores} and {@code labels} or {@code classes}, or in that order. Or one tensor
     * (B, N, 6) with the same columns. Boxes with score 0 fill up.
     */
    BOXES
  }

  public DetectorFormat {
    classes = List.copyOf(classes);
    if (channels < 1 || classes.isEmpty())
      throw new IllegalArgumentException(
          "A detector has 1 or more channels and classes, got %d and %d"
              .formatted(channels, classes.size()));
    if (firstClass < 0)
      throw new IllegalArgumentException("Classes count from 0 or 1, got " + firstClass);
  }

  /** The networks of this suite: maps of logits, tiles of multiples of 16. */
  public static DetectorFormat ofMaps(int channels, List<String> classes, NetworkScale scale) {
    SizeRule sixteen = new SizeRule(16, 16);
    return new DetectorFormat(channels, classes, Output.LOGIT_MAPS, 0, sixteen, sixteen, scale);
  }

  /**
   * What a package says. Maps hold logits.
   *
   * @throws IllegalArgumentException if it is no detector
   */
  public static DetectorFormat of(ModelDescription model) {
    OutputFormat format = model.output().format();
    if (format != OutputFormat.MAPS && format != OutputFormat.BOXES)
      throw new IllegalArgumentException(
          "%s is no detector: it returns %s; choose a model for detection"
              .formatted(model.name(), format.key()));
    return new DetectorFormat(
        model.input().channels().size(),
        model.classNames(),
        format == OutputFormat.MAPS ? Output.LOGIT_MAPS : Output.BOXES,
        model.output().firstClass(),
        model.input().width(),
        model.input().height(),
        NetworkScale.of(model.input()));
  }
}

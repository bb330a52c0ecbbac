package org.unstained.inference;

import java.util.List;
import org.unstained.models.CropRule;
import org.unstained.models.CropRule.Fit;
import org.unstained.models.CropRule.Statistics;
import org.unstained.models.ModelDescription;
import org.unstained.models.OutputFormat;
import org.unstained.models.PreprocessingStep;

/**
 * What a classifier network takes and gives: crops (B, C, H, W) in, one number a class (B, n) out,
 * or (B, n + 1) if it has one more for what is no cell.
 *
 * @param channels of its input, from 1
 * @param classes their names in the order of its outputs
 * @param output what the numbers are
 * @param width of its crops, 1–{@value #GREATEST_SIDE}
 * @param height of its crops
 * @param crop how a cell comes into one
 * @param scale how large its pixels are
 * @param eachCrop what is done to the brightness of each crop by itself; empty if the picture is
 *     normalised as a whole
 * @param rejects whether the last output, after the classes, is for what is no cell
 * @throws IllegalArgumentException if there are no channels or classes, or a side is out of range
 */
public record ClassifierFormat(
    int channels,
    List<String> classes,
    Output output,
    int width,
    int height,
    CropRule crop,
    NetworkScale scale,
    List<PreprocessingStep> eachCrop,
    boolean rejects) {

  public static final int GREATEST_SIDE = 2048;

  /** What a classifier returns. */
  public enum Output {
    /** Any numbers; a softmax makes them probabilities. */
    LOGITS,
    /** Probabilities. */
    PROBABILITIES,
    /** Probabilities if all that it returns lie within 0–1 and sum to one, otherwise logits. */
    AUTO
  }

  public ClassifierFormat {
    classes = List.copyOf(classes);
    eachCrop = List.copyOf(eachCrop);
    if (channels < 1 || classes.isEmpty())
      throw new IllegalArgumentException(
          "A classifier has 1 or more channels and classes, got %d and %d"
              .formatted(channels, classes.size()));
    if (Math.min(width, height) < 1 || Math.max(width, height) > GREATEST_SIDE)
      throw new IllegalArgumentException(
          "A crop has sides of 1 to %d pixels, got %d x %d"
              .formatted(GREATEST_SIDE, width, height));
  }

  /** For pictures that are normalised as a whole, by a network that takes all for cells. */
  public ClassifierFormat(
      int channels,
      List<String> classes,
      Output output,
      int width,
      int height,
      CropRule crop,
      NetworkScale scale) {
    this(channels, classes, output, width, height, crop, scale, List.of(), false);
  }

  /**
   * What a package says. Where its size rule leaves a choice, crops have the least size. Outputs
   * that it calls logits are taken as they turn out, as many descriptions don't say.
   *
   * @throws IllegalArgumentException if it is no classifier
   */
  public static ClassifierFormat of(ModelDescription model) {
    OutputFormat format = model.output().format();
    if (format != OutputFormat.LOGITS && format != OutputFormat.PROBABILITIES)
      throw new IllegalArgumentException(
          "%s is no classifier: it returns %s; choose a model for classification"
              .formatted(model.name(), format.key()));
    return new ClassifierFormat(
        model.input().channels().size(),
        model.classNames(),
        format == OutputFormat.PROBABILITIES ? Output.PROBABILITIES : Output.AUTO,
        model.input().width().min(),
        model.input().height().min(),
        model.crop(),
        NetworkScale.of(model.input()),
        model.crop().statistics() == Statistics.CROP ? model.input().preprocessing() : List.of(),
        model.output().rejects());
  }

  /**
   * The same with larger crops around the same middle, at the same scale.
   *
   * @param border pixels more on each side
   */
  ClassifierFormat wider(int border) {
    double wider = (width + 2.0 * border) / width;
    double margin = crop.fit() == Fit.PAD ? 0 : ((1 + 2 * crop.margin()) * wider - 1) / 2;
    return new ClassifierFormat(
        channels,
        classes,
        output,
        width + 2 * border,
        height + 2 * border,
        new CropRule(crop.fit(), margin, crop.statistics()),
        scale,
        eachCrop,
        rejects);
  }

  /** How many numbers the network returns for a crop. */
  int outputs() {
    return classes.size() + (rejects ? 1 : 0);
  }

  int pixels() {
    return width * height;
  }
}

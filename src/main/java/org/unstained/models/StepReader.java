package org.unstained.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.models.PreprocessingStep.Clip;
import org.unstained.models.PreprocessingStep.FixedMeanVariance;
import org.unstained.models.PreprocessingStep.ScaleLinear;
import org.unstained.models.PreprocessingStep.ScaleRange;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;

/** Reads one entry of {@code preprocessing}. */
final class StepReader {
  private StepReader() {}

  /**
   * @param version4 whether the words are those of 0.4: {@code name}, axes as letters, a mode
   * @param input the name of the input
   * @return one step, or none for what changes nothing
   */
  static List<PreprocessingStep> read(Fields step, boolean version4, Optional<String> input)
      throws ModelPackageException {
    String key = version4 ? "name" : "id";
    String name = step.text(key);
    Fields kwargs =
        step.has("kwargs") ? step.child("kwargs") : Fields.of("preprocessing", Map.of());
    try {
      return switch (name) {
        case "scale_linear" -> List.of(scaleLinear(kwargs));
        case "scale_range" -> List.of(scaleRange(kwargs, input));
        case "zero_mean_unit_variance" -> List.of(zeroMean(kwargs));
        case "fixed_zero_mean_unit_variance" -> List.of(fixed(kwargs));
        case "clip" -> List.of(new Clip(kwargs.number("min"), kwargs.number("max")));
        case "ensure_dtype" -> nothing(kwargs);
        default ->
            throw step.problem(
                key,
                "is '" + name + "', which can't be done",
                "There are scale_linear, scale_range, zero_mean_unit_variance,"
                    + " fixed_zero_mean_unit_variance and clip; put anything else into the"
                    + " network.");
      };
    } catch (IllegalArgumentException e) {
      throw step.problem("kwargs", e);
    }
  }

  private static PreprocessingStep scaleLinear(Fields kwargs) throws ModelPackageException {
    return new ScaleLinear(perChannel(kwargs, "gain", 1), perChannel(kwargs, "offset", 0));
  }

  private static PreprocessingStep scaleRange(Fields kwargs, Optional<String> input)
      throws ModelPackageException {
    refuseDatasetMode(kwargs);
    Optional<String> reference = kwargs.textIf("reference_tensor");
    if (reference.isPresent() && !reference.equals(input))
      throw kwargs.problem(
          "reference_tensor", "is '" + reference.get() + "'", "Only the input itself can be one.");
    return new ScaleRange(
        kwargs.numberIf("min_percentile").orElse(0),
        kwargs.numberIf("max_percentile").orElse(100),
        kwargs.numberIf("eps").orElse(PreprocessingStep.STANDARD_EPSILON),
        eachChannel(kwargs));
  }

  private static PreprocessingStep zeroMean(Fields kwargs) throws ModelPackageException {
    // In 0.4 a mode could bring the figures along.
    if (kwargs.textIf("mode").orElse("").equals("fixed")) return fixed(kwargs);
    refuseDatasetMode(kwargs);
    return new ZeroMeanUnitVariance(
        kwargs.numberIf("eps").orElse(PreprocessingStep.STANDARD_EPSILON), eachChannel(kwargs));
  }

  private static PreprocessingStep fixed(Fields kwargs) throws ModelPackageException {
    for (String key : List.of("mean", "std"))
      if (!kwargs.has(key)) throw kwargs.problem(key, "is missing", "Add it.");
    return new FixedMeanVariance(perChannel(kwargs, "mean", 0), perChannel(kwargs, "std", 1));
  }

  private static List<PreprocessingStep> nothing(Fields kwargs) throws ModelPackageException {
    String type = kwargs.text("dtype");
    if (!type.equals("float32"))
      throw kwargs.problem("dtype", "is '" + type + "'", "Networks get float32 only.");
    return List.of();
  }

  private static List<Double> perChannel(Fields kwargs, String key, double standard)
      throws ModelPackageException {
    if (!kwargs.has(key)) return List.of(standard);
    boolean otherAxis = kwargs.isList(key) && !isChannel(kwargs.textIf("axis").orElse("channel"));
    if (otherAxis)
      throw kwargs.problem(
          "axis", "is '" + kwargs.text("axis") + "'", "Only values along 'channel' can be used.");
    return kwargs.numbers(key);
  }

  /** Axes are those over which the figures are taken: without the channel, each has its own. */
  private static boolean eachChannel(Fields kwargs) throws ModelPackageException {
    if (!kwargs.has("axes")) return false;
    List<String> axes =
        kwargs.isList("axes") ? kwargs.texts("axes") : List.of(kwargs.text("axes").split(""));
    if (!axes.contains("x") || !axes.contains("y"))
      throw kwargs.problem(
          "axes", "are " + axes, "Figures can be taken over whole planes only: add x and y.");
    return axes.stream().noneMatch(StepReader::isChannel);
  }

  private static boolean isChannel(String axis) {
    return axis.equals("channel") || axis.equals("c");
  }

  private static void refuseDatasetMode(Fields kwargs) throws ModelPackageException {
    String mode = kwargs.textIf("mode").orElse("per_sample");
    if (!mode.equals("per_sample"))
      throw kwargs.problem(
          "mode", "is '" + mode + "'", "Only 'per_sample' can be done: each image by itself.");
  }
}

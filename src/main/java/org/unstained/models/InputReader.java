package org.unstained.models;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads the {@code inputs} of rdf.yaml, in the words of 0.5 and of 0.4. */
final class InputReader {
  private static final String AXES_REMEDY =
      "Only networks with the axes batch, channel, y, x in this order can be run: export the"
          + " network that way.";

  /** Pixels whose sides differ by more than this aren't square; calibrations are rounded. */
  private static final double SQUARE_TOLERANCE = 0.01;

  private InputReader() {}

  static ModelInput read(
      Fields rdf,
      boolean version4,
      boolean measured,
      OptionalDouble ownPixelSize,
      OptionalDouble shrink)
      throws ModelPackageException {
    List<Fields> inputs = rdf.children("inputs");
    if (inputs.size() != 1)
      throw rdf.problem(
          "inputs",
          "has %d entries".formatted(inputs.size()),
          "Only networks with one input tensor can be run: put all channels into one.");
    Fields input = inputs.get(0);
    Shape shape = measured ? measured(input) : version4 ? shape4(input) : shape5(input);
    List<PreprocessingStep> steps = new ArrayList<>();
    for (Fields step : input.children("preprocessing"))
      steps.addAll(StepReader.read(step, version4, input.textIf(version4 ? "name" : "id")));
    OptionalDouble size = ownPixelSize.isPresent() ? ownPixelSize : shape.pixelSize;
    try {
      return new ModelInput(
          shape.channels, shape.height, shape.width, size, shrink.orElse(1), steps);
    } catch (IllegalArgumentException e) {
      throw rdf.problem("inputs", e);
    }
  }

  private record Shape(
      List<String> channels, SizeRule height, SizeRule width, OptionalDouble pixelSize) {}

  /** No space, only one number for each channel. */
  private static Shape measured(Fields input) throws ModelPackageException {
    List<Fields> axes = input.children("axes");
    if (axes.size() != 2 || letter(axes.get(0)) != 'b' || letter(axes.get(1)) != 'c')
      throw input.problem(
          "axes",
          "aren't batch and channel",
          "The channels of a classifier of measurements are its columns: train it again.");
    return new Shape(
        channels(axes.get(1)), SizeRule.fixed(1), SizeRule.fixed(1), OptionalDouble.empty());
  }

  private static Shape shape5(Fields input) throws ModelPackageException {
    List<Fields> axes = input.children("axes");
    StringBuilder order = new StringBuilder();
    for (Fields axis : axes) order.append(letter(axis));
    if (!order.toString().equals("bcyx"))
      throw input.problem("axes", "are '" + order + "'", AXES_REMEDY);
    Fields y = axes.get(2);
    Fields x = axes.get(3);
    return new Shape(channels(axes.get(1)), rule(y), rule(x), pixelSize(input, x, y));
  }

  private static char letter(Fields axis) throws ModelPackageException {
    return switch (axis.text("type")) {
      case "batch" -> 'b';
      case "channel" -> 'c';
      case "space" -> {
        String id = axis.textIf("id").orElse("x");
        yield id.length() == 1 ? id.charAt(0) : '?';
      }
      case "time" -> 't';
      case "index" -> 'i';
      default -> '?';
    };
  }

  private static List<String> channels(Fields axis) throws ModelPackageException {
    if (!axis.has("channel_names")) return numbered(axis, "size", axis.count("size"));
    return axis.texts("channel_names");
  }

  private static List<String> numbered(Fields fields, String key, int channels)
      throws ModelPackageException {
    if (channels < 1 || channels > ModelInput.MOST_CHANNELS)
      throw fields.problem(
          key,
          "means %d channels".formatted(channels),
          "A network has 1–%d.".formatted(ModelInput.MOST_CHANNELS));
    List<String> names = new ArrayList<>();
    for (int c = 1; c <= channels; c++) names.add("channel" + c);
    return names;
  }

  private static SizeRule rule(Fields axis) throws ModelPackageException {
    try {
      if (!axis.isMap("size")) return SizeRule.fixed(axis.count("size"));
      Fields size = axis.child("size");
      if (size.has("tensor_id"))
        throw axis.problem(
            "size", "refers to another tensor", "Write {min: …, step: …} or one number.");
      return new SizeRule(size.count("min"), size.count("step"));
    } catch (IllegalArgumentException e) {
      throw axis.problem("size", e);
    }
  }

  private static OptionalDouble pixelSize(Fields input, Fields x, Fields y)
      throws ModelPackageException {
    OptionalDouble width = micrometres(x);
    OptionalDouble height = micrometres(y);
    if (width.isEmpty() || height.isEmpty()) return OptionalDouble.empty();
    if (Math.abs(width.getAsDouble() / height.getAsDouble() - 1) > SQUARE_TOLERANCE)
      throw input.problem(
          "axes",
          "have pixels of %s x %s µm".formatted(width.getAsDouble(), height.getAsDouble()),
          "Only networks for square pixels can be run.");
    return width;
  }

  private static OptionalDouble micrometres(Fields axis) throws ModelPackageException {
    if (!axis.has("unit")) return OptionalDouble.empty();
    OptionalDouble unit = LengthUnits.micrometres(axis.text("unit"));
    double scale = axis.numberIf("scale").orElse(1);
    if (!(scale > 0)) throw axis.problem("scale", "is " + scale, "Write a positive number.");
    return unit.isEmpty() ? unit : OptionalDouble.of(scale * unit.getAsDouble());
  }

  private static Shape shape4(Fields input) throws ModelPackageException {
    String axes = input.text("axes");
    if (!axes.equals("bcyx")) throw input.problem("axes", "are '" + axes + "'", AXES_REMEDY);
    Fields ranges = input.isMap("shape") ? input.child("shape") : null;
    List<Double> min = ranges == null ? input.numbers("shape") : ranges.numbers("min");
    List<Double> step = ranges == null ? List.of(0., 0., 0., 0.) : ranges.numbers("step");
    if (min.size() != 4 || step.size() != 4)
      throw input.problem("shape", "has not one number for each axis", "Write four.");
    if (step.get(1) != 0)
      throw input.problem(
          "shape", "leaves the number of channels open", "Write 0 as the step of the channels.");
    try {
      return new Shape(
          numbered(input, "shape", min.get(1).intValue()),
          new SizeRule(min.get(2).intValue(), step.get(2).intValue()),
          new SizeRule(min.get(3).intValue(), step.get(3).intValue()),
          OptionalDouble.empty());
    } catch (IllegalArgumentException e) {
      throw input.problem("shape", e);
    }
  }
}

package org.unstained.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.unstained.models.PreprocessingStep.Clip;
import org.unstained.models.PreprocessingStep.FixedMeanVariance;
import org.unstained.models.PreprocessingStep.ScaleLinear;
import org.unstained.models.PreprocessingStep.ScaleRange;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;

/** {@link ModelDescription} to rdf.yaml, in the words of bioimage.io 0.5. */
final class DescriptionWriter {
  static final String FORMAT_VERSION = "0.5.4";

  private DescriptionWriter() {}

  static String write(ModelDescription model) {
    Map<String, Object> rdf = new LinkedHashMap<>();
    rdf.put("type", "model");
    rdf.put("format_version", FORMAT_VERSION);
    rdf.put("name", model.name());
    rdf.put("description", model.summary());
    if (!model.version().isEmpty()) rdf.put("version", model.version());
    rdf.put(
        "authors",
        model.credits().authors().stream().<Object>map(name -> Map.of("name", name)).toList());
    rdf.put(
        "cite", model.credits().citations().stream().<Object>map(DescriptionWriter::cite).toList());
    if (!model.credits().licence().isEmpty()) rdf.put("license", model.credits().licence());
    if (!model.credits().timestamp().isEmpty()) rdf.put("timestamp", model.credits().timestamp());
    rdf.put("documentation", ModelPackage.CARD);
    rdf.put("inputs", List.of(model.isMeasured() ? measured(model.input()) : input(model.input())));
    rdf.put("outputs", outputs(model));
    rdf.put("weights", Map.of(weightsKey(model), weights(model.weights())));
    rdf.put("config", Map.of("unstained", own(model)));
    return Yaml.write(rdf);
  }

  private static Map<String, Object> cite(Credits.Citation citation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", citation.text());
    citation.doi().ifPresent(doi -> map.put("doi", doi));
    citation.url().ifPresent(url -> map.put("url", url));
    return map;
  }

  /** Under which kind of weights they stand. */
  static String weightsKey(ModelDescription model) {
    return model.isMeasured() ? "unstained" : "torchscript";
  }

  private static Map<String, Object> measured(ModelInput input) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", "measurements");
    map.put("axes", List.of(Map.of("type", "batch"), channelAxis(input.channels())));
    map.put("data", Map.of("type", "float64"));
    return map;
  }

  private static Map<String, Object> input(ModelInput input) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", "input");
    map.put(
        "axes",
        List.of(
            Map.of("type", "batch"),
            channelAxis(input.channels()),
            inputAxis("y", input.height(), input.pixelSize()),
            inputAxis("x", input.width(), input.pixelSize())));
    map.put("data", Map.of("type", "float32"));
    map.put(
        "preprocessing",
        input.preprocessing().stream().<Object>map(DescriptionWriter::step).toList());
    return map;
  }

  private static Map<String, Object> channelAxis(List<String> names) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "channel");
    axis.put("channel_names", names);
    return axis;
  }

  private static Map<String, Object> inputAxis(String id, SizeRule rule, OptionalDouble size) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "space");
    axis.put("id", id);
    axis.put("size", rule.isFixed() ? rule.min() : range(rule));
    scale(axis, size, 1);
    return axis;
  }

  private static Map<String, Object> range(SizeRule rule) {
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("min", rule.min());
    range.put("step", rule.step());
    return range;
  }

  private static void scale(Map<String, Object> axis, OptionalDouble size, int stride) {
    if (size.isPresent()) axis.put("unit", "micrometer");
    if (size.isPresent() || stride > 1) axis.put("scale", size.orElse(1) * stride);
  }

  private static Map<String, Object> step(PreprocessingStep step) {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    String id;
    if (step instanceof ScaleLinear s) {
      id = "scale_linear";
      perChannel(kwargs, "gain", s.gain(), "offset", s.offset());
    } else if (step instanceof ScaleRange s) {
      id = "scale_range";
      axes(kwargs, s.perChannel());
      kwargs.put("min_percentile", s.minPercentile());
      kwargs.put("max_percentile", s.maxPercentile());
      kwargs.put("eps", s.eps());
    } else if (step instanceof ZeroMeanUnitVariance s) {
      id = "zero_mean_unit_variance";
      axes(kwargs, s.perChannel());
      kwargs.put("eps", s.eps());
    } else if (step instanceof FixedMeanVariance s) {
      id = "fixed_zero_mean_unit_variance";
      perChannel(kwargs, "mean", s.mean(), "std", s.deviation());
    } else {
      id = "clip";
      Clip clip = (Clip) step;
      kwargs.put("min", clip.min());
      kwargs.put("max", clip.max());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("kwargs", kwargs);
    return map;
  }

  private static void axes(Map<String, Object> kwargs, boolean perChannel) {
    kwargs.put("axes", perChannel ? List.of("x", "y") : List.of("channel", "x", "y"));
  }

  /** bioimage.io wants both as lists along an axis, or both as single numbers. */
  private static void perChannel(
      Map<String, Object> kwargs, String a, List<Double> as, String b, List<Double> bs) {
    int values = Math.max(as.size(), bs.size());
    if (values == 1) {
      kwargs.put(a, as.get(0));
      kwargs.put(b, bs.get(0));
      return;
    }
    kwargs.put("axis", "channel");
    kwargs.put(a, repeated(as, values));
    kwargs.put(b, repeated(bs, values));
  }

  private static List<Double> repeated(List<Double> values, int count) {
    return values.size() == count ? values : java.util.Collections.nCopies(count, values.get(0));
  }

  private static List<Object> outputs(ModelDescription model) {
    List<String> classes =
        model.classNames().stream()
            .map(name -> ModelDescription.keyOf(name).replaceAll("[^a-z0-9]+", "_"))
            .toList();
    Object batch = Map.of("type", "batch");
    List<Object> outputs = new ArrayList<>();
    switch (model.output().format()) {
      case MAPS -> {
        outputs.add(map(model, "scores", classes));
        outputs.add(map(model, "distances", List.of("left", "top", "right", "bottom")));
      }
      case BOXES -> {
        List<String> sides = List.of("x1", "y1", "x2", "y2");
        outputs.add(tensor("boxes", List.of(any(), channelAxis(sides))));
        outputs.add(tensor("scores", List.of(any())));
        outputs.add(tensor("classes", List.of(any())));
      }
      case LOGITS, PROBABILITIES, MEASURED ->
          outputs.add(
              tensor(
                  model.output().format().name().toLowerCase(Locale.ROOT),
                  List.of(batch, channelAxis(classes))));
    }
    return outputs;
  }

  private static Object any() {
    return Map.of("type", "index", "size", Map.of("min", 1));
  }

  private static Map<String, Object> map(ModelDescription model, String id, List<String> names) {
    return tensor(
        id,
        List.of(
            Map.of("type", "batch"), channelAxis(names), mapAxis(model, "y"), mapAxis(model, "x")));
  }

  private static Map<String, Object> mapAxis(ModelDescription model, String id) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("tensor_id", "input");
    reference.put("axis_id", id);
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "space");
    axis.put("id", id);
    axis.put("size", reference);
    scale(axis, model.input().pixelSize(), model.output().stride());
    return axis;
  }

  private static Map<String, Object> tensor(String id, List<Object> axes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("axes", axes);
    return map;
  }

  private static Map<String, Object> weights(Weights weights) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", weights.file());
    map.put("sha256", weights.sha256());
    if (!weights.pytorchVersion().isEmpty()) map.put("pytorch_version", weights.pytorchVersion());
    return map;
  }

  private static Map<String, Object> own(ModelDescription model) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("task", model.task().key());
    own.put(
        "classes",
        model.classes().stream()
            .<Object>map(
                one -> {
                  Map<String, Object> map = new LinkedHashMap<>();
                  map.put("name", one.name());
                  map.put("colour", one.colour());
                  return map;
                })
            .toList());
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("format", model.output().format().key());
    if (model.output().stride() > 1) output.put("stride", model.output().stride());
    if (model.output().firstClass() > 0) output.put("first_class", model.output().firstClass());
    if (model.output().rejects()) output.put("rejects", true);
    model.output().lastLayer().ifPresent(layer -> output.put("last_layer", lastLayer(layer)));
    own.put("output", output);
    if (model.input().shrink() != 1) own.put("shrink", model.input().shrink());
    own.put("defaults", defaults(model.defaults()));
    if (model.task() == ModelTask.CLASSIFICATION && !model.isMeasured()) {
      Map<String, Object> crop = new LinkedHashMap<>();
      crop.put("fit", model.crop().fit().key());
      crop.put("margin", model.crop().margin());
      crop.put("statistics", model.crop().statistics().key());
      own.put("crop", crop);
    }
    model.training().ifPresent(record -> own.put("training", training(record)));
    return own;
  }

  private static Map<String, Object> lastLayer(LastLayer layer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("maps", layer.maps());
    map.put("scores", layer.scores());
    return map;
  }

  static Map<String, Object> defaults(ModelDefaults defaults) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("score", defaults.score());
    map.put("overlap", defaults.overlap());
    map.put("weight", defaults.weight());
    return map;
  }

  private static Map<String, Object> training(TrainingRecord record) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("command", record.command());
    map.put("seed", record.seed());
    map.put("training", record.training());
    map.put("validation", record.validation());
    map.put("settings", record.settings());
    map.put("scores", record.scores());
    return map;
  }
}

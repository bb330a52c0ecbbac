package org.unstained.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** rdf.yaml to {@link ModelDescription}. */
final class DescriptionReader {
  private DescriptionReader() {}

  /**
   * @param file how the file is called in messages
   */
  static ModelDescription read(String file, Map<?, ?> yaml) throws ModelPackageException {
    Fields rdf = Fields.of(file, yaml);
    if (!rdf.textIf("type").orElse("").equals("model"))
      throw rdf.problem(
          "type", "is not 'model'", "Choose the rdf.yaml of a model, or write 'type: model'.");
    boolean version4 = isVersion4(rdf);
    Fields own = own(rdf);
    ModelTask task = task(own);
    boolean measured = isMeasured(own);
    Weights weights = weights(rdf, measured);
    OptionalDouble pixelSize = own.numberIf("pixel_size");
    ModelInput input = InputReader.read(rdf, version4, measured, pixelSize, own.numberIf("shrink"));
    try {
      return new ModelDescription(
          rdf.text("name"),
          rdf.textIf("description").orElse(""),
          rdf.textIf("version").orElse(""),
          task,
          input,
          output(own, task),
          classes(own),
          defaults(own),
          crop(own),
          credits(rdf),
          training(own),
          weights);
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(file, "can't be used: " + e.getMessage(), "Correct it.");
    }
  }

  private static boolean isVersion4(Fields rdf) throws ModelPackageException {
    String version = rdf.text("format_version");
    boolean four = version.matches("0\\.4(\\..*)?");
    if (!four && !version.matches("0\\.5(\\..*)?"))
      throw rdf.problem(
          "format_version",
          "is " + version,
          "0.4 and 0.5 can be read: save the model with a newer bioimageio.spec, or update"
              + " Unstained.");
    return four;
  }

  private static Fields own(Fields rdf) throws ModelPackageException {
    Optional<Fields> config = rdf.childIf("config");
    if (config.isEmpty() || !config.get().has("unstained"))
      throw rdf.problem(
          "config.unstained",
          "is missing, so nothing says what the network does and which classes it knows",
          "Add at least its task and classes, e.g. config: {unstained: {task: detection,"
              + " classes: [cell]}}.");
    return config.get().child("unstained");
  }

  private static ModelTask task(Fields own) throws ModelPackageException {
    String word = own.text("task");
    for (ModelTask task : ModelTask.values()) if (task.key().equals(word)) return task;
    throw own.problem("task", "is '" + word + "'", "Write 'detection' or 'classification'.");
  }

  private static boolean isMeasured(Fields own) throws ModelPackageException {
    Optional<Fields> output = own.childIf("output");
    return output.isPresent()
        && output.get().textIf("format").orElse("").equals(OutputFormat.MEASURED.key());
  }

  private static Weights weights(Fields rdf, boolean measured) throws ModelPackageException {
    Fields formats = rdf.child("weights");
    String key = measured ? "unstained" : "torchscript";
    if (measured && !formats.has(key))
      throw rdf.problem(
          "weights",
          "has no 'unstained'",
          "A classifier of measurements names its JSON there: train it again.");
    if (!formats.has(key))
      throw rdf.problem(
          "weights",
          "has %s only".formatted(formats.keys().isEmpty() ? "nothing" : formats.keys()),
          "Only TorchScript can be run: export the network with torch.jit.script or"
              + " torch.jit.trace.");
    Fields torchscript = formats.child(key);
    String source = torchscript.text("source");
    if (source.matches("(?i)[a-z][a-z0-9+.-]+://.*"))
      throw torchscript.problem(
          "source",
          "is the address " + source,
          "Download the whole package as a zip; weights are never fetched on their own.");
    if (!torchscript.has("sha256"))
      throw torchscript.problem(
          "sha256",
          "is missing",
          "Add the SHA-256 of the weights, so that damaged or changed files are noticed.");
    try {
      return new Weights(
          source, torchscript.text("sha256"), torchscript.textIf("pytorch_version").orElse(""));
    } catch (IllegalArgumentException e) {
      throw rdf.problem("weights." + key, e);
    }
  }

  private static ModelOutput output(Fields own, ModelTask task) throws ModelPackageException {
    OutputFormat standard = task == ModelTask.DETECTION ? OutputFormat.BOXES : OutputFormat.LOGITS;
    Optional<Fields> output = own.childIf("output");
    if (output.isEmpty()) return ModelOutput.of(standard);
    Fields fields = output.get();
    String word = fields.textIf("format").orElse(standard.key());
    OutputFormat format = null;
    List<String> words = new ArrayList<>();
    for (OutputFormat one : OutputFormat.values()) {
      if (one.task() != task) continue;
      words.add(one.key());
      if (one.key().equals(word)) format = one;
    }
    if (format == null)
      throw fields.problem(
          "format", "is '" + word + "'", "For %s write one of %s.".formatted(task.key(), words));
    int stride = fields.has("stride") ? fields.count("stride") : 1;
    int first = fields.has("first_class") ? fields.count("first_class") : 0;
    try {
      return new ModelOutput(format, stride, first, fields.flag("rejects"), lastLayer(fields));
    } catch (IllegalArgumentException e) {
      throw own.problem("output", e);
    }
  }

  private static Optional<LastLayer> lastLayer(Fields output) throws ModelPackageException {
    Optional<Fields> layer = output.childIf("last_layer");
    if (layer.isEmpty()) return Optional.empty();
    try {
      return Optional.of(new LastLayer(layer.get().text("maps"), layer.get().text("scores")));
    } catch (IllegalArgumentException e) {
      throw output.problem("last_layer", e);
    }
  }

  private static List<ModelClass> classes(Fields own) throws ModelPackageException {
    if (!own.isList("classes"))
      throw own.problem(
          "classes", "is no list", "List the classes in the order of the network's output.");
    List<ModelClass> classes = new ArrayList<>();
    try {
      if (own.has("classes") && isListOfTexts(own)) {
        for (String name : own.texts("classes")) classes.add(ModelClass.at(classes.size(), name));
      } else {
        for (Fields one : own.children("classes")) {
          Optional<String> colour = one.textIf("colour");
          String name = one.text("name");
          classes.add(
              colour.isPresent()
                  ? new ModelClass(name, ModelClass.rgbOf(colour.get()))
                  : ModelClass.at(classes.size(), name));
        }
      }
    } catch (IllegalArgumentException e) {
      throw own.problem("classes", e);
    }
    return classes;
  }

  private static boolean isListOfTexts(Fields own) {
    try {
      own.texts("classes");
      return true;
    } catch (ModelPackageException e) {
      return false;
    }
  }

  private static ModelDefaults defaults(Fields own) throws ModelPackageException {
    Optional<Fields> defaults = own.childIf("defaults");
    return defaults.isEmpty()
        ? ModelDefaults.STANDARD
        : defaults(own, defaults.get(), ModelDefaults.STANDARD);
  }

  /** What is set there, the rest from the standard. */
  static ModelDefaults defaults(Fields parent, Fields fields, ModelDefaults standard)
      throws ModelPackageException {
    try {
      return new ModelDefaults(
          fields.numberIf("score").orElse(standard.score()),
          fields.numberIf("overlap").orElse(standard.overlap()),
          fields.numberIf("weight").orElse(standard.weight()));
    } catch (IllegalArgumentException e) {
      throw parent.problem("defaults", e);
    }
  }

  private static CropRule crop(Fields own) throws ModelPackageException {
    Optional<Fields> crop = own.childIf("crop");
    if (crop.isEmpty()) return CropRule.STANDARD;
    String word = crop.get().textIf("fit").orElse(CropRule.Fit.PAD.key());
    for (CropRule.Fit fit : CropRule.Fit.values()) {
      if (!fit.key().equals(word)) continue;
      try {
        return new CropRule(fit, crop.get().numberIf("margin").orElse(0), statistics(crop.get()));
      } catch (IllegalArgumentException e) {
        throw crop.get().problem("margin", e);
      }
    }
    throw crop.get().problem("fit", "is '" + word + "'", "Write 'pad' or 'resize'.");
  }

  private static CropRule.Statistics statistics(Fields crop) throws ModelPackageException {
    String word = crop.textIf("statistics").orElse(CropRule.Statistics.IMAGE.key());
    for (CropRule.Statistics one : CropRule.Statistics.values())
      if (one.key().equals(word)) return one;
    throw crop.problem("statistics", "is '" + word + "'", "Write 'image' or 'crop'.");
  }

  private static Credits credits(Fields rdf) throws ModelPackageException {
    List<String> authors = new ArrayList<>();
    for (Fields author : rdf.children("authors")) authors.add(author.text("name"));
    List<Credits.Citation> citations = new ArrayList<>();
    for (Fields cite : rdf.children("cite"))
      citations.add(
          new Credits.Citation(cite.text("text"), cite.textIf("doi"), cite.textIf("url")));
    return new Credits(
        authors, citations, rdf.textIf("license").orElse(""), rdf.textIf("timestamp").orElse(""));
  }

  private static Optional<TrainingRecord> training(Fields own) throws ModelPackageException {
    Optional<Fields> found = own.childIf("training");
    if (found.isEmpty()) return Optional.empty();
    Fields training = found.get();
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, Double> scores = new LinkedHashMap<>();
    Optional<Fields> set = training.childIf("settings");
    if (set.isPresent()) for (String key : set.get().keys()) settings.put(key, set.get().text(key));
    Optional<Fields> reached = training.childIf("scores");
    if (reached.isPresent())
      for (String key : reached.get().keys()) scores.put(key, reached.get().number(key));
    return Optional.of(
        new TrainingRecord(
            training.textIf("command").orElse(""),
            training.has("seed") ? training.whole("seed") : 0,
            training.texts("training"),
            training.texts("validation"),
            settings,
            scores));
  }
}

package org.unstained.models;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What rdf.yaml says of a model: the bioimage.io model description 0.5 (0.4 is read too) and our
 * own fields under {@code config: unstained:}. Those are
 *
 * <pre>
 * config:
 *   unstained:
 *     task: detection            # or classification; must be there
 *     classes:                   # at least one; the order is that of the network's output
 *     - {name: Living Cell, colour: '#56B4E9'}   # colour may be left out
 *     - {name: Dead Cell}        # or bare names for all: [Living Cell, Dead Cell]
 *     output: {format: maps, stride: 2}   # maps | boxes | logits | probabilities | measured; left out:
 *                                # boxes for detection, logits for classification; with boxes
 *                                # first_class: 1 if class 0 is the background; of a classifier
 *                                # rejects: true if its last output, after the classes, is for
 *                                # what is no cell. measured: the input has the axes batch and
 *                                # channel, the channels are measurements, and the weights are
 *                                # our own JSON under 'unstained' instead of TorchScript
 *     defaults: {score: 0.5, overlap: 0.5, weight: 0.5}   # each may be left out
 *     crop: {fit: pad, margin: 0, statistics: image}   # classification only: pad | resize,
 *                                # statistics: image | crop
 *     pixel_size: 0.65           # micrometres; only if the input's axes don't say
 *     shrink: 3                  # only for images or models without pixel size; left out: 1
 *     training:                  # may be left out
 *       command: train detector ...
 *       seed: 1
 *       training: [a.png]        # names of images
 *       validation: [b.png]
 *       settings: {epochs: 60}
 *       scores: {val_f1: 0.95}
 * </pre>
 *
 * @param name of letters, digits, spaces and {@code - _ . ( )}, 64 at most
 * @param summary one or two sentences
 * @param version of the model, e.g. {@code 1.0.0}; may be empty
 * @param classes in the order of the network's output, no name twice
 * @throws IllegalArgumentException if a value breaks these rules, or task and output don't fit
 */
public record ModelDescription(
    String name,
    String summary,
    String version,
    ModelTask task,
    ModelInput input,
    ModelOutput output,
    List<ModelClass> classes,
    ModelDefaults defaults,
    CropRule crop,
    Credits credits,
    Optional<TrainingRecord> training,
    Weights weights) {

  public static final int MOST_CLASSES = 10_000;

  public ModelDescription {
    requireName(name);
    classes = List.copyOf(classes);
    if (classes.isEmpty() || classes.size() > MOST_CLASSES)
      throw new IllegalArgumentException(
          "A model has 1–%d classes, got %d".formatted(MOST_CLASSES, classes.size()));
    var names = new HashSet<String>();
    for (ModelClass one : classes)
      if (!names.add(one.name()))
        throw new IllegalArgumentException("The class '%s' stands twice".formatted(one.name()));
    if (output.format().task() != task)
      throw new IllegalArgumentException(
          "A model for %s can't return %s".formatted(task.key(), output.format().key()));
  }

  /** The name as it stands in a macro and as a folder: lower case, with hyphens for spaces. */
  public String key() {
    return keyOf(name);
  }

  /**
   * @throws IllegalArgumentException if no model can have this name
   */
  public static void requireName(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 _.()+-]{0,63}"))
      throw new IllegalArgumentException(
          "A model's name has 1–64 letters, digits, spaces or - _ . ( ) +, got '" + name + "'");
  }

  /** The key of a model with this name. */
  public static String keyOf(String name) {
    String key =
        name.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._]+", "-")
            .replaceAll("^[-._]+|[-._]+$", "");
    return key.isEmpty() ? "model" : key;
  }

  /** Whether it's a classifier of measurements rather than a network. */
  public boolean isMeasured() {
    return output.format() == OutputFormat.MEASURED;
  }

  public List<String> classNames() {
    return classes.stream().map(ModelClass::name).toList();
  }

  public ModelDescription withWeights(Weights other) {
    return new ModelDescription(
        name, summary, version, task, input, output, classes, defaults, crop, credits, training,
        other);
  }

  public ModelDescription withDefaults(ModelDefaults other) {
    return new ModelDescription(
        name, summary, version, task, input, output, classes, other, crop, credits, training,
        weights);
  }
}

package org.unstained.workflow.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.unstained.image.Memory;
import org.unstained.inference.FreshModel;
import org.unstained.inference.NetworkScale;
import org.unstained.learning.LabelledPlane;
import org.unstained.learning.ModelDraft;
import org.unstained.models.InstalledModel;
import org.unstained.models.InstalledModel.Origin;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.NearestName;
import org.unstained.models.OutputFormat;

/** What can be said of a training before it takes its time. Each check says what to do instead. */
public final class TrainingChecks {
  private TrainingChecks() {}

  /** Part of the cells that have to fit into a window. */
  private static final double FITTING = 0.95;

  /**
   * A network to begin with.
   *
   * @param architecture of {@link FreshModel#ARCHITECTURES}; empty text if there is a model
   * @param model to train further
   */
  public record Start(String architecture, Optional<ModelPackage> model) {}

  /**
   * @throws IllegalArgumentException if no model can have this name, or there is one already that
   *     mayn't be replaced
   */
  public static void requireName(ModelLibrary library, String name, boolean replace)
      throws IOException {
    ModelDescription.requireName(name);
    String key = ModelDescription.keyOf(name);
    for (InstalledModel model : library.list()) {
      if (!model.key().equals(key)) continue;
      if (model.origin() == Origin.BUNDLED)
        throw new IllegalArgumentException(
            "'%s' is the name of a model of Unstained itself. Choose another name.".formatted(key));
      if (!replace)
        throw new IllegalArgumentException(
            "There is a model '%s' already. Choose another name, or replace it (replace=true)."
                .formatted(key));
    }
  }

  /**
   * Finds what a training is to begin with.
   *
   * @param text an architecture, an installed model, or a path
   * @throws IllegalArgumentException if it is for another task
   * @throws IOException if there is no such thing, with the name that may be meant
   */
  public static Start start(ModelLibrary library, String text, ModelTask task) throws IOException {
    String wanted = text.strip();
    List<String> fresh =
        FreshModel.ARCHITECTURES.stream()
            .filter(name -> name.startsWith("detector") == (task == ModelTask.DETECTION))
            .toList();
    if (fresh.contains(wanted)) return new Start(wanted, Optional.empty());
    if (FreshModel.ARCHITECTURES.contains(wanted))
      throw new IllegalArgumentException(
          "'%s' is no network for %s. Start with one of %s, or with an installed model."
              .formatted(wanted, task.key(), String.join(", ", fresh)));
    List<String> models =
        library.list().stream()
            .filter(model -> model.model().isPresent())
            .filter(model -> model.model().get().description().task() == task)
            .map(InstalledModel::key)
            .toList();
    ModelPackage model;
    try {
      model = library.find(wanted);
    } catch (IOException e) {
      boolean broken =
          library.list().stream().anyMatch(m -> m.key().equals(ModelDescription.keyOf(wanted)));
      if (broken || Files.exists(Path.of(wanted))) throw e;
      List<String> all = new ArrayList<>(fresh);
      all.addAll(models);
      throw new IOException(
          "There is no network or model '%s' to start with.%s There are: %s"
              .formatted(
                  wanted,
                  NearestName.of(wanted, all)
                      .map(name -> " Is '%s' meant?".formatted(name))
                      .orElse(""),
                  String.join(", ", all)),
          e);
    }
    ModelDescription description = model.description();
    if (description.task() != task)
      throw new IllegalArgumentException(
          "'%s' is a model for %s, and one for %s is to be trained. Start with one of %s."
              .formatted(
                  description.key(),
                  description.task().key(),
                  task.key(),
                  String.join(", ", fresh)));
    boolean ours =
        task == ModelTask.DETECTION
            ? description.output().format() == OutputFormat.MAPS
                && description.output().stride() == 4
            : description.output().format() == OutputFormat.LOGITS;
    if (!ours)
      throw new IllegalArgumentException(
          "'%s' returns %s and can't be trained further here. Start with one of %s."
              .formatted(
                  description.key(),
                  description.output().format().key(),
                  String.join(", ", fresh)));
    return new Start("", Optional.of(model));
  }

  /**
   * @throws IOException if no file can be written there
   */
  public static void requireWritable(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".try", ""));
    } catch (IOException e) {
      throw new IOException(
          "%s can't be written. Choose another folder for the run (output), or ask for the right to write there."
              .formatted(folder),
          e);
    }
  }

  /**
   * The examples with the classes that are to be learned.
   *
   * @param classes wanted; empty for all
   * @throws IllegalArgumentException if there is no cell, or none of a class, or none to validate
   */
  public static TrainingImages examples(TrainingImages images, List<String> classes) {
    List<String> there = images.classes();
    if (there.isEmpty())
      throw new IllegalArgumentException(
          "None of the %d images shows a labelled cell. Label some, or choose another folder."
              .formatted(images.training().size() + images.validation().size()));
    for (String name : classes)
      if (!there.contains(name))
        throw new IllegalArgumentException(
            "No image shows a cell of class '%s'.%s The images show: %s"
                .formatted(
                    name,
                    NearestName.of(name, there)
                        .map(near -> " Is '%s' meant?".formatted(near))
                        .orElse(""),
                    String.join(", ", there)));
    TrainingImages wanted = classes.isEmpty() ? images : images.ofClasses(classes);
    TreeSet<String> missing = new TreeSet<>(wanted.classes());
    wanted.training().forEach(image -> missing.removeAll(image.classes()));
    if (!missing.isEmpty())
      throw new IllegalArgumentException(
          "No training image shows a cell of class '%s', only validation images do. Move some over, take another seed, or leave the class out (classes)."
              .formatted(String.join("', '", missing)));
    if (wanted.validation().stream().allMatch(image -> image.classes().isEmpty()))
      throw new IllegalArgumentException(
          "No validation image shows a cell, so nothing says which weights are best. Choose other validation images, take another seed, or label more.");
    return wanted;
  }

  /**
   * @throws IllegalArgumentException if the model knows other classes or channels than the draft
   */
  static void requireSame(ModelPackage model, ModelDraft draft, boolean rejects) {
    ModelDescription old = model.description();
    int channels = old.input().channels().size();
    int wanted = draft.input().channels().size();
    if (old.output().rejects() != rejects)
      throw new IllegalArgumentException(
          "'%s' %s what is no cell; set reject=%s, or start with a fresh network."
              .formatted(old.key(), rejects ? "doesn't know" : "also knows", !rejects));
    if (old.classNames().equals(draft.classes()) && channels == wanted) return;
    throw new IllegalArgumentException(
        "'%s' knows %s in %d channel%s, and %s in %d are to be learned. Train it with images of its own classes, or start with a fresh network."
            .formatted(
                old.key(),
                String.join(", ", old.classNames()),
                channels,
                channels == 1 ? "" : "s",
                String.join(", ", draft.classes()),
                wanted));
  }

  /**
   * @param side of the windows in pixels of the network
   * @throws IllegalArgumentException if many cells don't fit into a window
   */
  static void requireWindow(List<LabelledPlane> planes, NetworkScale scale, int side) {
    double[] sides =
        planes.stream()
            .flatMap(plane -> plane.sides(scale).stream())
            .mapToDouble(s -> s)
            .sorted()
            .toArray();
    if (sides.length == 0) return;
    double most = sides[(int) Math.ceil(FITTING * sides.length) - 1];
    if (most <= side) return;
    int fitting = (int) Math.ceil(2 * most / 16) * 16;
    throw new IllegalArgumentException(
        "The cells don't fit into a window of %d pixels: half of them are longer than %.0f, some %.0f. Set window=%d, or shrink the images (shrink=%.0f), so that cells are 15 to 60 pixels."
            .formatted(
                side,
                sides[sides.length / 2],
                sides[sides.length - 1],
                Math.min(4096, fitting),
                Math.max(2, Math.ceil(most / 60))));
  }

  /**
   * @param bytes that training holds all the time
   * @throws IOException if there isn't so much memory
   */
  static void requireMemory(int images, long bytes) throws IOException {
    Memory.require("Training on %d images at once".formatted(images), bytes);
  }

  /** Sum of what each image takes. */
  static long bytes(List<LabelledPlane> planes, NetworkScale scale) {
    return planes.stream().mapToLong(plane -> plane.bytes(scale)).sum();
  }
}

package org.unstained.workflow.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.unstained.classical.ClassifierText;
import org.unstained.classical.CrossValidation;
import org.unstained.classical.Distance;
import org.unstained.classical.MeasurementClassifier;
import org.unstained.classical.Method;
import org.unstained.classical.NeighbourCurve;
import org.unstained.classical.Recipe;
import org.unstained.classical.Samples;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.ModelClass;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelInput;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;
import org.unstained.models.SizeRule;
import org.unstained.models.TrainingRecord;
import org.unstained.models.Weights;
import org.unstained.workflow.files.OutputFolder;

/**
 * Trains a classifier of measurements: judges it by cross-validation in which no image is on both
 * sides, fits it to all cells, and installs it as a model.
 *
 * @param model as installed
 * @param recipe with the number of neighbours and the distance that were chosen
 * @param curves how good each number of neighbours is; none for other methods or a set number
 * @param scores of the cross-validation
 */
public record MeasurementTraining(
    ModelPackage model, Recipe recipe, List<NeighbourCurve> curves, MeasurementScores scores) {

  private static final String NO_HASH_YET = "0".repeat(64);

  /**
   * What to train.
   *
   * @param name of the model
   * @param recipe its number of neighbours may be left open
   * @param distances to choose the best of; for neighbours only
   * @param folds of the cross-validation, 2 or more
   * @param command that trains it, for the card
   * @param replace whether an installed model of the same name goes
   */
  public record Plan(
      String name,
      Recipe recipe,
      List<Distance> distances,
      int folds,
      String command,
      boolean replace) {
    public Plan {
      ModelDescription.requireName(name);
      distances = List.copyOf(distances);
    }
  }

  /**
   * @param progress told the part that is done, 0–1
   * @throws java.util.concurrent.CancellationException if canceled; nothing has changed then
   * @throws IllegalArgumentException if the cells don't fit the plan
   * @throws IOException if the model can't be written, or there is one of that name
   */
  public static MeasurementTraining run(
      Samples samples,
      Plan plan,
      ModelLibrary library,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    TrainingChecks.requireName(library, plan.name(), plan.replace());
    requireColumns(samples);
    if (plan.recipe().components() > samples.columns().size())
      throw new IllegalArgumentException(
          "'components' can't be %d: %d measurements have no more components than that."
              .formatted(plan.recipe().components(), samples.columns().size()));
    int[] fold = CrossValidation.folds(samples, plan.folds(), plan.recipe().seed());
    requireNeighbours(plan.recipe(), fold);
    List<NeighbourCurve> curves = new ArrayList<>();
    Recipe recipe = settled(samples, fold, plan, curves, canceled);
    progress.accept(0.3);
    // The number of neighbours is chosen anew without each fold, else it had seen what it's judged
    // by.
    Recipe open = plan.recipe().withDistance(recipe.distance());
    double[][] found =
        CrossValidation.probabilities(
            samples, fold, open, part -> progress.accept(0.3 + 0.6 * part), canceled);
    MeasurementScores scores = MeasurementScores.of(samples, fold, found, recipe.seed());
    MeasurementClassifier classifier = MeasurementClassifier.fit(samples, recipe);
    ModelPackage model = install(samples, plan, recipe, scores, classifier, library);
    progress.accept(1);
    return new MeasurementTraining(model, recipe, curves, scores);
  }

  private static Recipe settled(
      Samples samples, int[] fold, Plan plan, List<NeighbourCurve> curves, BooleanSupplier canceled)
      throws IOException {
    Recipe recipe = plan.recipe();
    if (recipe.method() != Method.KNN) return recipe;
    if (recipe.neighbours() > 0) return recipe.withDistance(plan.distances().get(0));
    for (Distance distance : plan.distances())
      curves.add(NeighbourCurve.of(samples, fold, recipe.withDistance(distance), canceled));
    NeighbourCurve best = NeighbourCurve.best(curves);
    return recipe.withDistance(best.distance()).withNeighbours(best.best().k());
  }

  private static void requireColumns(Samples samples) {
    if (samples.columns().size() > ModelInput.MOST_CHANNELS)
      throw new IllegalArgumentException(
          "'features' names %d measurements, and a model takes %d at most."
              .formatted(samples.columns().size(), ModelInput.MOST_CHANNELS));
  }

  private static void requireNeighbours(Recipe recipe, int[] fold) {
    int folds = IntStream.of(fold).max().orElse(0) + 1;
    for (int f = 0; f < folds; f++) {
      int held = f;
      long left = IntStream.of(fold).filter(x -> x != held).count();
      if (recipe.method() == Method.KNN && recipe.neighbours() > left)
        throw new IllegalArgumentException(
            "'neighbours' can't be %d: with one fold held out, %d cells are left. Take fewer, or 0 to choose."
                .formatted(recipe.neighbours(), left));
    }
  }

  private static ModelPackage install(
      Samples samples,
      Plan plan,
      Recipe recipe,
      MeasurementScores scores,
      MeasurementClassifier classifier,
      ModelLibrary library)
      throws IOException {
    Path work = Files.createTempDirectory("unstained");
    Path json = work.resolve(Weights.MEASURED_FILE);
    try {
      ClassifierText.write(classifier, json);
      Path folder = work.resolve("model");
      ModelPackage.write(folder, description(samples, plan, recipe, scores), json);
      library.install(folder.toString(), plan.replace(), (done, all) -> true);
    } finally {
      OutputFolder.delete(work);
    }
    return library.find(plan.name());
  }

  private static ModelDescription description(
      Samples samples, Plan plan, Recipe recipe, MeasurementScores scores) {
    List<String> classes = samples.classNames();
    return new ModelDescription(
        plan.name(),
        "Says what cells are from %d measurements (%s)."
            .formatted(samples.columns().size(), recipe.method().key()),
        "1.0.0",
        ModelTask.CLASSIFICATION,
        new ModelInput(
            samples.columns(),
            SizeRule.fixed(1),
            SizeRule.fixed(1),
            java.util.OptionalDouble.empty(),
            1,
            List.of()),
        ModelOutput.of(OutputFormat.MEASURED),
        IntStream.range(0, classes.size()).mapToObj(i -> ModelClass.at(i, classes.get(i))).toList(),
        ModelDefaults.STANDARD,
        CropRule.STANDARD,
        new Credits(
            List.of(), List.of(), "", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
        Optional.of(
            new TrainingRecord(
                plan.command(),
                recipe.seed(),
                samples.groups().stream().distinct().toList(),
                List.of(),
                settings(samples, recipe, scores),
                scores.figures())),
        new Weights(Weights.MEASURED_FILE, NO_HASH_YET, ""));
  }

  private static Map<String, String> settings(
      Samples samples, Recipe recipe, MeasurementScores scores) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("method", recipe.method().key());
    switch (recipe.method()) {
      case KNN -> {
        set.put("neighbours", Integer.toString(recipe.neighbours()));
        set.put("distance", recipe.distance().key());
      }
      case FOREST -> set.put("trees", Integer.toString(recipe.trees()));
      case SVM -> {
        set.put("cost", Double.toString(recipe.cost()));
        set.put("gamma", recipe.gamma() > 0 ? Double.toString(recipe.gamma()) : "1/measurements");
      }
    }
    if (recipe.components() > 0) set.put("components", Integer.toString(recipe.components()));
    set.put("cells", Integer.toString(samples.size()));
    int[] counts = samples.counts();
    for (int c = 0; c < counts.length; c++)
      set.put("cells of " + samples.classNames().get(c), Integer.toString(counts[c]));
    set.put("folds", scores.folds() + (scores.byGroup() ? " of whole images" : " of cells"));
    return set;
  }
}

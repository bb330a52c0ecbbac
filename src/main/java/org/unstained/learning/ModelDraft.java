package org.unstained.learning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.ModelClass;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelInput;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelTask;
import org.unstained.models.TrainingRecord;
import org.unstained.models.Weights;

/**
 * A model before it is trained: what its package will say.
 *
 * @param name as {@link ModelDescription#name()}
 * @param summary one or two sentences
 * @param classes in the order of the network's output
 * @param input what the network takes
 * @param crop how cells come into a classifier; of no meaning for a detector
 * @param credits may be {@link Credits#NONE}
 * @param command that trains it, for the card; may be empty
 */
public record ModelDraft(
    String name,
    String summary,
    List<String> classes,
    ModelInput input,
    CropRule crop,
    Credits credits,
    String command) {
  /** The release of the engine that writes the weights. */
  private static final String PYTORCH = "2.7.1";

  private static final Weights TO_COME =
      new Weights(Weights.STANDARD_FILE, "0".repeat(64), PYTORCH);

  public ModelDraft {
    classes = List.copyOf(classes);
  }

  /** The description of a model that isn't trained yet; also says whether the draft is in order. */
  public ModelDescription untrained(ModelTask task, ModelOutput output) {
    return description(task, output, ModelDefaults.STANDARD, Optional.empty());
  }

  ModelDescription trained(
      ModelTask task,
      ModelOutput output,
      ModelDefaults defaults,
      TrainingResult result,
      TrainingSettings settings,
      List<String> training,
      List<String> validation,
      Map<String, String> others,
      Map<String, Double> scores) {
    Map<String, String> set = new java.util.LinkedHashMap<>(settings.described());
    set.putAll(others);
    set.put("best epoch", result.bestEpoch() + " of " + result.epochs().size());
    return description(
        task,
        output,
        defaults,
        Optional.of(
            new TrainingRecord(command, settings.seed(), training, validation, set, scores)));
  }

  private ModelDescription description(
      ModelTask task, ModelOutput output, ModelDefaults defaults, Optional<TrainingRecord> record) {
    return new ModelDescription(
        name,
        summary,
        "1.0.0",
        task,
        input,
        output,
        IntStream.range(0, classes.size()).mapToObj(i -> ModelClass.at(i, classes.get(i))).toList(),
        defaults,
        crop,
        credits,
        record,
        TO_COME);
  }
}

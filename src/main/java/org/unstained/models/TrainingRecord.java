package org.unstained.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model was trained, enough to do it again.
 *
 * @param command the command line or macro line
 * @param seed of everything random
 * @param training the training images, one name each
 * @param validation the validation images
 * @param settings what was set, in order
 * @param scores what was reached, e.g. {@code val_f1}, in order; finite
 * @throws IllegalArgumentException if a score is not finite
 */
public record TrainingRecord(
    String command,
    long seed,
    List<String> training,
    List<String> validation,
    Map<String, String> settings,
    Map<String, Double> scores) {
  public TrainingRecord {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    scores.forEach(
        (name, score) -> {
          if (!Double.isFinite(score))
            throw new IllegalArgumentException("The score %s is %s".formatted(name, score));
        });
  }
}

package org.unstained.workflow.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unstained.models.ModelPackage;
import org.unstained.models.TrainingRecord;

/**
 * Whether a model has seen the images that it is judged on. Models name the images that they
 * learned from; names are all that is compared, without folders and endings.
 */
final class TrainingOverlap {
  private TrainingOverlap() {}

  /**
   * What the reader has to know; never empty, as not to know is worth saying, too.
   *
   * @param names of the images, with or without ending
   */
  static List<String> notices(ModelPackage model, Collection<String> names) {
    String key = model.description().key();
    if (model.description().training().isEmpty())
      return List.of(
          "The model '%s' doesn't say which images it learned from, so nobody can tell whether these were among them."
              .formatted(key));
    TrainingRecord record = model.description().training().get();
    List<String> learned = common(record.training(), names);
    List<String> validated = common(record.validation(), names);
    List<String> notices = new ArrayList<>();
    if (!learned.isEmpty())
      notices.add(
          "%d of the %d images were in the training of '%s': %s. Figures on them say nothing about other images. Judge it on images that it hasn't seen."
              .formatted(learned.size(), names.size(), key, some(learned)));
    if (!validated.isEmpty())
      notices.add(
          "%d of the %d images were validation images of '%s': the best weights and its score were chosen on them, so figures are a little too good. Test images would be better."
              .formatted(validated.size(), names.size(), key));
    return notices;
  }

  private static List<String> common(List<String> record, Collection<String> names) {
    Set<String> there = new HashSet<>();
    for (String name : record) there.add(stem(name));
    return names.stream().filter(name -> there.contains(stem(name))).toList();
  }

  private static String some(List<String> names) {
    int shown = Math.min(5, names.size());
    return String.join(", ", names.subList(0, shown))
        + (names.size() > shown ? " and %d more".formatted(names.size() - shown) : "");
  }

  static String stem(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.replaceAll("(?i)(\\.ome)?\\.(png|jpe?g|tiff?|bmp|gif)$", "");
  }
}

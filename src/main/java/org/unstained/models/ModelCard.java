package org.unstained.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about a model that people read: what it does, what it was trained on, its scores. */
public final class ModelCard {
  private ModelCard() {}

  /** The card as Markdown. */
  public static String of(ModelDescription model) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(model.name()).append("\n\n");
    if (!model.summary().isBlank()) card.append(model.summary()).append("\n\n");
    row(card, "Task", model.task().key());
    row(card, "Classes", String.join(", ", model.classNames()));
    row(
        card,
        model.isMeasured() ? "Measurements" : "Channels",
        String.join(", ", model.input().channels()));
    if (model.output().rejects()) row(card, "Rejects", "what is no cell");
    if (model.output().lastLayer().isPresent())
      row(card, "Shows", "its last layer (features and class activation maps)");
    if (!model.isMeasured()) pixels(card, model);
    if (!model.version().isEmpty()) row(card, "Version", model.version());
    if (!model.credits().licence().isEmpty()) row(card, "Licence", model.credits().licence());
    if (!model.credits().authors().isEmpty())
      row(card, "Authors", String.join(", ", model.credits().authors()));
    row(card, "Weights", model.weights().file() + ", SHA-256 " + model.weights().sha256());
    model.training().ifPresent(record -> training(card, record));
    if (!model.credits().citations().isEmpty()) {
      card.append("\n## Please cite\n\n");
      for (Credits.Citation citation : model.credits().citations())
        card.append("- ")
            .append(citation.text())
            .append(citation.doi().map(doi -> " https://doi.org/" + doi).orElse(""))
            .append(citation.url().map(url -> " " + url).orElse(""))
            .append('\n');
    }
    return card.toString();
  }

  private static void pixels(StringBuilder card, ModelDescription model) {
    row(
        card,
        "Pixel size",
        model.input().pixelSize().isPresent()
            ? model.input().pixelSize().getAsDouble() + " µm"
            : "not given");
    if (model.input().shrink() != 1)
      row(card, "Images without pixel size are shrunk by", Double.toString(model.input().shrink()));
    row(card, "Size", model.input().height() + " high, " + model.input().width() + " wide");
    row(card, "Score from", Double.toString(model.defaults().score()));
  }

  private static void training(StringBuilder card, TrainingRecord record) {
    card.append("\n## Training\n\n");
    if (!record.command().isBlank())
      card.append("```\n").append(record.command()).append("\n```\n\n");
    row(card, "Seed", Long.toString(record.seed()));
    for (Map.Entry<String, String> set : record.settings().entrySet())
      row(card, set.getKey(), set.getValue());
    if (!record.scores().isEmpty()) {
      card.append("\n## Scores\n\n");
      record
          .scores()
          .forEach(
              (name, score) ->
                  row(card, readable(name), String.format(Locale.ROOT, "%.4f", score)));
    }
    if (record.training().isEmpty() && record.validation().isEmpty()) return;
    card.append("\n## Images\n\n");
    images(card, "Training images", record.training());
    images(card, "Validation images", record.validation());
  }

  /** Such as "mAP50 on the validation images" for val_map50; others as they are. */
  private static String readable(String name) {
    if (!name.startsWith("val_")) return name;
    String plain =
        name.substring("val_".length())
            .replace("map50_95", "mAP50-95")
            .replace("map50", "mAP50")
            .replace("ap50_any_class", "AP50 whatever the class")
            .replaceFirst("^ap50 ", "AP50 of ")
            .replaceFirst("^f1 (?!\\()", "F1 of ")
            .replaceFirst("^f1", "F1")
            .replace("auroc", "AUROC")
            .replace("class_accuracy", "accuracy of the class")
            .replace("balanced_accuracy", "balanced accuracy");
    return plain + " on the validation images";
  }

  private static void images(StringBuilder card, String title, List<String> names) {
    if (!names.isEmpty())
      row(card, "%s (%d)".formatted(title, names.size()), String.join(", ", names));
  }

  private static void row(StringBuilder card, String name, String value) {
    card.append("- ").append(name).append(": ").append(value).append('\n');
  }
}

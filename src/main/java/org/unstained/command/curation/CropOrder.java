package org.unstained.command.curation;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import org.unstained.workflow.curation.Curation;

/** In which order crops are shown. Of equals, and of those that nobody knows of, names decide. */
enum CropOrder {
  CLASS("Class"),
  LEAST_SCORE("Lowest score first"),
  GREATEST_SCORE("Highest score first"),
  DOUBT("Most in doubt first (margin)"),
  ENTROPY("Most in doubt first (entropy)"),
  NAME("Name");

  private final String label;

  CropOrder(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }

  Comparator<Integer> of(Curation crops) {
    Comparator<Integer> names = Comparator.comparing(crops::name);
    return switch (this) {
      case CLASS ->
          Comparator.comparing((Integer i) -> crops.className(i))
              .thenComparing(ascending(crops::margin))
              .thenComparing(names);
      case LEAST_SCORE -> ascending(crops::score).thenComparing(names);
      case GREATEST_SCORE -> ascending(i -> -crops.score(i)).thenComparing(names);
      case DOUBT -> ascending(crops::margin).thenComparing(names);
      case ENTROPY -> ascending(i -> -crops.entropy(i)).thenComparing(names);
      case NAME -> names;
    };
  }

  /** What isn't a number comes last. */
  private static Comparator<Integer> ascending(IntToDoubleFunction value) {
    return (a, b) -> Double.compare(value.applyAsDouble(a), value.applyAsDouble(b));
  }
}

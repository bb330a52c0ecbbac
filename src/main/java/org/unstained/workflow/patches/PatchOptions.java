package org.unstained.workflow.patches;

import java.util.OptionalDouble;
import org.unstained.workflow.analysis.ClassifyOptions;

/**
 * How a picture is classified patch by patch.
 *
 * @param classify the model, its channels and the device
 * @param size side of a patch in pixels
 * @param step from patch to patch in pixels
 * @param empty which patches aren't looked at
 */
public record PatchOptions(ClassifyOptions classify, int size, int step, EmptyChoice empty) {

  /** How patches without cells are found. */
  public enum EmptyRule {
    /** Not at all: each patch gets a class. */
    NONE,
    /** By how much structure in focus they have. */
    CONTENT,
    /** By a classifier that knows the class {@value #EMPTY}. */
    MODEL
  }

  /** The class of patches that hold nothing, in models that know it. */
  static final String EMPTY = "empty";

  /**
   * How patches without cells are found.
   *
   * @param least content in grey values that a patch with cells has; empty to take what parts the
   *     patches of the image best
   * @param model name or path of the classifier
   */
  public record EmptyChoice(EmptyRule rule, OptionalDouble least, String model) {
    /** No patch is empty. */
    public static final EmptyChoice NONE =
        new EmptyChoice(EmptyRule.NONE, OptionalDouble.empty(), "");

    /** By content, parted by the image itself. */
    public static final EmptyChoice CONTENT =
        new EmptyChoice(EmptyRule.CONTENT, OptionalDouble.empty(), "");

    public EmptyChoice {
      model = model.strip();
      if (least.isPresent() && !(least.getAsDouble() >= 0))
        throw new IllegalArgumentException(
            "'content' is 0 or more grey values, got %s.".formatted(least.getAsDouble()));
      if (rule == EmptyRule.MODEL && model.isEmpty())
        throw new IllegalArgumentException(
            "'filter' is empty: to find empty patches by a model, choose one that knows the class '%s', such as Train Empty Patches makes."
                .formatted(EMPTY));
      if (rule != EmptyRule.MODEL && !model.isEmpty())
        throw new IllegalArgumentException(
            "'filter' is for empty=model. Set it so, or leave '%s' out.".formatted(model));
      if (rule != EmptyRule.CONTENT && least.isPresent())
        throw new IllegalArgumentException(
            "'content' is for empty=content. Set it so, or leave the number out.");
    }
  }
}

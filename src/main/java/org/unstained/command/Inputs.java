package org.unstained.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.scijava.plugin.Parameter;
import org.scijava.widget.Button;

/**
 * The inputs of a command: what there are, and how text becomes their values.
 *
 * <p>Neither ImageJ nor SciJava checks what a macro says: {@code abc} for a number arrives as 0,
 * {@code 2.7} for a whole number as 0, an unknown choice as it is, and a mistyped key not at all.
 * Everything that arrives as text goes through here instead, in both hosts and on the command line,
 * and what doesn't fit is refused with a message that says what would.
 */
public final class Inputs {
  private Inputs() {}

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?Infinity");

  /** A mistyped key is taken for another if no more than this part of its letters differs. */
  private static final double LIKENESS = 0.5;

  /**
   * The inputs in the order of the dialog: as declared, those of a superclass first; no buttons.
   */
  public static List<Input> of(Class<?> command) {
    List<Input> inputs = new ArrayList<>();
    for (Class<?> c = command; c != null; c = c.getSuperclass()) {
      List<Input> own = new ArrayList<>();
      for (Field field : c.getDeclaredFields()) {
        Parameter parameter = field.getAnnotation(Parameter.class);
        if (parameter != null && field.getType() != Button.class)
          own.add(new Input(field, parameter));
      }
      inputs.addAll(0, own);
    }
    return inputs;
  }

  /**
   * Sets the inputs that a macro's options name; the others keep their values.
   *
   * @param options the text after the command's name in {@code run}
   * @throws IllegalArgumentException if a key is unknown or given twice, or a value doesn't fit
   */
  public static void read(Object command, String options) {
    for (Map.Entry<String, String> option : MacroOptions.parse(options).entrySet())
      set(command, option.getKey(), variable(option.getValue()));
  }

  /**
   * Sets one input from text and checks it.
   *
   * @throws IllegalArgumentException if there is no such key or the value doesn't fit
   */
  public static void set(Object command, String key, String text) {
    Input input = find(command, key);
    Object value = parse(input, text);
    check(input, value);
    input.value(command, value);
  }

  /**
   * Checks all values against bounds and choices.
   *
   * @throws IllegalArgumentException for the first that doesn't fit
   */
  public static void check(Object command) {
    for (Input input : of(command.getClass())) check(input, input.value(command));
  }

  /**
   * The values as text, in the order of the dialog, images and inputs of the dialog alone left out.
   * Text that {@link #set} reads back.
   */
  public static String text(Input input, Object command) {
    Object value = input.value(command);
    if (value == null) return "";
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15)
      return Long.toString(number.longValue());
    return value.toString();
  }

  /**
   * A value as ImageJ's recorder needs it so that the line gives it back: the recorder itself puts
   * brackets round a value with a space, and does nothing else.
   */
  public static String written(String value) {
    boolean bare = value.isEmpty() || value.startsWith("[") || value.startsWith("'");
    return Recorder.fixString(bare && value.indexOf(' ') < 0 ? "[" + value + "]" : value);
  }

  /** Fills image inputs that nobody has set with the current image, if there is one. */
  public static void useCurrentImage(Object command) {
    for (Input input : of(command.getClass()))
      if (input.isImage() && input.value(command) == null)
        input.value(command, WindowManager.getCurrentImage());
  }

  /**
   * Refuses a command that needs an image and has none, before a dialog asks for anything else.
   *
   * @throws IllegalArgumentException with what to do
   */
  public static void requireImage(Object command) {
    for (Input input : of(command.getClass()))
      if (input.isImage() && !input.mayBeNone() && input.value(command) == null)
        throw new IllegalArgumentException("There is no image. Open one first (File > Open).");
  }

  private static Input find(Object command, String key) {
    List<Input> inputs = of(command.getClass());
    for (Input input : inputs) if (input.key().equals(key)) return input;
    Optional<String> nearest =
        inputs.stream()
            .map(Input::key)
            .filter(k -> distance(k, key) <= LIKENESS * Math.max(k.length(), key.length()))
            .min(Comparator.comparingInt(k -> distance(k, key)));
    throw new IllegalArgumentException(
        "There is no option '%s'. %s%s"
            .formatted(
                key,
                nearest.map(k -> "Did you mean '%s'? ".formatted(k)).orElse(""),
                "Options are "
                    + String.join(", ", inputs.stream().map(Input::key).toList())
                    + ". A value with blanks needs [brackets] around it."));
  }

  private static Object parse(Input input, String text) {
    if (input.isFlag()) return flag(input, text);
    if (input.isWhole()) return whole(input, text);
    if (input.isNumber()) return number(input, text);
    if (input.isImage()) return image(input, text);
    if (input.isFolder() || input.isFile()) return text.isBlank() ? null : new File(text);
    if (input.field().getType() == DetectorChoice.class) return new DetectorChoice(text);
    if (input.field().getType() == ClassifierChoice.class) return new ClassifierChoice(text);
    if (!input.choices().isEmpty())
      for (String choice : input.choices()) if (choice.equalsIgnoreCase(text)) return choice;
    return text;
  }

  private static boolean flag(Input input, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(input, text, "true or false");
    };
  }

  private static int whole(Input input, String text) {
    double value = number(input, text);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE)
      throw refused(input, text, "a whole number " + range(input));
    return (int) value;
  }

  /** The number of an input that may be left empty. */
  public static OptionalDouble numberIfGiven(String text) {
    return text.isBlank()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text.strip()));
  }

  private static double number(Input input, String text) {
    if (!NUMBER.matcher(text).matches())
      throw refused(
          input,
          text,
          "a number %s%s, with a dot for decimals"
              .formatted(range(input), input.isNumberOrNothing() ? " or nothing" : ""));
    return Double.parseDouble(text);
  }

  private static ImagePlus image(Input input, String text) {
    if (text.isBlank()) return null;
    return OpenImages.find(text)
        .orElseThrow(
            () ->
                refused(input, text, "the title of an open image. Open are " + OpenImages.list()));
  }

  private static void check(Input input, Object value) {
    if (value instanceof Number number) {
      double v = number.doubleValue();
      // written so that NaN is refused too
      if (!(v >= input.min() && v <= input.max()))
        throw refused(
            input,
            Double.isNaN(v) ? "NaN" : value,
            (input.isWhole() ? "a whole number " : "a number ")
                + range(input)
                + (input.isNumberOrNothing() ? ", or nothing" : ""));
    }
    if (input.isNumberOrNothing() && value instanceof String text && !text.isBlank())
      check(input, (Object) number(input, text.strip()));
    if (!input.choices().isEmpty() && (value == null || !input.choices().contains(value)))
      throw refused(input, value, "one of " + String.join(", ", input.choices()));
  }

  private static String range(Input input) {
    boolean below = input.min() > Double.NEGATIVE_INFINITY;
    boolean above = input.max() < Double.POSITIVE_INFINITY;
    if (below && above) return "from %s to %s".formatted(plain(input.min()), plain(input.max()));
    if (below) return "of %s or more".formatted(plain(input.min()));
    if (above) return "of %s or less".formatted(plain(input.max()));
    return "of any size";
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static IllegalArgumentException refused(Input input, Object value, String rule) {
    return new IllegalArgumentException(
        "'%s' can't be '%s': it takes %s.".formatted(input.key(), value, rule));
  }

  /** ImageJ's macros may give a variable as {@code key=&name}. */
  private static String variable(String text) {
    Interpreter interpreter = Interpreter.getInstance();
    if (!text.startsWith("&") || interpreter == null) return text;
    String name = text.substring(1);
    String string = interpreter.getStringVariable(name);
    if (string != null) return string;
    double number = interpreter.getVariable2(name);
    if (Double.isNaN(number)) return text;
    return plain(number);
  }

  /** Letters to insert, delete or replace to make one word of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

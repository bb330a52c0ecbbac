package org.unstained.command;

import ij.ImagePlus;
import java.io.File;
import java.lang.reflect.Field;
import java.util.List;
import org.scijava.plugin.Parameter;

/**
 * One input of a command as its annotation declares it. The name of the field is the key in macros,
 * on the command line and among the remembered options.
 *
 * @param field the annotated field, accessible
 * @param parameter its annotation
 */
public record Input(Field field, Parameter parameter) {

  /** Style of a text input that holds the title of an open image; empty for none. */
  public static final String IMAGE_TITLE = "image title";

  /** Style of a text input that may hold anything; its command says what is wrong with it. */
  public static final String FREE_TEXT = "free text";

  /** Style of a text input that holds a number within the bounds, or nothing. */
  public static final String NUMBER_OR_NOTHING = "number or nothing";

  /**
   * Style of a text input that names channels, such as {@code 2,1} or {@code all}; may be empty.
   */
  public static final String CHANNELS = "channels";

  /** Style of a file that is there already, as SciJava calls it; without it a path is a folder. */
  public static final String FILE = "open";

  /** Style of a model that need not be chosen, and of an image that need not be open. */
  public static final String OR_NONE = "or none";

  public Input {
    field.setAccessible(true);
  }

  /** What macros call it. */
  public String key() {
    return field.getName();
  }

  /** What dialogs call it. */
  public String label() {
    return parameter.label();
  }

  /** What it is, with its unit. */
  public String description() {
    return parameter.description();
  }

  /** Values to choose from; empty if any value of the type may be given. */
  public List<String> choices() {
    return List.of(parameter.choices());
  }

  /** Least value; negative infinity if there is none. */
  public double min() {
    return parameter.min().isEmpty()
        ? Double.NEGATIVE_INFINITY
        : Double.parseDouble(parameter.min());
  }

  /** Greatest value; infinity if there is none. */
  public double max() {
    return parameter.max().isEmpty()
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(parameter.max());
  }

  /** Whether its value is an open image. */
  public boolean isImage() {
    return field.getType() == ImagePlus.class;
  }

  /** Whether its value is the title of an open image. */
  public boolean isImageTitle() {
    return field.getType() == String.class && IMAGE_TITLE.equals(parameter.style());
  }

  /** Whether any text will do. */
  public boolean isFreeText() {
    return field.getType() == String.class && FREE_TEXT.equals(parameter.style());
  }

  /** Whether its value is a number as text, or empty. */
  public boolean isNumberOrNothing() {
    return field.getType() == String.class && NUMBER_OR_NOTHING.equals(parameter.style());
  }

  /** Whether its value is a list of channels as text. */
  public boolean isChannels() {
    return field.getType() == String.class && CHANNELS.equals(parameter.style());
  }

  /** Whether its value is an installed model. */
  public boolean isModel() {
    return ModelChoice.class.isAssignableFrom(field.getType());
  }

  /** Whether a dialog offers to choose no model, or the command works without an image, too. */
  public boolean mayBeNone() {
    return (isModel() || isImage()) && OR_NONE.equals(parameter.style());
  }

  public boolean isFolder() {
    return field.getType() == File.class && !isFile();
  }

  public boolean isFile() {
    return field.getType() == File.class && FILE.equals(parameter.style());
  }

  public boolean isFlag() {
    return field.getType() == boolean.class;
  }

  public boolean isWhole() {
    return field.getType() == int.class;
  }

  /** Whether its value is a number, whole or not. */
  public boolean isNumber() {
    return isWhole() || field.getType() == double.class;
  }

  /**
   * Whether it belongs to the dialog alone (such as a preview switch): never recorded or kept, and
   * without effect in a macro.
   */
  public boolean isOfDialog() {
    return field.isAnnotationPresent(OfDialog.class);
  }

  /** Whether most people leave it as it is. */
  public boolean isAdvanced() {
    return field.isAnnotationPresent(Advanced.class);
  }

  /** The value that a command has now. */
  public Object value(Object command) {
    try {
      return field.get(command);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a command a value of the input's type. */
  public void value(Object command, Object value) {
    try {
      field.set(command, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

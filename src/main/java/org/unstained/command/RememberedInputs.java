package org.unstained.command;

import ij.Prefs;
import java.util.Locale;

/**
 * What the user chose in a command's dialog the last time, kept among ImageJ's preferences as
 * {@code unstained.<command>.<key>}. Only dialogs read and write it: a macro always starts from the
 * defaults, so it does the same tomorrow. Images and what belongs to the dialog alone aren't kept.
 */
public final class RememberedInputs {
  private RememberedInputs() {}

  /** Sets the inputs to what was kept; one that isn't there or no longer fits stays as it is. */
  public static void load(CellCommand command) {
    for (Input input : Inputs.of(command.getClass())) load(command, input);
  }

  /** As {@link #load(CellCommand)}, for one input. */
  static void load(CellCommand command, Input input) {
    String text = keeps(input) ? Prefs.get(key(command, input), null) : null;
    if (text == null) return;
    try {
      Inputs.set(command, input.key(), text);
    } catch (IllegalArgumentException e) {
      // kept by an older version with other bounds: the default is as good
      Prefs.set(key(command, input), null);
    }
  }

  static void save(CellCommand command) {
    for (Input input : Inputs.of(command.getClass()))
      if (keeps(input)) Prefs.set(key(command, input), Inputs.text(input, command));
  }

  private static boolean keeps(Input input) {
    return !input.isImage() && !input.isImageTitle() && !input.isOfDialog();
  }

  private static String key(CellCommand command, Input input) {
    String name = command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return "unstained." + name + "." + input.key();
  }
}

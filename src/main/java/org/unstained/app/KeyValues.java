package org.unstained.app;

import java.util.List;
import org.unstained.command.CellCommand;
import org.unstained.command.Inputs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Words such as {@code folds=5} as the inputs of a command, by their keys as in a macro. */
final class KeyValues {
  private KeyValues() {}

  /**
   * Sets an input for each word; one without a sign is set to the empty text.
   *
   * @param spec whose usage is shown with an error
   * @throws ParameterException if there is no such key or its value can't be read
   */
  static void set(CellCommand command, List<String> words, CommandSpec spec) {
    for (String word : words) {
      int sign = word.indexOf('=');
      try {
        Inputs.set(
            command,
            sign < 0 ? word : word.substring(0, sign),
            sign < 0 ? "" : word.substring(sign + 1));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage());
      }
    }
  }
}

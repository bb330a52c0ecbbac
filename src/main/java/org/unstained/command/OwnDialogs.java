package org.unstained.command;

import ij.Macro;
import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Shows the dialog of a command that {@link AsksItself} where SciJava runs it. It comes after
 * Fiji's recorder has looked at what was settled without a dialog, so that what is chosen here is
 * recorded, and before SciJava would show a dialog of its own.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW + 0.25)
public final class OwnDialogs extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!(module.getDelegateObject() instanceof CellCommand command)) return;
    if (isSettled(module, command)) {
      module.resolveInput(CellCommand.HELP); // a button alone makes no dialog
      return;
    }
    if (!(command instanceof AsksItself asking)
        || Macro.getOptions() != null
        || GraphicsEnvironment.isHeadless()) return;
    try {
      if (!asking.ask()) cancel(null);
    } catch (IllegalArgumentException e) {
      cancel(null);
      command.fail(e.getMessage());
    }
    for (Input input : Inputs.of(command.getClass())) module.resolveInput(input.key());
    module.resolveInput(CellCommand.HELP);
  }

  /** Whether a script has given all that there is to give, or there is nothing to give. */
  private static boolean isSettled(Module module, CellCommand command) {
    return Inputs.of(command.getClass()).stream()
        .allMatch(input -> input.isImage() || module.isInputResolved(input.key()));
  }
}

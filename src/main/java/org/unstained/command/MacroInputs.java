package org.unstained.command;

import ij.Macro;
import ij.WindowManager;
import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Reads a macro's options for our commands where SciJava runs them, strictly and whole.
 *
 * <p>Fiji's own step, which comes just before this one, takes {@code abc} for 0, passes over
 * unknown keys, and opens a dialog for every input that the macro doesn't name. After this one all
 * inputs are settled: named ones as named, the others at their defaults. Without a macro the inputs
 * start from what the user chose in the last dialog, unless the command {@link AsksItself}.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH - 1)
public final class MacroInputs extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!(module.getDelegateObject() instanceof CellCommand command)) return;
    String options = Macro.getOptions();
    if (options != null) readMacro(module, command, options);
    else if (!GraphicsEnvironment.isHeadless()) prepareDialog(module, command);
  }

  private void readMacro(Module module, CellCommand command, String options) {
    try {
      Inputs.read(command, options);
    } catch (IllegalArgumentException e) {
      cancel(null);
      command.fail(e.getMessage());
      return;
    }
    Inputs.useCurrentImage(command);
    for (Input input : Inputs.of(command.getClass())) module.resolveInput(input.key());
    module.resolveInput(CellCommand.HELP);
  }

  private void prepareDialog(Module module, CellCommand command) {
    if (WindowManager.getCurrentImage() == null) {
      try {
        Inputs.requireImage(command);
      } catch (IllegalArgumentException e) {
        cancel(null);
        command.fail(e.getMessage());
        return;
      }
    }
    if (command instanceof AsksItself) return;
    for (Input input : Inputs.of(command.getClass())) {
      if (input.isImage() || module.isInputResolved(input.key())) continue;
      RememberedInputs.load(command, input);
      command.remember();
    }
  }
}

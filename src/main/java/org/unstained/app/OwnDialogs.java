package org.unstained.app;

import ij.Macro;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;

/**
 * Shows the dialog of a command that {@link AsksItself}, and that of plain ImageJ for a command
 * with more inputs than fit below one another on a small screen, where SciJava runs them. It comes
 * after Fiji's recorder has looked at what was settled without a dialog, so that what is chosen
 * here is recorded, and before SciJava would show a dialog of its own.
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
    if (!(command instanceof AsksItself || CommandDialog.isLong(command.getClass()))
        || Macro.getOptions() != null
        || GraphicsEnvironment.isHeadless()) return;
    try {
      if (!ask(module, command)) cancel(null);
    } catch (IllegalArgumentException e) {
      cancel(null);
      command.fail(e.getMessage());
    }
    for (Input input : Inputs.of(command.getClass())) module.resolveInput(input.key());
    module.resolveInput(CellCommand.HELP);
  }

  private static boolean ask(Module module, CellCommand command) {
    if (command instanceof AsksItself asking) return asking.ask();
    Inputs.useCurrentImage(command);
    String title = module.getInfo().getMenuPath().getLeaf().getName().replace("...", "");
    boolean chosen = CommandDialog.show(command, title);
    // What ImageJ's dialog records has other keys.
    Recorder.resetCommandOptions();
    return chosen;
  }

  /** Whether a script has given all that there is to give, or there is nothing to give. */
  private static boolean isSettled(Module module, CellCommand command) {
    return Inputs.of(command.getClass()).stream()
        .allMatch(input -> input.isImage() || module.isInputResolved(input.key()));
  }
}

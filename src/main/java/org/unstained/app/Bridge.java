package org.unstained.app;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.RememberedInputs;

/**
 * Runs our commands in plain ImageJ, where no SciJava is there to do it: {@code plugins.config}
 * names this class for each menu entry, with the command's class as its argument.
 *
 * <p>It does what SciJava does in Fiji – fills the inputs from the macro's options or from a
 * dialog, records them, runs the command – but needs no context, as the commands use none of
 * SciJava's services. In Fiji the commands' own menu entries take precedence over those of this
 * class.
 */
public final class Bridge implements PlugIn {

  /**
   * @param commandClass full name of a subclass of {@link CellCommand}
   */
  @Override
  public void run(String commandClass) {
    CellCommand command = create(commandClass);
    String options = Macro.getOptions();
    try {
      if (options != null) Inputs.read(command, options);
      Inputs.useCurrentImage(command);
      Inputs.requireImage(command);
    } catch (IllegalArgumentException e) {
      command.fail(e.getMessage());
      return;
    }
    if (options == null && !GraphicsEnvironment.isHeadless() && hasDialog(command)) {
      if (!ask(command, title(commandClass))) return;
      if (IJ.recording()) record(command);
    }
    command.run();
  }

  private static boolean ask(CellCommand command, String title) {
    if (command instanceof AsksItself asking) {
      try {
        return asking.ask();
      } catch (IllegalArgumentException e) {
        command.fail(e.getMessage());
        return false;
      }
    }
    RememberedInputs.load(command);
    command.remember();
    return CommandDialog.show(command, title);
  }

  private static CellCommand create(String commandClass) {
    try {
      return (CellCommand)
          Class.forName(commandClass, true, Bridge.class.getClassLoader())
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException("No command of Unstained: " + commandClass, e);
    }
  }

  private static boolean hasDialog(CellCommand command) {
    return Inputs.of(command.getClass()).stream().anyMatch(input -> !input.isImage());
  }

  private static String title(String commandClass) {
    return commandClass
        .substring(commandClass.lastIndexOf('.') + 1)
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  /** Records as Fiji does, {@code key=value} for all, so that the line replays in both. */
  static void record(CellCommand command) {
    Recorder.resetCommandOptions();
    for (Input input : Inputs.of(command.getClass())) {
      if (input.isImage() || input.isOfDialog()) continue;
      Recorder.recordOption(input.key(), Inputs.written(Inputs.text(input, command)));
    }
  }
}

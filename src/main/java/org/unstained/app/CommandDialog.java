package org.unstained.app;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import java.awt.AWTEvent;
import java.awt.Color;
import java.awt.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scijava.command.Previewable;
import org.unstained.command.CellCommand;
import org.unstained.command.Documentation;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.ModelChoice;
import org.unstained.command.OpenImages;
import org.unstained.command.training.ExamplesWindow;
import org.unstained.command.training.ShowsExamples;

/**
 * A command's dialog in plain ImageJ, made from the annotations of its inputs. Each change is
 * checked at once: while a value doesn't fit, the dialog says why and can't be confirmed. A command
 * with a preview is told of each change that fits.
 */
final class CommandDialog implements DialogListener {

  private static final String NONE = "(none)";
  private static final int COLUMNS = 8;
  private static final int MOST_DIGITS = 6;

  /** Inputs below one another; more stand in two columns. */
  private static final int MOST_ROWS = 14;

  /** As wide as the longest message; AWT's labels don't grow. */
  private static final String BLANK = " ".repeat(110);

  private final CellCommand command;
  private final List<Input> inputs;
  private final GenericDialog dialog;
  private final Label message;

  private CommandDialog(CellCommand command, String title) {
    this.command = command;
    List<Input> all = shown(command.getClass());
    List<Input> advanced =
        all.stream()
            .filter(Input::isAdvanced)
            .sorted(Comparator.comparing(CommandDialog::isWide))
            .toList();
    inputs = new ArrayList<>(all.stream().filter(input -> !input.isAdvanced()).toList());
    dialog = new GenericDialog(title);
    if (!command.note().isEmpty()) dialog.addMessage(command.note());
    if (isLong(command.getClass())) addInTwoColumns(inputs);
    else inputs.forEach(this::add);
    if (command instanceof ShowsExamples shows) {
      dialog.addToSameRow();
      dialog.addButton("Classes and augmentation...", e -> ExamplesWindow.show(shows, dialog));
    }
    if (!advanced.isEmpty()) dialog.addMessage("Most people leave these as they are:");
    addInTwoColumns(advanced);
    inputs.addAll(advanced);
    dialog.addMessage(BLANK, null, Color.RED.darker());
    message = (Label) dialog.getMessage();
    dialog.addHelp(Documentation.address(command.page()));
    dialog.addDialogListener(this);
  }

  /**
   * Lets the user set the inputs.
   *
   * @return false if cancelled; the preview is gone then
   */
  static boolean show(CellCommand command, String title) {
    GenericDialog dialog = new CommandDialog(command, title).dialog;
    dialog.showDialog();
    if (dialog.wasCanceled() && command instanceof Previewable previewing) previewing.cancel();
    return dialog.wasOKed();
  }

  private static List<Input> shown(Class<? extends CellCommand> command) {
    return Inputs.of(command).stream().filter(input -> !input.isImage()).toList();
  }

  /** Whether a command has more inputs than fit below one another on a small screen. */
  static boolean isLong(Class<? extends CellCommand> command) {
    return shown(command).size() > MOST_ROWS;
  }

  /** Whether it needs a row of its own: ImageJ shows no text field beside another field. */
  private static boolean isWide(Input input) {
    return !(input.isNumber()
        || input.isFlag()
        || input.isModel()
        || input.isImageTitle()
        || !input.choices().isEmpty());
  }

  /** So that the dialog stays lower than the screen. */
  private void addInTwoColumns(List<Input> some) {
    boolean second = false;
    for (Input input : some) {
      boolean wide = isWide(input);
      if (second && !wide) dialog.addToSameRow();
      add(input);
      second = !second && !wide;
    }
  }

  /** Adds an input; all that is added for it has its description as tooltip. */
  private void add(Input input) {
    int before = dialog.getComponentCount();
    addField(input);
    for (int i = before; i < dialog.getComponentCount(); i++)
      Tooltip.add(
          dialog.getComponent(i), "%s Macro key: %s".formatted(input.description(), input.key()));
  }

  private void addField(Input input) {
    if (input.isFlag()) dialog.addCheckbox(input.label(), (boolean) input.value(command));
    else if (input.isNumber()) addNumber(input);
    else if (!input.choices().isEmpty())
      dialog.addChoice(
          input.label(), input.choices().toArray(String[]::new), Inputs.text(input, command));
    else if (input.isImageTitle())
      dialog.addChoice(input.label(), titles(), Inputs.text(input, command));
    else if (input.isModel()) addModel(input);
    else if (input.isFolder())
      dialog.addDirectoryField(input.label(), Inputs.text(input, command), 30);
    else if (input.isFile()) dialog.addFileField(input.label(), Inputs.text(input, command), 30);
    else
      dialog.addStringField(
          input.label(), Inputs.text(input, command), input.isNumberOrNothing() ? COLUMNS : 20);
  }

  private void addNumber(Input input) {
    double value = ((Number) input.value(command)).doubleValue();
    int digits = 0;
    while (digits < MOST_DIGITS
        && Math.abs(value * Math.pow(10, digits) - Math.rint(value * Math.pow(10, digits))) > 1e-9)
      digits++;
    dialog.addNumericField(input.label(), value, digits, COLUMNS, command.unit(input));
  }

  /** The installed models of the task, and what a macro or an earlier dialog chose besides. */
  private void addModel(Input input) {
    ModelChoice choice = (ModelChoice) input.value(command);
    List<String> names = new ArrayList<>();
    try {
      names.addAll(ModelChoice.installed(choice.task()));
    } catch (IOException e) {
      dialog.addMessage(e.getMessage(), null, Color.RED.darker());
    }
    if (names.isEmpty() || input.mayBeNone()) names.add(0, NONE);
    if (!choice.text().isEmpty() && !names.contains(choice.text())) names.add(choice.text());
    dialog.addChoice(
        input.label(),
        names.toArray(String[]::new),
        choice.text().isEmpty() ? names.get(0) : choice.text());
  }

  private static String[] titles() {
    List<String> titles = new ArrayList<>(List.of(NONE));
    titles.addAll(OpenImages.titles());
    return titles.toArray(String[]::new);
  }

  /** Takes over all values; ImageJ calls it on each change and once at the end. */
  @Override
  public boolean dialogItemChanged(GenericDialog changed, AWTEvent event) {
    try {
      for (Input input : inputs) Inputs.set(command, input.key(), next(input));
      message.setText("");
    } catch (IllegalArgumentException e) {
      message.setText(e.getMessage());
      return false;
    }
    if (event != null && command instanceof Previewable previewing) previewing.preview();
    return true;
  }

  private String next(Input input) {
    if (input.isFlag()) return Boolean.toString(dialog.getNextBoolean());
    if (input.isNumber()) {
      double value = dialog.getNextNumber();
      if (dialog.invalidNumber())
        throw new IllegalArgumentException("'%s' needs a number.".formatted(input.label()));
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
    if (input.isImageTitle() || input.isModel()) {
      String chosen = dialog.getNextChoice();
      return chosen.equals(NONE) ? "" : chosen;
    }
    return input.choices().isEmpty() ? dialog.getNextString() : dialog.getNextChoice();
  }
}

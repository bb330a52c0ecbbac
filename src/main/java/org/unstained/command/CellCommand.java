package org.unstained.command;

import ij.IJ;
import ij.Macro;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.widget.Button;
import org.unstained.workflow.networks.Installation;

/**
 * What all menu entries have in common: the inputs are checked, the work is done, and whatever goes
 * wrong reaches the user and stops the macro.
 *
 * <p>An exception that leaves a command stops nothing: ImageJ logs it and the macro goes on. So all
 * failures end in {@code IJ.error}, which shows the message, ends the macro, and makes the command
 * line return a failure.
 */
public abstract class CellCommand implements Command {

  private static final String TITLE = "Unstained";

  /** Letters in a line of a message on the screen. */
  private static final int LINE = 80;

  /** Name of the button {@link #help}. */
  public static final String HELP = "help";

  /** In Fiji's dialogs; no input, so macros neither give nor record it. */
  @Parameter(
      label = "Help",
      description = "Open the page that explains this command.",
      callback = "help",
      required = false,
      persist = false)
  private Button help;

  private String failure;
  private boolean remembered;

  /** Does the work with inputs that have been checked. */
  protected abstract void execute() throws IOException;

  /**
   * The unit of an input as it applies now (to the chosen image), for the dialog; empty if it has
   * none.
   */
  public String unit(Input input) {
    return "";
  }

  /**
   * What the input means for the image at hand where the dialog has to say so; empty if there is
   * nothing to say.
   */
  public String note() {
    return "";
  }

  /** The page of the documentation that explains the command, as a path from {@code docs}. */
  public String page() {
    return Documentation.reference(getClass());
  }

  /** Opens the page that explains the command. */
  final void help() {
    Documentation.open(page());
  }

  @Override
  public final void run() {
    failure = null;
    CrashOffer.once();
    try {
      Inputs.check(this);
      if (remembered) RememberedInputs.save(this);
      IJ.resetEscape();
      execute();
    } catch (CancellationException e) {
      IJ.showProgress(1);
      IJ.showStatus("Cancelled");
      failure = "Cancelled";
      Macro.abort();
    } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
      fail(reason(e));
    } catch (OutOfMemoryError e) {
      Installation.freeNetworks();
      fail(
          "There isn't enough memory for this image. Give ImageJ more (Edit > Options > Memory &"
              + " Threads), or crop the image or work on one plane at a time. Batch Folder..."
              + " segments or detects large TIFF files from the disk.");
    } catch (RuntimeException | LinkageError e) {
      if (Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
      IJ.log(trace(e));
      fail("Something went wrong that shouldn't: " + e + ". Please report it with the log.");
    }
  }

  /** Shows the message, stops a running macro, and takes the image's progress bar away. */
  public final void fail(String message) {
    failure = MessageText.shown(message);
    IJ.showProgress(1);
    IJ.error(TITLE, GraphicsEnvironment.isHeadless() ? failure : wrapped(failure));
  }

  /** Why the last run failed; empty if it went well. */
  public final Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Keeps the inputs of the next run for the next dialog. */
  public final void remember() {
    remembered = true;
  }

  /** Whether a person has chosen the inputs in a dialog, and not a macro or a script. */
  protected final boolean isAsked() {
    return remembered && !GraphicsEnvironment.isHeadless();
  }

  /** ImageJ's message window is as wide as the longest line. */
  public static String wrapped(String message) {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (String word : message.split(" ")) {
      if (length > 0 && length + 1 + word.length() > LINE) {
        text.append('\n');
        length = 0;
      } else if (length > 0) {
        text.append(' ');
        length++;
      }
      text.append(word);
      length += word.length();
    }
    return text.toString();
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

package org.unstained.app;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.io.PrintStream;
import java.util.Optional;

/** Runs a macro and finds out whether it went well, which ImageJ itself doesn't tell. */
final class HeadlessMacro {
  private HeadlessMacro() {}

  /**
   * Runs a macro in this thread.
   *
   * @param argument what {@code getArgument()} returns
   * @return the message if the macro failed: an error of the macro itself, one that a command
   *     reported, or that of {@code exit("message")}. A bare {@code exit} is no failure.
   */
  static Optional<String> run(String text, String argument) {
    IJ.getErrorMessage(); // forgets earlier ones
    // ImageJ hands options only to threads that look like those it makes itself
    Thread.currentThread().setName("Run$_" + Thread.currentThread().getName());
    PrintStream out = System.out;
    ExitMessage listening = new ExitMessage(out);
    System.setOut(listening);
    Interpreter interpreter = new Interpreter();
    Throwable thrown = null;
    try {
      interpreter.run(text, argument);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      thrown = e;
    } finally {
      System.setOut(out);
    }
    if (interpreter.getErrorMessage() != null) return Optional.of(interpreter.getErrorMessage());
    String reported = IJ.getErrorMessage();
    if (reported != null) return Optional.of(reported);
    if (listening.get() != null) return Optional.of(listening.get());
    if (thrown == null || Macro.MACRO_CANCELED.equals(thrown.getMessage())) return Optional.empty();
    return Optional.of(thrown.toString());
  }
}

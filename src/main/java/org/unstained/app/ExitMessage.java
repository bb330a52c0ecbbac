package org.unstained.app;

import java.io.PrintStream;

/**
 * The standard output of a macro, listened to for {@code exit("message")}: a macro that ends itself
 * with a message has failed, one that ends itself without has not, and ImageJ tells nobody which it
 * was. Such a message is kept instead of printed.
 */
final class ExitMessage extends PrintStream {

  private static final String MACRO_FUNCTIONS = "ij.macro.Functions";

  private String message;

  ExitMessage(PrintStream out) {
    super(out, true);
  }

  /** The message that the macro ended itself with, or null. */
  String get() {
    return message;
  }

  @Override
  public void println(String text) {
    if (calledByExit()) message = text;
    else super.println(text);
  }

  private static boolean calledByExit() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getClassName().equals(MACRO_FUNCTIONS)
                            && frame.getMethodName().equals("exit")));
  }
}

package org.unstained.command;

/** A message as it may be shown, whatever the file or macro that it quotes had in it. */
public final class MessageText {
  private static final int LONGEST = 800;

  private MessageText() {}

  /**
   * The message on lines of letters only: control characters, which a terminal would obey and a
   * window leaves out, become question marks. The middle of a very long one is left out, as the
   * file is named at its beginning and the remedy at its end.
   */
  public static String shown(String message) {
    if (message == null || message.isBlank()) return "It failed, and nothing says why.";
    String text = message;
    if (text.length() > LONGEST)
      text =
          text.substring(0, LONGEST * 3 / 4) + " … " + text.substring(text.length() - LONGEST / 4);
    return text.replaceAll("[\\x00-\\x08\\x0b-\\x1f\\x7f\\u202a-\\u202e]", "?");
  }
}

package org.unstained.fuzz;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a message to a user may not be. */
final class Messages {
  private static final int LONGEST = 1_000;

  /** Names of classes, and how Java puts its own failures. */
  private static final Pattern JAVA =
      Pattern.compile(
          "\\b\\w+(Exception|Error)\\b|\\tat |Cannot (invoke|read|load|store) "
              + "|because \"|For input string|out of bounds|begin \\d+, end|newPosition"
              + "|\\bcom\\.google|(?i)integer overflow|Illegal base64|Range \\[|@[0-9a-f]{6,8}\\b");

  private static final Pattern NOTHING = Pattern.compile("(: |\\()null\\b(?!')");

  private Messages() {}

  /**
   * @param name that it must hold, or empty
   * @param shown whether it is as the user sees it, not as a part of ours throws it
   * @return what is wrong with it, if anything is
   */
  static Optional<String> wrong(String message, String name, boolean shown) {
    if (message == null || message.isBlank()) return Optional.of("is empty");
    if (shown && message.length() > LONGEST) return Optional.of("is long");
    if (JAVA.matcher(message).find()) return Optional.of("speaks Java");
    if (NOTHING.matcher(message).find()) return Optional.of("says null");
    if (shown && message.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t'))
      return Optional.of("has control characters");
    if (!message.contains(name)) return Optional.of("doesn't name the file");
    if (!message.strip().contains(" ")) return Optional.of("is one word");
    return Optional.empty();
  }
}

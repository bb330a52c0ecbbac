package org.unstained.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The options of a macro's {@code run("Command...", "options")} taken apart.
 *
 * <p>Options are parted by blanks: {@code key=value}, {@code key='value with blanks'}, {@code
 * key=[value with blanks]} (brackets may be nested), or a bare {@code key}, which stands for {@code
 * true}. ImageJ itself looks for a key wherever it stands, even inside another option's value, and
 * passes over those that nobody asks for; here every word of the text must be accounted for.
 */
public final class MacroOptions {
  private MacroOptions() {}

  /** What may come after a value: nothing, or a key. */
  private static final Pattern NEXT = Pattern.compile("\\s*$|\\s+[A-Za-z][A-Za-z0-9]*(=|\\s|$)");

  /** The value of a bare key. */
  static final String BARE = "true";

  /**
   * The values by key, in the order of the text.
   *
   * @throws IllegalArgumentException if a bracket or a quote isn't closed, or a key stands twice
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int i = 0;
    while ((i = skipBlanks(text, i)) < text.length()) {
      int start = i;
      while (i < text.length() && text.charAt(i) != '=' && !Character.isWhitespace(text.charAt(i)))
        i++;
      String key = text.substring(start, i);
      String value = BARE;
      if (i < text.length() && text.charAt(i) == '=') {
        int end = endOfValue(text, ++i, key);
        value = unquoted(text.substring(i, end));
        i = end;
      }
      if (values.put(key, value) != null)
        throw new IllegalArgumentException("'%s' is given twice".formatted(key));
    }
    return values;
  }

  private static int skipBlanks(String text, int i) {
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) i++;
    return i;
  }

  private static int endOfValue(String text, int start, String key) {
    char first = start < text.length() ? text.charAt(start) : ' ';
    if (first == '\'') {
      int end = text.indexOf('\'', start + 1);
      if (end < 0)
        throw new IllegalArgumentException("The quote after '%s=' isn't closed".formatted(key));
      return end + 1;
    }
    if (first == '[') return endOfBrackets(text, start, key);
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) end++;
    return end;
  }

  /**
   * Where the brackets are balanced, if that can be the end. Recorders don't care whether the value
   * has brackets of its own: if it has single ones, the value ends at the first bracket that only
   * an option or nothing comes after.
   */
  private static int endOfBrackets(String text, int start, String key) {
    int balanced = -1;
    int depth = 0;
    for (int i = start; i < text.length() && balanced < 0; i++) {
      if (text.charAt(i) == '[') depth++;
      else if (text.charAt(i) == ']' && --depth == 0) balanced = i + 1;
    }
    if (balanced > 0 && NEXT.matcher(text).region(balanced, text.length()).lookingAt())
      return balanced;
    for (int i = text.indexOf(']', start); i >= 0; i = text.indexOf(']', i + 1))
      if (NEXT.matcher(text).region(i + 1, text.length()).lookingAt()) return i + 1;
    if (balanced > 0) return balanced;
    throw new IllegalArgumentException("The bracket after '%s=' isn't closed".formatted(key));
  }

  private static String unquoted(String value) {
    boolean quoted = value.startsWith("'") || value.startsWith("[");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}

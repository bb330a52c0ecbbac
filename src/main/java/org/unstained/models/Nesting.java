package org.unstained.models;

/**
 * How deep something may be nested in a file from whoever wrote it. Parsers that call themselves
 * for each level end with the call stack's end; this is far from it, and deeper than any file needs
 * to be.
 */
public final class Nesting {
  public static final int DEEPEST = 100;

  private Nesting() {}

  /** Whether the brackets of a JSON text, outside of its quotes, are nested deeper than that. */
  public static boolean isTooDeep(String json) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        if (c == '\\') i++;
        else quoted = c != '"';
        continue;
      }
      if (c == '"') quoted = true;
      else if (c == '[' || c == '{') {
        if (++depth > DEEPEST) return true;
      } else if (c == ']' || c == '}') depth--;
    }
    return false;
  }
}

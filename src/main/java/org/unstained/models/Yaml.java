package org.unstained.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML 1.2 from people we don't know: plain values only, of limited size. */
final class Yaml {
  /** A description takes a few kilobytes. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int MOST_ALIASES = 20;

  private Yaml() {}

  static Map<?, ?> read(Path file) throws IOException {
    try {
      return parse(file.toString(), TextFile.read(file, 4 * MOST_CHARACTERS));
    } catch (TextFile.NoText e) {
      if (Files.size(file) > 4L * MOST_CHARACTERS) throw tooLong(file.toString());
      throw new ModelPackageException(file.toString(), "is no UTF-8 text", "Save it as UTF-8.");
    }
  }

  /**
   * @throws ModelPackageException if the text is no YAML, is no map, is too long or too deep, or
   *     has too many aliases
   */
  static Map<?, ?> parse(String name, String text) throws ModelPackageException {
    if (text.length() > MOST_CHARACTERS) throw tooLong(name);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      requireFlat(name, new Parse(settings).parseString(text));
      Object root = new Load(settings).loadFromString(text);
      if (root instanceof Map<?, ?> map) return map;
      throw new ModelPackageException(
          name,
          "holds no 'key: value' lines",
          "A model description starts with 'type: model'; see bioimage.io.");
    } catch (YamlEngineException e) {
      throw new ModelPackageException(
          name, "is no valid YAML: " + oneLine(e.getMessage()), "Correct it in a text editor.");
    }
  }

  /** The parser itself needs no call stack; what makes values of its events does. */
  private static void requireFlat(String name, Iterable<Event> events)
      throws ModelPackageException {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) depth++;
      else if (event instanceof CollectionEndEvent) depth--;
      if (depth > Nesting.DEEPEST)
        throw new ModelPackageException(
            name, "is nested too deep", "A model description has a few levels; take another file.");
    }
  }

  static String write(Map<String, ?> map) {
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(100)
                .setDereferenceAliases(true)
                .build())
        .dumpToString(map);
  }

  private static ModelPackageException tooLong(String name) {
    return new ModelPackageException(
        name,
        "is longer than " + MOST_CHARACTERS + " characters",
        "A model description takes a few kilobytes; is this the right file?");
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}

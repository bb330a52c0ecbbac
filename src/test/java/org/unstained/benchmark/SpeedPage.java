package org.unstained.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The tables in {@code docs/speed.md}, between the lines that a person writes. */
final class SpeedPage {
  static final Path FILE = Path.of("docs", "speed.md");
  static final String BEGIN = "<!-- Written by org.unstained.benchmark.Benchmarks; don't edit -->";
  static final String END = "<!-- end -->";

  private SpeedPage() {}

  /** Puts the parts that are done into the page. */
  static void write(Path folder, Collection<String> parts) throws IOException {
    Path machine = folder.resolve("machine.txt");
    if (!Files.exists(machine)) return;
    StringBuilder block = new StringBuilder("On: " + Files.readString(machine).strip() + "\n\n");
    for (String part : parts) {
      Path file = folder.resolve(part + ".md");
      if (Files.exists(file)) block.append(Files.readString(file));
    }
    Files.writeString(FILE, put(Files.readString(FILE), block.toString()));
  }

  /**
   * The page with another block.
   *
   * @throws IllegalArgumentException if the page has no place for it
   */
  static String put(String page, String block) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END, begin + 1);
    if (begin < 0 || end < 0)
      throw new IllegalArgumentException(
          "The page needs the lines '%s' and '%s'".formatted(BEGIN, END));
    return page.substring(0, begin) + BEGIN + "\n\n" + block.strip() + "\n\n" + page.substring(end);
  }
}

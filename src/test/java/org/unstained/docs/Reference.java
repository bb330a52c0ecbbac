package org.unstained.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scijava.command.CommandInfo;
import org.unstained.app.Main;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Documentation;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import picocli.CommandLine;

/**
 * Writes {@code docs/reference.md}: all commands with their keys, from the annotations that make
 * the dialogs, and the command line's help.
 */
public final class Reference {
  private Reference() {}

  static final Path FILE = Path.of("docs", "reference.md");
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** The comment of a class: what comes before its annotations. */
  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*@Plugin", Pattern.DOTALL);

  /** In the project's folder, as a program of Maven's. */
  static final String COMMAND =
      "mvn -q test-compile exec:java -Dexec.classpathScope=test"
          + " -Dexec.mainClass=org.unstained.docs.Reference";

  public static void main(String[] args) throws IOException {
    Files.writeString(FILE, text());
  }

  /** The whole page. */
  static String text() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Commands and keys

            <!-- Written by a program from the sources; don't edit. To write it anew:
            %s
            -->

            A command runs from the menu `Plugins > Unstained`, or from a macro as
            `run("Segment Cells...", "method=otsu smallest=50");`. What a macro doesn't name has its
            default. A value with blanks needs [brackets]. A switch that is named without a value is
            true. A mistyped key, or a value that doesn't fit, stops the macro with a message.

            """
                .formatted(COMMAND));
    for (CommandInfo info : Commands.infos()) command(page, info);
    commandLine(page);
    return page.toString();
  }

  private static void command(StringBuilder page, CommandInfo info) throws IOException {
    CellCommand command = Commands.create(type(info));
    page.append("## %s\n\n%s\n\n".formatted(Documentation.label(type(info)), what(type(info))));
    if (!command.page().startsWith(FILE.getFileName().toString()))
      page.append("More: [%s](%s).\n\n".formatted(command.page(), command.page()));
    List<Input> inputs =
        Inputs.of(command.getClass()).stream().filter(input -> !input.isOfDialog()).toList();
    if (inputs.isEmpty()) return;
    Path picture = Pictures.ofDialog(type(info));
    if (Files.isRegularFile(picture))
      page.append(
          "![The dialog of %s](pictures/%s)\n\n"
              .formatted(Documentation.label(type(info)), picture.getFileName()));
    page.append("| key | values | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Input input : inputs)
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  input.key(),
                  cell(values(input)),
                  cell(byDefault(input, command)),
                  cell("**%s.** %s".formatted(input.label(), input.description()))));
    page.append("\n");
  }

  /** The first sentence of the class's comment. */
  private static String what(Class<?> type) throws IOException {
    Path file = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
    Matcher comment = COMMENT.matcher(Files.readString(file));
    if (!comment.find()) throw new IOException(file + " doesn't say what the command does");
    String text =
        comment
            .group(1)
            .replaceAll("(?m)^\\s*\\* ?", "")
            .replaceAll("\\{@\\w+\\s+([^}]*)}", "`$1`")
            .strip();
    return text.split("\n\\s*\n|<p>|@see")[0].replaceAll("\\s+", " ");
  }

  private static String values(Input input) {
    if (input.isFlag()) return "`true`, `false`";
    if (!input.choices().isEmpty()) return "`" + String.join("`, `", input.choices()) + "`";
    if (input.isWhole()) return "whole number, " + range(input);
    if (input.isNumber()) return "number, " + range(input);
    if (input.isNumberOrNothing()) return "number, " + range(input) + ", or nothing";
    if (input.isImage() || input.isImageTitle()) return "title of an open image";
    if (input.isModel()) return "name or path of a model" + (input.mayBeNone() ? ", or none" : "");
    if (input.isFolder()) return "path";
    if (input.isChannels()) return "`1`, `2,1`, `all`, or nothing";
    return "text";
  }

  private static String range(Input input) {
    if (Double.isInfinite(input.max())) return number(input.min()) + " or more";
    return number(input.min()) + " to " + number(input.max());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value).replace(".0E", "e");
  }

  private static String byDefault(Input input, CellCommand command) {
    if (input.isImage()) return "the current one";
    String text = Inputs.text(input, command);
    return text.isEmpty() ? "–" : "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static void commandLine(StringBuilder page) {
    page.append("## The command line\n\n");
    page.append("In the project's folder: `mvn -q compile exec:java -Dexec.args=\"…\"`, with\n");
    CommandLine line = Main.line();
    usage(page, line);
    for (Map.Entry<String, CommandLine> sub : line.getSubcommands().entrySet()) {
      page.append("\n### %s\n".formatted(sub.getKey()));
      usage(page, sub.getValue());
      for (CommandLine below : new TreeMap<>(sub.getValue().getSubcommands()).values())
        usage(page, below);
    }
  }

  private static void usage(StringBuilder page, CommandLine line) {
    String text = line.getUsageMessage(CommandLine.Help.Ansi.OFF).strip();
    page.append("\n```\n%s\n```\n".formatted(text.replaceAll(" *\\R", "\n")));
  }

  private static Class<? extends CellCommand> type(CommandInfo info) {
    try {
      return Class.forName(info.getDelegateClassName()).asSubclass(CellCommand.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

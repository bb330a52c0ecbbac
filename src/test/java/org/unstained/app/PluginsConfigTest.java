package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.unstained.command.Commands;
import org.unstained.command.Inputs;

/** The menu entries of plain ImageJ are those of the annotations: same place, label and order. */
public class PluginsConfigTest {

  @Test
  public void everyCommandHasItsEntryInTheOrderOfTheMenu() throws IOException {
    assertEquals(
        Commands.infos().stream().map(PluginsConfigTest::entry).toList(),
        entries().filter(line -> line.contains(Bridge.class.getName())).toList());
  }

  @Test
  public void everyShippedMacroHasItsEntryAndNothingElseIsOnTheMenu() throws IOException {
    Pattern entry =
        Pattern.compile(
            "Plugins>Unstained>Macros, \"([^\"]+[.]{3})\", "
                + Pattern.quote(ShippedMacro.class.getName())
                + "\\(\"([a-z_]+[.]ijm)\"\\)");
    Set<String> labels = new TreeSet<>();
    Commands.infos().forEach(info -> labels.add(info.getMenuPath().getLeaf().getName()));
    Set<String> files = new TreeSet<>();
    for (String line : entries().filter(line -> !line.contains(Bridge.class.getName())).toList()) {
      Matcher matcher = entry.matcher(line);
      assertTrue(line, matcher.matches());
      assertTrue("twice: " + line, labels.add(matcher.group(1)));
      assertTrue("twice: " + line, files.add(matcher.group(2)));
      assertEquals(
          Files.readString(Path.of("macros", matcher.group(2))),
          ShippedMacro.text(matcher.group(2)));
    }
    try (Stream<Path> all = Files.list(Path.of("macros"))) {
      assertEquals(
          all.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".ijm"))
              .collect(Collectors.toCollection(TreeSet::new)),
          files);
    }
  }

  @Test
  public void labelsEndInDotsWhereADialogOpens() {
    for (CommandInfo info : Commands.infos()) {
      String label = info.getMenuPath().getLeaf().getName();
      boolean dialog = !Inputs.of(Commands.type(info)).isEmpty();
      assertEquals(label, dialog, label.endsWith("..."));
    }
  }

  @Test
  public void theAnnotationsAreInTheIndexThatSciJavaReads() throws IOException {
    String index = text("/META-INF/json/org.scijava.plugin.Plugin");
    for (Class<?> command : Commands.classes()) assertTrue(index.contains(command.getName()));
    assertTrue(index.contains("org.unstained.command.MacroInputs"));
  }

  private static String entry(CommandInfo info) {
    MenuPath path = info.getMenuPath();
    String menus =
        String.join(">", path.subList(0, path.size() - 1).stream().map(m -> m.getName()).toList());
    return "%s, \"%s\", %s(\"%s\")"
        .formatted(
            menus, path.getLeaf().getName(), Bridge.class.getName(), info.getDelegateClassName());
  }

  private static Stream<String> entries() throws IOException {
    return text("/plugins.config")
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank() && !line.contains("\"-\""));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = PluginsConfigTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.unstained.command.Commands;

/** The menu entries of plain ImageJ are those of the annotations: same place, label and order. */
public class PluginsConfigTest {

  @Test
  public void everyCommandHasItsEntryInTheOrderOfTheMenu() throws IOException {
    assertEquals(Commands.infos().stream().map(PluginsConfigTest::entry).toList(), entries());
  }

  @Test
  public void labelsEndInDotsWhereADialogOpens() {
    for (CommandInfo info : Commands.infos()) {
      String label = info.getMenuPath().getLeaf().getName();
      boolean dialog = info.inputs().iterator().hasNext();
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

  private static List<String> entries() throws IOException {
    return text("/plugins.config")
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank() && !line.contains("\"-\""))
        .toList();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = PluginsConfigTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

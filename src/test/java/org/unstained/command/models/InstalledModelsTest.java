package org.unstained.command.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.Inputs;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelLibrary;
import org.unstained.models.TestPackages;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.ModelRow;

public class InstalledModelsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path source;

  @Before
  public void setUp() throws IOException {
    System.setProperty("unstained.home", temporary.newFolder("home").toString());
    source = temporary.getRoot().toPath().resolve("my source");
    TestPackages.write(source, "Some Model");
  }

  @After
  public void tearDown() {
    System.clearProperty("unstained.home");
  }

  @Test
  public void aMacroInstallsSetsDefaultsAndRemoves() throws IOException {
    assertEquals("", run("action=install source=[" + source + "]"));
    ModelLibrary library = Installation.models();
    assertEquals(new ModelDefaults(0.4, 0.3, 0.7), library.defaults(library.find("some-model")));
    assertEquals("", run("action=defaults model=some-model score=0.65 weight=0"));
    assertEquals(new ModelDefaults(0.65, 0.3, 0), library.defaults(library.find("some-model")));
    assertEquals("", run("action=reset model=[Some Model]"));
    assertEquals(new ModelDefaults(0.4, 0.3, 0.7), library.defaults(library.find("some-model")));
    assertEquals("", run("action=remove model=some-model"));
    assertEquals(Optional.empty(), row());
  }

  @Test
  public void aModelIsReplacedOnlyAtTheUsersWord() throws IOException {
    assertEquals("", run("action=install source=[" + source + "]"));
    String again = run("action=install source=[" + source + "]");
    assertTrue(again, again.contains("'some-model' already"));
    assertEquals("", run("action=install replace source=[" + source + "]"));
  }

  @Test
  public void whatIsNotThereIsRefused() {
    assertTrue(run("action=remove model=nosuch").contains("nosuch"));
    assertTrue(run("action=defaults model=nosuch score=0.5").contains("nosuch"));
    assertTrue(run("action=install source=nosuch.zip").contains("nosuch.zip"));
    assertTrue(run("action=install").contains("'source' is empty"));
    assertTrue(run("action=defaults model=x score=-0.5").length() > 0);
  }

  @Test
  public void aRowSaysWhatAModelIsOrWhyItCannotBeUsed() throws IOException {
    assertEquals("", run("action=install source=[" + source + "]"));
    ModelRow row = row().orElseThrow();
    assertEquals(
        List.of("some-model", "classification", "Living Cell, Dead Cell", "brightfield", "1.2.0"),
        row.values().subList(0, 5));
    assertEquals(ModelRow.COLUMNS.size(), row.values().size());
    assertEquals(List.of(0.4, 0.3, 0.7), row.defaults());
    Files.delete(Path.of(row.folder()).resolve("weights.torchscript"));
    ModelRow broken = row().orElseThrow();
    assertTrue(broken.problem(), broken.problem().contains("weights.torchscript"));
    assertEquals(ModelRow.COLUMNS.size(), broken.values().size());
    assertTrue(broken.toString().contains("can't be used"));
    assertEquals("", run("action=list"));
  }

  private static Optional<ModelRow> row() throws IOException {
    return ModelRow.of(Installation.models()).stream()
        .filter(row -> row.model().equals("some-model"))
        .findFirst();
  }

  /** The failure, or nothing. */
  private static String run(String options) {
    InstalledModels command = new InstalledModels();
    Inputs.read(command, options);
    command.run();
    return command.failure().orElse("");
  }
}

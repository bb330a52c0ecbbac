package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.models.ForeignModel;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.Progress;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** Models of people we don't know. */
public class ForeignModelTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;
  private ModelLibrary library;
  private Path zip;

  @Before
  public void pack() throws IOException {
    home = temporary.newFolder("home").toPath();
    library = new ModelLibrary(home, Optional.empty());
    zip = temporary.getRoot().toPath().resolve("from-ada.zip");
    NetworkPackages.detector(temporary.newFolder("ada").toPath(), "from-ada", "two-kinds").zip(zip);
  }

  private ModelPackage installed() throws IOException {
    library.install(zip.toString(), false, Progress.NONE);
    return library.find("from-ada");
  }

  @Test
  public void anInstalledModelIsForeignUntilTheUserAgrees() throws IOException {
    ModelPackage model = installed();
    ForeignModel foreign = library.foreign(model).orElseThrow();
    assertEquals(zip.toString(), foreign.source());
    assertEquals(model.description().weights().sha256(), foreign.sha256());
    assertTrue(foreign.line(), foreign.line().contains("is a program"));
    library.agree(model, "asked");
    assertEquals(Optional.empty(), library.foreign(model));
    assertEquals("kept", Optional.empty(), new ModelLibrary(home, Optional.empty()).foreign(model));
    assertEquals(Optional.of(zip.toString()), library.source(model));
  }

  @Test
  public void ourOwnAndThoseThatWereThereBeforeNeedNoAgreement() throws IOException {
    for (String key : List.of("livedead-detector", "livedead-classifier"))
      assertEquals(Optional.empty(), library.foreign(library.find(key)));
    Path other = temporary.newFolder("other").toPath();
    NetworkPackages.classifier(other, NetworkPackages.CLASSIFIER, List.of("a", "b"));
    ModelLibrary old = new ModelLibrary(other, Optional.empty());
    assertEquals(Optional.empty(), old.foreign(old.find(NetworkPackages.CLASSIFIER)));
    old.install(zip.toString(), false, Progress.NONE);
    assertTrue(old.foreign(old.find("from-ada")).isPresent());
    assertEquals(Optional.empty(), old.foreign(old.find(NetworkPackages.CLASSIFIER)));
  }

  @Test
  public void agreementIsForTheseWeightsAndNoOthers() throws IOException {
    library.agree(installed(), "asked");
    Path changed = temporary.newFolder("changed").toPath();
    ModelPackage other = NetworkPackages.detector(changed, "from-ada", "spots");
    library.install(other.folder().toString(), true, Progress.NONE);
    assertTrue(library.foreign(library.find("from-ada")).isPresent());
  }

  @Test
  public void aModelWhoseFileWasChangedAfterItsInstallationIsRefused() throws IOException {
    ModelPackage model = installed();
    Path weights = model.weights();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    IOException e = assertThrows(IOException.class, () -> library.find("from-ada").weights());
    assertTrue(e.getMessage(), e.getMessage().contains("damaged or was changed: its SHA-256"));
    assertTrue(e.getMessage(), e.getMessage().contains("Install the model again"));
  }

  @Test
  public void withoutAScreenTheLogNamesSourceAndChecksumOnceUnlessItIsTrusted() throws Exception {
    ModelPackage model = installed();
    String line = library.foreign(model).orElseThrow().line();
    assertEquals(1, count(ran(), line));
    library.agree(model, "trust");
    assertEquals(0, count(ran(), "is a program"));
  }

  private String ran() throws Exception {
    Child child =
        Child.start(temporary.getRoot().toPath(), List.of("-Dunstained.home=" + home), Twice.class);
    assertEquals(child.said(), 0, child.end());
    return child.said();
  }

  private static long count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  /** Detects twice, as a macro does. */
  public static final class Twice {
    public static void main(String[] args) throws IOException {
      for (int i = 0; i < 2; i++)
        try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of("from-ada"))) {
          int cells = work.run(NetworkPackages.discs("a"), p -> {}, () -> false).cells();
          if (cells != 5) throw new AssertionError(cells + " cells");
        }
      System.exit(0);
    }
  }

  @Test
  public void installingOnTheCommandLineMayAgree() throws Exception {
    for (String[] more : new String[][] {{}, {"--trust"}}) {
      Path here = Files.createTempDirectory(temporary.getRoot().toPath(), "home");
      String[] line =
          Arrays.copyOf(new String[] {"models", "install", zip.toString()}, 3 + more.length);
      System.arraycopy(more, 0, line, 3, more.length);
      Child child =
          Child.start(
              List.of(),
              temporary.getRoot().toPath(),
              List.of("-Dunstained.home=" + here),
              "org.unstained.app.Main",
              line);
      assertEquals(child.said(), 0, child.end());
      ModelLibrary there = new ModelLibrary(here, Optional.empty());
      assertEquals(more.length == 0, there.foreign(there.find("from-ada")).isPresent());
    }
  }

  @Test
  public void aHomeThatCannotBeWrittenKeepsNobodyFromAModelOfAPath() throws IOException {
    Path file = Files.writeString(temporary.getRoot().toPath().resolve("file"), "");
    ModelLibrary nowhere = new ModelLibrary(file, Optional.empty());
    Path folder = temporary.newFolder("by-path").toPath();
    ModelPackage model = NetworkPackages.detector(folder, "by-path", "two-kinds");
    ForeignModel foreign = nowhere.foreign(model).orElseThrow();
    assertEquals(model.folder().toString(), foreign.source());
    assertFalse(Files.isDirectory(file));
  }
}

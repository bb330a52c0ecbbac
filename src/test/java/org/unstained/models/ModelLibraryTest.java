package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.messageOf;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.models.InstalledModel.Origin;

public class ModelLibraryTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;
  private Path home;
  private Path fiji;
  private URLClassLoader jar;
  private ModelLibrary library;

  @Before
  public void setUp() throws IOException {
    root = temporary.getRoot().toPath();
    home = root.resolve("home");
    fiji = Files.createDirectory(root.resolve("fiji"));
    ModelPackage bundled = TestPackages.write(root.resolve("b"), "Bundled One");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(
        "models/unstained-models.txt",
        TestPackages.bytes("# those of this release\nbundled-one\n"));
    for (String file : List.of("rdf.yaml", "weights.torchscript", "README.md"))
      entries.put("models/bundled-one/" + file, Files.readAllBytes(bundled.folder().resolve(file)));
    TestPackages.zip(root.resolve("b.jar"), entries);
    jar = new URLClassLoader(new URL[] {root.resolve("b.jar").toUri().toURL()}, null);
    library = library();
  }

  @After
  public void tearDown() throws IOException {
    jar.close();
  }

  private ModelLibrary library() {
    return new ModelLibrary(home, Optional.of(fiji), jar, "models/");
  }

  @Test
  public void modelsOfTheJarAreListedAtOnceAndUnpackedWhenUsed() throws IOException {
    assertEquals(List.of("bundled-one"), keys());
    assertFalse(Files.exists(home));
    ModelPackage model = library.find("bundled-one");
    assertTrue(model.weights().startsWith(home));
    assertTrue(model.card().contains("accuracy on the validation images: 0.9750"));
    assertEquals(model, library.find("Bundled One"));
  }

  @Test
  public void aDamagedCacheIsUnpackedAgain() throws IOException {
    Path weights = library.find("bundled-one").weights();
    Files.write(weights, new byte[9]);
    assertEquals(weights, library.find("bundled-one").weights());
    Files.delete(weights.resolveSibling("rdf.yaml"));
    assertEquals(weights, library.find("bundled-one").weights());
  }

  @Test
  public void modelsComeFromFoldersZipsAndAddresses() throws IOException {
    ModelPackage folder = TestPackages.write(root.resolve("m"), "From folder");
    assertEquals(
        "from-folder", library.install(folder.folder().toString(), false, Progress.NONE).key());
    Path zip = root.resolve("z.zip");
    TestPackages.write(root.resolve("z"), "From zip").zip(zip);
    InstalledModel fromZip = library.install(zip.toString(), false, Progress.NONE);
    assertEquals(Origin.USER, fromZip.origin());
    TestPackages.write(root.resolve("h"), "From net").zip(zip);
    try (FileServer server = new FileServer(Files.readAllBytes(zip))) {
      library.install(server.address("/file.zip").toString(), false, Progress.NONE);
    }
    TestPackages.write(root.resolve("f"), "From file").zip(zip);
    library.install(zip.toUri().toString(), false, Progress.NONE);
    assertEquals(
        List.of("bundled-one", "from-file", "from-folder", "from-net", "from-zip"), keys());
    for (String key : keys()) library.find(key).weights();
    assertFalse(hasLeftovers());
  }

  @Test
  public void aDownloadWithAnotherHashIsRefused() throws IOException {
    Path zip = root.resolve("z.zip");
    TestPackages.write(root.resolve("z"), "z").zip(zip);
    String message =
        messageOf(
            () ->
                library.install(
                    zip.toUri().toString(), Optional.of("0".repeat(64)), false, Progress.NONE));
    assertTrue(message, message.contains("SHA-256"));
    assertEquals(List.of("bundled-one"), keys());
  }

  @Test
  public void namesThatAreTakenAreRefusedUnlessReplaced() throws IOException {
    String folder = TestPackages.write(root.resolve("m"), "mine").folder().toString();
    library.install(folder, false, Progress.NONE);
    assertTrue(messageOf(() -> library.install(folder, false, Progress.NONE)).contains("already"));
    library.install(folder, true, Progress.NONE);
    String same = TestPackages.write(root.resolve("n"), "bundled one").folder().toString();
    assertTrue(
        messageOf(() -> library.install(same, true, Progress.NONE))
            .contains("a model of Unstained"));
    assertEquals(List.of("bundled-one", "mine"), keys());
    assertFalse(hasLeftovers());
  }

  @Test
  public void brokenPackagesAreNotInstalled() throws IOException {
    Path folder = TestPackages.write(root.resolve("m"), "m").folder();
    Files.write(folder.resolve("weights.torchscript"), new byte[9]);
    String message = messageOf(() -> library.install(folder.toString(), false, Progress.NONE));
    assertTrue(message, message.contains("SHA-256") && message.contains(folder.toString()));
    Path zip = Files.writeString(root.resolve("no.zip"), "no");
    message = messageOf(() -> library.install(zip.toString(), false, Progress.NONE));
    assertTrue(message, message.contains(zip.toString()));
    message = messageOf(() -> library.install("nowhere.zip", false, Progress.NONE));
    assertTrue(message, message.contains("nowhere.zip"));
    assertEquals(List.of("bundled-one"), keys());
    assertFalse(hasLeftovers());
  }

  @Test
  public void modelsOfFijisFolderAreThereAndOthersSayWhyNot() throws IOException {
    TestPackages.write(fiji.resolve("Facility"), "Facility");
    Files.createDirectories(fiji.resolve("other"));
    Files.writeString(fiji.resolve("other/rdf.yaml"), "type: model\nformat_version: 0.5.3\n");
    Files.createDirectories(fiji.resolve("no model"));
    assertEquals(List.of("bundled-one", "facility", "other"), keys());
    assertEquals(Origin.FIJI, library.list().get(1).origin());
    String problem = library.list().get(2).problem().get();
    assertTrue(problem, problem.contains("config.unstained"));
    assertEquals(problem, messageOf(() -> library.find("other")));
    library.find("facility").weights();
  }

  @Test
  public void unknownNamesListWhatIsThereAndTheNearest() {
    String message = messageOf(() -> library.find("bundeld-one"));
    assertTrue(message, message.contains("is 'bundled-one' meant?"));
    assertTrue(message, message.contains("There are: bundled-one"));
    message = messageOf(() -> library.find("x/y/z"));
    assertTrue(message, message.contains("There are: bundled-one"));
    assertFalse(message, message.contains("meant"));
    assertTrue(messageOf(() -> library.find(" ")).contains("missing"));
  }

  @Test
  public void pathsOfFoldersDescriptionsAndZipsAreFound() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Path zip = root.resolve("m.zip");
    model.zip(zip);
    for (Path path : List.of(model.folder(), model.folder().resolve("rdf.yaml"), zip)) {
      ModelPackage found = library.find(path.toString());
      found.weights();
      assertEquals(model.description(), found.description());
    }
    Path unpacked = library.find(zip.toString()).weights();
    Files.write(unpacked, new byte[1]);
    library.find(zip.toString()).weights();
    assertEquals("nothing is installed by that", List.of("bundled-one"), keys());
  }

  @Test
  public void removingTakesTheUsersModelsOnly() throws IOException {
    String folder = TestPackages.write(root.resolve("m"), "mine").folder().toString();
    library.install(folder, false, Progress.NONE);
    library.setDefaults("mine", Optional.of(ModelDefaults.STANDARD));
    library.remove("Mine");
    assertEquals(List.of("bundled-one"), keys());
    assertTrue(Files.exists(Path.of(folder)));
    assertTrue(messageOf(() -> library.remove("bundled-one")).contains("part of Unstained"));
    assertTrue(messageOf(() -> library.remove("mine")).contains("There are: bundled-one"));
    assertEquals(0.4, library.defaults(ModelPackage.read(Path.of(folder))).score(), 0);
  }

  @Test
  public void theUsersDefaultsAreKeptForEachModel() throws IOException {
    ModelPackage model = library.find("bundled-one");
    assertEquals(new ModelDefaults(0.4, 0.3, 0.7), library.defaults(model));
    library.setDefaults("bundled-one", Optional.of(new ModelDefaults(0.9, 0.1, 0.2)));
    assertEquals(new ModelDefaults(0.9, 0.1, 0.2), library().defaults(model));
    library.setDefaults("bundled-one", Optional.empty());
    assertEquals(new ModelDefaults(0.4, 0.3, 0.7), library().defaults(model));
    assertTrue(
        messageOf(() -> library.setDefaults("none", Optional.empty())).contains("There are"));
  }

  @Test
  public void aBrokenSettingsFileIsNamed() throws IOException {
    ModelPackage model = library.find("bundled-one");
    Files.writeString(home.resolve("models.yaml"), "defaults: {bundled-one: {score: 7}}");
    String message = messageOf(() -> library.defaults(model));
    assertTrue(message, message.contains("models.yaml") && message.contains("0–1"));
  }

  @Test
  public void aHomeThatCannotBeWrittenIsNamed() throws IOException {
    String folder = TestPackages.write(root.resolve("m"), "mine").folder().toString();
    Files.writeString(home, "a file where the folder should be");
    String message = messageOf(() -> library.install(folder, false, Progress.NONE));
    assertTrue(message, message.contains(home.toString()) && message.contains("Choose another"));
  }

  @Test
  public void installedModelsMayBeReadByAllWhoMayReadTheFolder() throws IOException {
    Assume.assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"));
    String folder = TestPackages.write(root.resolve("m"), "mine").folder().toString();
    Path installed = library.install(folder, false, Progress.NONE).folder();
    Path plain = Files.createDirectory(root.resolve("plain"));
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(installed));
  }

  @Test
  public void manyThreadsInstallWithoutHarm() throws IOException {
    String folder = TestPackages.write(root.resolve("m"), "mine").folder().toString();
    IntStream.range(0, 12)
        .parallel()
        .forEach(
            i -> {
              try {
                library().install(folder, true, Progress.NONE);
                library().find("bundled-one").weights();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    library.find("mine").weights();
    assertFalse(hasLeftovers());
  }

  @Test
  public void anotherProgramWaitsForTheLock() throws Exception {
    Path locked = Files.createDirectories(home.resolve("models"));
    Process other;
    try (FolderLock lock = FolderLock.of(locked)) {
      other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockTaker.class.getName(),
                  locked.toString())
              .redirectErrorStream(true)
              .start();
      assertEquals("waiting", new String(other.getInputStream().readNBytes(7)));
      assertFalse("it waits", other.waitFor(500, TimeUnit.MILLISECONDS));
    }
    assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, other.exitValue());
  }

  /** Another program that wants the lock. */
  public static final class LockTaker {
    public static void main(String[] args) throws IOException {
      System.out.print("waiting");
      System.out.flush();
      FolderLock.of(Path.of(args[0])).close();
    }
  }

  private List<String> keys() throws IOException {
    return library.list().stream().map(InstalledModel::key).toList();
  }

  private boolean hasLeftovers() throws IOException {
    try (var files = Files.walk(home)) {
      return files
          .map(path -> path.getFileName().toString())
          .anyMatch(name -> name.startsWith(".") && !name.equals(".lock"));
    }
  }
}

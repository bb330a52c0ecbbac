package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.bytes;
import static org.unstained.models.TestPackages.messageOf;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.models.EngineFiles.Found;
import org.unstained.models.EngineFiles.Source;

/** With false libraries: nothing here is loaded. */
public class EngineFilesTest {
  private static final String TORCH = System.mapLibraryName("torch");
  private static final String CPU = System.mapLibraryName("torch_cpu");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private final String platform = EngineFiles.platform();
  private Path root;
  private Path cache;
  private Path installed;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
    cache = root.resolve("cache");
    installed = root.resolve("engine");
  }

  private EngineFiles files(ClassLoader loader, Optional<Path> named) {
    return new EngineFiles(installed, loader, cache, named);
  }

  private EngineFiles files() {
    return files(ClassLoader.getPlatformClassLoader(), Optional.empty());
  }

  @Test
  public void theClassPathOfThisBuildHasFilesForThisPlatform() throws IOException {
    List<Found> found = files(getClass().getClassLoader(), Optional.empty()).found();
    assertEquals(1, found.size());
    assertEquals(Source.CLASS_PATH, found.get(0).source());
    assertEquals("cpu", found.get(0).flavour());
    assertFalse("looking unpacks nothing", Files.exists(cache));
  }

  @Test
  public void aJarOfMavenCentralIsInstalled() throws IOException {
    Path jar = jar("2.7.1-20250812", platform);
    Found found = files().install(jar);
    assertEquals("cpu", found.flavour());
    assertEquals("cpu library", Files.readString(found.folder().resolve(CPU)));
    assertEquals(List.of(found), files().found());
    assertEquals(List.of(), files().repair());
  }

  @Test
  public void theBridgeIsInstalledWithTheLibraries() throws IOException {
    Found found =
        files(getClass().getClassLoader(), Optional.empty()).install(jar("2.7.1", platform));
    String bridge = "0.35.1-" + System.mapLibraryName("djl_torch");
    assertTrue(Files.size(found.folder().resolve(bridge)) > 0);
  }

  @Test
  public void libtorchsOwnZipWithCudaComesBeforeOthers() throws IOException {
    EngineFiles files = files(getClass().getClassLoader(), Optional.empty());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("libtorch/build-version", bytes("2.7.1+cu128\n"));
    entries.put("libtorch/lib/" + TORCH, bytes("torch"));
    entries.put("libtorch/lib/" + System.mapLibraryName("torch_cuda"), bytes("cuda"));
    entries.put("libtorch/include/torch.h", bytes("no library"));
    TestPackages.zip(root.resolve("l.zip"), entries);
    Found cuda = files.install(root.resolve("l.zip"));
    assertEquals("cu128", cuda.flavour());
    assertTrue(cuda.isCuda());
    assertFalse(Files.exists(cuda.folder().resolve("torch.h")));
    assertEquals(cuda, files.found().get(0));
    assertEquals(Source.CLASS_PATH, files.found().get(1).source());
  }

  @Test
  public void whatDoesNotFitIsRefusedAndNothingIsInstalled() throws IOException {
    Map<Path, String> wrong = new LinkedHashMap<>();
    wrong.put(jar("2.5.1", platform), "2.5.1");
    wrong.put(jar("2.7.1", "plan9-mips"), "plan9-mips");
    TestPackages.zip(root.resolve("n.zip"), Map.of("a.txt", bytes("a")));
    wrong.put(root.resolve("n.zip"), "has no " + TORCH);
    TestPackages.zip(root.resolve("u.zip"), Map.of("lib/" + TORCH, bytes("a")));
    wrong.put(root.resolve("u.zip"), "no known release");
    wrong.put(Files.writeString(root.resolve("t.zip"), "text"), "no zip");
    wrong.put(root.resolve("none.zip"), "not there");
    for (Map.Entry<Path, String> one : wrong.entrySet()) {
      String message = messageOf(() -> files().install(one.getKey()));
      assertTrue(message, message.contains(one.getValue()));
      assertTrue(message, message.contains(one.getKey().toString()));
    }
    assertEquals(List.of(), files().found());
  }

  @Test
  public void aDownloadIsInstalledWithProgressAndGoesOnAfterABreak() throws IOException {
    Path jar = jar("2.7.1", platform);
    Map<String, byte[]> padded = new LinkedHashMap<>();
    byte[] noise = new byte[300_000];
    new java.util.Random(1).nextBytes(noise);
    padded.put("native/lib/pytorch.properties", properties("2.7.1", platform));
    padded.put("pytorch/cpu/" + platform + "/" + TORCH, noise);
    TestPackages.zip(jar, padded);
    try (FileServer server = new FileServer(Files.readAllBytes(jar))) {
      server.breakAfter = 100_000;
      Optional<String> hash = Optional.of(Sha256.of(jar));
      messageOf(() -> files().download(server.address("/file.zip"), hash, Progress.NONE));
      server.breakAfter = -1;
      List<Long> heard = new ArrayList<>();
      Found found =
          files().download(server.address("/file.zip"), hash, (done, total) -> heard.add(done));
      assertTrue("went on", heard.get(0) > 0);
      assertEquals(noise.length, Files.size(found.folder().resolve(TORCH)));
    }
  }

  @Test
  public void repairRemovesWhatIsBrokenAndOnlyThat() throws IOException {
    Found good = files().install(jar("2.7.1", platform));
    Path half = Files.createDirectories(cache.resolve("2.7.1-cpu-" + platform));
    Files.writeString(half.resolve(CPU), "cpu library");
    Path foreign = Files.createDirectories(cache.resolve("2.5.1-cpu-" + platform));
    Path bridge = Files.createDirectories(cache.resolve("2.7.1-cu128-" + platform));
    Files.writeString(bridge.resolve("0.35.1-" + System.mapLibraryName("djl_torch")), "bridge");
    Path busy = Files.createDirectories(cache.resolve("tmp123"));
    Path left = Files.createDirectories(cache.resolve("tmp456"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    List<String> done = files().repair();
    assertEquals(done.toString(), 2, done.size());
    assertFalse(Files.exists(half));
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(busy));
    assertTrue("the bridge may be there alone", Files.exists(bridge));
    assertTrue(Files.exists(foreign));
    assertEquals(List.of(good), files().found());
    Files.writeString(good.folder().resolve(CPU), "cut");
    done = files().repair();
    assertTrue(done.toString(), done.get(0).contains("3 bytes instead of 11"));
    assertEquals(List.of(), files().found());
    assertEquals(List.of(), files().repair());
  }

  @Test
  public void unpackedFilesThatDifferFromTheJarAreUnpackedAgain() throws IOException {
    URL jar = jar("2.7.1-20250812", platform).toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      EngineFiles files = files(loader, Optional.empty());
      Path unpacked = Files.createDirectories(files.found().get(0).folder());
      assertEquals("2.7.1-20250812-cpu-" + platform, unpacked.getFileName().toString());
      Files.writeString(unpacked.resolve(TORCH), "torch library");
      Files.writeString(unpacked.resolve(CPU), "cpu library");
      assertEquals(List.of(), files.repairUnpacked());
      Files.writeString(unpacked.resolve(CPU), "");
      assertEquals(1, files.repairUnpacked().size());
      assertFalse(Files.exists(unpacked));
    }
  }

  @Test
  public void theFolderThatTheUserNamesComesFirst() throws IOException {
    Path mine = Files.createDirectories(root.resolve("mine"));
    files().install(jar("2.7.1", platform));
    EngineFiles files = files(ClassLoader.getPlatformClassLoader(), Optional.of(mine));
    assertEquals("without the library it doesn't count", 1, files.found().size());
    Files.writeString(mine.resolve(TORCH), "torch");
    assertEquals(new Found(Source.NAMED, mine, "cpu"), files.found().get(0));
  }

  private Path jar(String version, String platform) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("native/lib/pytorch.properties", properties(version, platform));
    entries.put("pytorch/cpu/" + platform + "/" + TORCH, bytes("torch library"));
    entries.put("pytorch/cpu/" + platform + "/" + CPU, bytes("cpu library"));
    Path jar = root.resolve(version + platform + ".jar");
    TestPackages.zip(jar, entries);
    return jar;
  }

  private static byte[] properties(String version, String platform) {
    return bytes(
        "version=%s\nflavor=cpu\nclassifier=%s\nlibraries=%s,%s\n"
            .formatted(version, platform, TORCH, CPU));
  }
}

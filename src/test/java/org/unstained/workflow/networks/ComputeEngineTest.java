package org.unstained.workflow.networks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.Progress;
import org.unstained.workflow.networks.ComputeEngine.Report;

public class ComputeEngineTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path home;
  private EngineFiles files;
  private ComputeEngine engine;

  @Before
  public void setUp() {
    home = temporary.getRoot().toPath().resolve("home");
    files = new EngineFiles(home);
    engine = new ComputeEngine(files, new ComputeDevices(files));
  }

  @Test
  public void lookingFindsTheCpuAndTheFilesOfThisBuild() throws IOException {
    Report report = engine.look();
    assertTrue(report.toString(), report.works());
    assertEquals(
        ComputeDevice.Kind.CPU, report.devices().get(report.devices().size() - 1).device().kind());
    String text = report.toString();
    assertTrue(text, text.contains("CPU: ") && text.contains("works"));
    assertTrue(text, text.contains("PyTorch 2.7.1 for " + EngineFiles.platform()));
    assertTrue(text, text.contains("part of this installation"));
    assertFalse("looking makes nothing", Files.exists(home));
  }

  @Test
  public void whatKeepsDevicesAwayIsSaid() {
    Report report =
        new Report("2.7.1", List.of(), Optional.of("The engine is not here"), List.of());
    assertFalse(report.works());
    assertTrue(report.toString().contains("none: The engine is not here"));
    assertTrue(report.toString().contains("no files"));
  }

  @Test
  public void filesComeFromAZipOrAnAddressAndBrokenOnesAreRepaired() throws IOException {
    Path zip = zip();
    assertTrue(engine.install(zip.toString()).startsWith("Installed in " + home));
    assertEquals("All files are whole.", engine.repair());
    Path folder = folder();
    Files.writeString(folder.resolve(System.mapLibraryName("torch")), "cut");
    assertTrue(files.fault(files.found().get(0)).orElse("").contains("3 bytes"));
    assertTrue(engine.repair().contains("Install it again"));
    assertFalse(Files.exists(folder));
    assertTrue(engine.download("cpu", zip.toUri().toString(), Progress.NONE).contains("(cpu)"));
    assertTrue(Files.exists(folder));
  }

  @Test
  public void aCancelledDownloadAndBadAddressesAreRefused() {
    assertThrows(
        InterruptedIOException.class,
        () -> engine.download("cpu", zip().toUri().toString(), (done, total) -> false));
    assertThrows(IOException.class, () -> engine.download("cpu", "no address", Progress.NONE));
    assertThrows(IOException.class, () -> engine.install(" "));
    assertThrows(IOException.class, () -> engine.install("not-there.zip"));
  }

  private Path folder() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("engine"))) {
      return folders
          .filter(path -> Files.isDirectory(path) && path.getFileName().toString().contains("cpu"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Like a jar of Maven Central, with text for libraries: it is never loaded. */
  private Path zip() throws IOException {
    Path zip = temporary.getRoot().toPath().resolve("native.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      put(
          out,
          "native/lib/pytorch.properties",
          "version=2.7.1\nflavor=cpu\nclassifier=" + EngineFiles.platform() + "\n");
      for (String library : List.of("torch", "torch_cpu", "c10"))
        put(
            out,
            "pytorch/cpu/" + EngineFiles.platform() + "/" + System.mapLibraryName(library),
            "library");
    }
    return zip;
  }

  private static void put(ZipOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }
}

package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Starts of the engine, each in a Java of its own, as a Java can start it once only. */
public class EngineStartTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path home;

  @Before
  public void setUp() {
    home = temporary.getRoot().toPath().resolve("home");
  }

  /** Prints the device and the notes for auto, twice. */
  public static final class Chooser {
    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          EngineFiles files = new EngineFiles(Path.of(args[0]));
          DeviceChoice choice = new ComputeDevices(files).choose("auto");
          System.out.println(choice.device().kind() + " " + choice.notes());
        } catch (IOException e) {
          System.out.println("error " + e.getMessage());
        }
      }
    }
  }

  @Test
  public void brokenFilesForCudaAreNamedAndTheCpuTakesOver() throws Exception {
    Path zip = temporary.getRoot().toPath().resolve("cuda.zip");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("libtorch/build-version", TestPackages.bytes("2.7.1+cu128"));
    for (String library : List.of("torch", "torch_cpu", "torch_cuda", "c10"))
      entries.put("libtorch/lib/" + System.mapLibraryName(library), TestPackages.bytes("broken"));
    TestPackages.zip(zip, entries);
    Path broken = new EngineFiles(home).install(zip).folder();
    List<String> lines = choose(System.getProperty("java.class.path"));
    assertEquals(lines.toString(), 2, lines.size());
    for (String line : lines) {
      assertTrue(line, line.contains(broken.toString()) && line.contains("don't start"));
      assertFalse(line, line.startsWith("error"));
    }
  }

  @Test
  public void brokenFilesAloneAreAnErrorThatSaysWhatToDo() throws Exception {
    Path zip = temporary.getRoot().toPath().resolve("cpu.zip");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("libtorch/build-version", TestPackages.bytes("2.7.1+cpu"));
    for (String library : List.of("torch", "torch_cpu", "c10"))
      entries.put("libtorch/lib/" + System.mapLibraryName(library), TestPackages.bytes("broken"));
    TestPackages.zip(zip, entries);
    Path broken = new EngineFiles(home).install(zip).folder();
    for (String line : choose(withoutFiles())) {
      assertTrue(line, line.startsWith("error The engine's files in " + broken));
      assertTrue(line, line.contains("Repair them under Plugins > Unstained > Compute Device..."));
    }
  }

  private static String withoutFiles() {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        List.of(System.getProperty("java.class.path").split(separator)).stream()
            .filter(part -> !part.contains("pytorch-native"))
            .toList());
  }

  @Test
  public void withoutFilesNothingIsDownloaded() throws Exception {
    List<String> lines = choose(withoutFiles());
    for (String line : lines) assertTrue(line, line.startsWith("error The engine"));
    assertFalse(Files.exists(temporary.getRoot().toPath().resolve("cache/pytorch")));
  }

  private List<String> choose(String classPath) throws Exception {
    Path out = temporary.getRoot().toPath().resolve("out.txt");
    Path err = temporary.getRoot().toPath().resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Chooser.class.getName(),
                home.toString())
            .redirectError(err.toFile())
            .redirectOutput(out.toFile());
    builder.environment().remove("PYTORCH_LIBRARY_PATH");
    if (!classPath.contains("pytorch-native"))
      builder
          .environment()
          .put("DJL_CACHE_DIR", temporary.getRoot().toPath().resolve("cache").toString());
    assertEquals(0, builder.start().waitFor());
    assertFalse("says nothing of loggers", Files.readString(err).contains("SLF4J"));
    return Files.readAllLines(out);
  }
}

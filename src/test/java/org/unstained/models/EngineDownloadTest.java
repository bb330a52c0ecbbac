package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assume;
import org.junit.Test;

public class EngineDownloadTest {

  @Test
  public void theReleaseIsTheOneThatFits() {
    assertEquals(EngineDownload.RELEASE, new EngineFiles(Path.of("nowhere")).version());
  }

  @Test
  public void theHashIsThatOfTheJarOfThisBuild() throws IOException {
    Path jar =
        Path.of(
            System.getProperty("user.home"),
            ".m2/repository/ai/djl/pytorch/pytorch-native-cpu/2.7.1/pytorch-native-cpu-2.7.1-"
                + EngineFiles.platform()
                + ".jar");
    Assume.assumeTrue("Maven's repository is elsewhere", Files.exists(jar));
    EngineDownload cpu = EngineDownload.of("cpu").orElseThrow();
    assertEquals(Sha256.of(jar), cpu.sha256().orElseThrow());
    assertEquals(Files.size(jar) / 1e6, cpu.megabytes(), 1);
    assertTrue(cpu.address().toString().endsWith("/" + jar.getFileName()));
  }

  @Test
  public void thereIsCudaWherePyTorchHasIt() {
    assertTrue(EngineDownload.of("cuda", "linux-x86_64").isPresent());
    assertTrue(EngineDownload.of("cuda", "win-x86_64").isPresent());
    assertTrue(EngineDownload.of("cuda", "osx-aarch64").isEmpty());
    assertTrue(EngineDownload.of("cpu", "osx-aarch64").isPresent());
    assertTrue(EngineDownload.of("cpu", "linux-riscv64").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> EngineDownload.of("rocm"));
  }
}

package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class EngineDownloadTest {

  @Test
  public void theReleaseIsTheOneThatFits() {
    assertEquals(EngineDownload.RELEASE, new EngineFiles(Path.of("nowhere")).version());
  }

  @Test
  public void filesAreThoseOfTheReleaseAndThePlatform() {
    for (String platform : List.of("linux-x86_64", "win-x86_64", "osx-aarch64"))
      for (String flavour : List.of("cpu", "cuda"))
        EngineDownload.of(flavour, platform)
            .ifPresent(
                found -> {
                  String address = found.address().toString();
                  assertTrue(address, address.contains("-" + EngineDownload.RELEASE));
                  assertTrue(address, address.contains("/" + found.flavour() + "/"));
                  assertTrue(found.sha256(), found.sha256().matches("[0-9a-f]{64}"));
                });
    assertTrue(EngineDownload.of("cpu", "linux-aarch64").isEmpty());
  }

  @Test
  public void thereIsCudaWherePyTorchHasIt() {
    assertTrue(EngineDownload.of("cuda", "linux-x86_64").isPresent());
    assertEquals(
        "https://download.pytorch.org/libtorch/cu128/libtorch-win-shared-with-deps-2.7.1%2Bcu128.zip",
        EngineDownload.of("cuda", "win-x86_64").orElseThrow().address().toString());
    assertTrue(EngineDownload.of("cuda", "osx-aarch64").isEmpty());
    assertTrue(EngineDownload.of("cpu", "osx-aarch64").isPresent());
    assertTrue(EngineDownload.of("cpu", "linux-riscv64").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> EngineDownload.of("rocm"));
  }
}

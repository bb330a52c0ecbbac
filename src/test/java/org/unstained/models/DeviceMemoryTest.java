package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DeviceMemoryTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void whatLinuxCouldFreeCounts() throws IOException {
    Path file = folder.newFile().toPath();
    Files.writeString(
        file, "MemTotal:       24000000 kB\nMemFree: 1000 kB\nMemAvailable:    2048 kB\n");
    assertEquals(OptionalLong.of(2L << 20), DeviceMemory.available(file));
    Files.writeString(file, "nothing of the kind\n");
    assertEquals(OptionalLong.empty(), DeviceMemory.available(file));
    assertEquals(OptionalLong.empty(), DeviceMemory.available(file.resolve("absent")));
  }

  @Test
  public void thisComputerHasSome() {
    OptionalLong free = DeviceMemory.free(new ComputeDevice(ComputeDevice.Kind.CPU, 0, "CPU"));
    assertTrue(free.isEmpty() || free.getAsLong() > 0);
  }

  @Test
  public void aCardThatIsntThereHasNoMemoryAndFailsNothing() {
    assertEquals(
        OptionalLong.empty(),
        DeviceMemory.free(new ComputeDevice(ComputeDevice.Kind.CUDA, 77, "CUDA")));
  }
}

package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.messageOf;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.models.ComputeDevice.Kind;
import org.unstained.models.ComputeDevices.State;
import org.unstained.models.ComputeDevices.Tried;

public class ComputeDevicesTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void theEngineOfTheClassPathRunsANetworkOnTheCpuWithoutANetworkConnection()
      throws Exception {
    ComputeDevices devices = new ComputeDevices(files());
    DeviceChoice choice = devices.choose("cpu");
    assertEquals(Kind.CPU, choice.device().kind());
    assertTrue(choice.device().name(), choice.device().name().startsWith("CPU: "));
    assertEquals("true", System.getProperty("ai.djl.offline"));
    Path weights = TestPackages.network("twice-and-one");
    try (Model model = Model.newInstance("t", choice.device().djl(), "PyTorch")) {
      model.load(weights.getParent(), weights.getFileName().toString());
      try (NDManager manager = model.getNDManager().newSubManager()) {
        NDList input = new NDList(manager.create(new float[] {1, -3}));
        NDList output = model.getBlock().forward(new ParameterStore(manager, false), input, false);
        float[] found = output.singletonOrThrow().toFloatArray();
        assertEquals(3, found[0], 0);
        assertEquals(-5, found[1], 0);
      }
    }
  }

  @Test
  public void autoAlwaysFindsSomethingThatWorks() throws IOException {
    ComputeDevices devices = new ComputeDevices(files());
    DeviceChoice choice = devices.choose("auto");
    Tried first = devices.list().stream().filter(Tried::works).findFirst().get();
    assertEquals(first.device(), choice.device());
  }

  @Test
  public void theProbeRefusesADeviceThatIsNotThere() throws IOException {
    new ComputeDevices(files()).choose("cpu");
    String message = messageOf(() -> DeviceProbe.run(Device.gpu(99)));
    assertTrue(message, !message.isBlank() && !message.contains("\n"));
  }

  @Test
  public void theBestDeviceThatWorksIsTakenAndTheOthersSayWhyNot() throws IOException {
    Map<String, String> broken =
        Map.of("gpu", "no kernel image is available for this device", "mps", "out of memory");
    List<String> asked = new ArrayList<>();
    ComputeDevices devices =
        new ComputeDevices(
            () -> new State(true, List.of()),
            device -> {
              asked.add(device.getDeviceType());
              String problem = broken.get(device.getDeviceType());
              if (problem != null) throw new IOException(problem);
            },
            true,
            () -> List.of("NVIDIA X1"));
    DeviceChoice choice = devices.choose(" Auto ");
    assertEquals(Kind.CPU, choice.device().kind());
    assertEquals(List.of("gpu", "mps", "cpu"), asked);
    assertEquals(
        List.of(
            "CUDA: NVIDIA X1 can't be used: no kernel image is available for this device.",
            "MPS: Apple's graphics can't be used: out of memory."),
        choice.notes());
    String message = messageOf(() -> devices.choose("cuda"));
    assertTrue(message, message.contains("no kernel image") && message.contains("'auto'"));
  }

  @Test
  public void cudaComesFirstWhenItWorks() throws IOException {
    ComputeDevices devices =
        new ComputeDevices(
            () -> new State(true, List.of()),
            device -> {},
            false,
            () -> List.of("NVIDIA X1", "NVIDIA X2"));
    assertEquals("CUDA: NVIDIA X1", devices.choose("auto").device().toString());
    ComputeDevice second = devices.choose("cuda:1").device();
    assertEquals("CUDA: NVIDIA X2", second.name());
    assertEquals("cuda:1", second.key());
    assertEquals(Device.gpu(1), second.djl());
    assertEquals(3, devices.list().size());
  }

  @Test
  public void halfPrecisionIsForGraphicsCardsThatOnlyRunNetworks() throws IOException {
    ComputeDevices devices =
        new ComputeDevices(
            () -> new State(true, List.of()),
            device -> {},
            true,
            () -> List.of("NVIDIA X1", "NVIDIA X2"));
    ComputeDevice second = devices.chooseToRun("CUDA:1-half").device();
    assertTrue(second.half());
    assertEquals("cuda:1-half", second.key());
    assertEquals("CUDA: NVIDIA X2, half precision", second.name());
    assertEquals(Device.gpu(1), second.djl());
    assertEquals("mps-half", devices.chooseToRun("mps-half").device().key());
    assertEquals(devices.choose("cuda").device(), devices.chooseToRun("cuda").device());
    for (String word : List.of("cpu-half", "auto-half"))
      assertTrue(messageOf(() -> devices.chooseToRun(word)).contains("is for graphics cards"));
    assertTrue(messageOf(() -> devices.chooseToRun("tpu-half")).contains("got 'tpu'"));
    assertTrue(messageOf(() -> devices.choose("cuda-half")).contains("got 'cuda-half'"));
  }

  @Test
  public void aGraphicsCardWithoutItsFilesIsNamed() throws IOException {
    ComputeDevices devices =
        new ComputeDevices(
            () -> new State(false, List.of()), device -> {}, false, () -> List.of("NVIDIA X1"));
    DeviceChoice choice = devices.choose("auto");
    assertEquals(Kind.CPU, choice.device().kind());
    assertTrue(choice.notes().get(0), choice.notes().get(0).contains("install those for CUDA"));
    assertTrue(messageOf(() -> devices.choose("mps")).contains("no Mac"));
  }

  @Test
  public void filesThatDidNotStartAreNamedWithTheDeviceThatWorks() throws IOException {
    ComputeDevices devices =
        new ComputeDevices(
            () -> new State(false, List.of("The files in x don't start: no driver.")),
            device -> {},
            false,
            () -> List.of());
    assertEquals(List.of("The files in x don't start: no driver."), devices.choose("auto").notes());
    ComputeDevices nvidia =
        new ComputeDevices(
            () -> new State(false, List.of("The files in x don't start: no driver.")),
            device -> {},
            false,
            () -> List.of("NVIDIA X1"));
    assertEquals(
        "The files in x don't start: no driver.", nvidia.list().get(0).problem().orElseThrow());
  }

  @Test
  public void otherWordsAreRefused() {
    ComputeDevices devices =
        new ComputeDevices(() -> new State(false, List.of()), device -> {}, false, () -> List.of());
    for (String word : List.of("gpu", "", "cuda:", "cuda:-1", "cpu:0")) {
      String message = messageOf(() -> devices.choose(word));
      assertTrue(word, message.contains("A device is auto"));
      assertTrue(word, message.contains("cuda-half"));
    }
  }

  @Test
  public void withoutTheEnginesFilesTheMessageSaysHowToGetThem() {
    Path empty = temporary.getRoot().toPath();
    EngineFiles none =
        new EngineFiles(
            empty.resolve("engine"),
            ClassLoader.getPlatformClassLoader(),
            empty.resolve("cache"),
            java.util.Optional.empty());
    String message = messageOf(() -> new ComputeDevices(none).choose("auto"));
    for (String part : List.of("Compute Device...", "PyTorch 2.7.1", EngineFiles.platform()))
      assertTrue(message, message.contains(part));
  }

  private EngineFiles files() {
    return new EngineFiles(temporary.getRoot().toPath());
  }
}

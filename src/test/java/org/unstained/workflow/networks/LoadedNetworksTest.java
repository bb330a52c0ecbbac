package org.unstained.workflow.networks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.inference.DetectorModel;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.networks.LoadedNetworks.Loan;

public class LoadedNetworksTest {
  private static final int PATIENCE_MS = 30_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final LoadedNetworks networks = new LoadedNetworks(Duration.ofMinutes(5));
  private Path home;
  private ComputeDevice cpu;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
    cpu = new ComputeDevices(new EngineFiles(home)).choose("cpu").device();
  }

  @After
  public void free() {
    networks.free();
    assertEquals("nothing stays behind", 0, networks.count());
  }

  private ModelPackage model(String name) throws IOException {
    return new ModelLibrary(home, Optional.empty()).find(name);
  }

  private DetectorModel detectorOnce(String name) throws IOException {
    try (Loan<DetectorModel> loan = networks.detector(model(name), cpu)) {
      return loan.network();
    }
  }

  @Test
  public void aSecondRunTakesTheNetworkOfTheFirst() throws IOException {
    DetectorModel first = detectorOnce(NetworkPackages.DETECTOR);
    assertSame(first, detectorOnce(NetworkPackages.DETECTOR));
    assertEquals(1, networks.count());
  }

  @Test
  public void twoRunsAtATimeShareOne() throws IOException {
    try (var a = networks.detector(model(NetworkPackages.DETECTOR), cpu);
        var b = networks.detector(model(NetworkPackages.DETECTOR), cpu)) {
      assertSame(a.network(), b.network());
    }
    assertEquals(1, networks.count());
  }

  @Test
  public void aModelThatWasReplacedIsReadAnewAndTheOldOneGoes() throws IOException {
    DetectorModel old = detectorOnce(NetworkPackages.DETECTOR);
    NetworkPackages.detector(home, NetworkPackages.DETECTOR, "spots");
    DetectorModel anew = detectorOnce(NetworkPackages.DETECTOR);
    assertNotSame(old, anew);
    assertEquals(1, networks.count());
  }

  @Test
  public void oneThatWasReplacedWhileSomebodyWorksWithItGoesWhenGivenBack() throws IOException {
    try (var old = networks.detector(model(NetworkPackages.DETECTOR), cpu)) {
      NetworkPackages.detector(home, NetworkPackages.DETECTOR, "spots");
      assertNotSame(old.network(), detectorOnce(NetworkPackages.DETECTOR));
      assertEquals(2, networks.count());
    }
    assertEquals(1, networks.count());
  }

  @Test
  public void aFileThatWasSpoiledIsRefusedThoughItsNetworkIsInMemory() throws IOException {
    detectorOnce(NetworkPackages.DETECTOR);
    ModelPackage model = model(NetworkPackages.DETECTOR);
    Files.write(model.weights(), new byte[] {1, 2, 3});
    IOException e = assertThrows(IOException.class, () -> networks.detector(model, cpu));
    assertTrue(e.getMessage(), e.getMessage().contains("SHA-256"));
  }

  @Test
  public void theOldestOfTooManyGoes() throws IOException {
    for (String name : List.of("a", "b", "c", "d"))
      NetworkPackages.detector(home, name, "two-kinds");
    DetectorModel a = detectorOnce("a");
    DetectorModel b = detectorOnce("b");
    detectorOnce("c");
    assertSame("asked for again", a, detectorOnce("a"));
    detectorOnce("d");
    assertEquals(LoadedNetworks.MOST_IDLE, networks.count());
    assertSame(a, detectorOnce("a"));
    assertNotSame(b, detectorOnce("b"));
  }

  @Test
  public void memoryIsFreedWhenNobodyAsksForAWhile() throws Exception {
    LoadedNetworks hasty = new LoadedNetworks(Duration.ofMillis(50));
    try (var loan = hasty.classifier(model(NetworkPackages.CLASSIFIER), cpu)) {
      Thread.sleep(200);
      assertEquals("it is worked with", 1, hasty.count());
    }
    for (int waited = 0; hasty.count() > 0; waited += 20) {
      assertTrue("it took too long", waited < PATIENCE_MS);
      Thread.sleep(20);
    }
  }

  @Test
  public void oneClockWaitsForAllNetworks() throws IOException {
    long before = clocks();
    for (int i = 0; i < 5; i++) {
      detectorOnce(NetworkPackages.DETECTOR);
      networks.detector(model(NetworkPackages.DETECTOR), cpu).close();
      networks.free();
    }
    assertTrue(clocks() - before <= 1);
  }

  private static long clocks() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("Unstained networks"))
        .count();
  }

  @Test
  public void whatIsFreedWhileSomebodyWorksWithItGoesWhenGivenBack() throws IOException {
    try (var loan = networks.detector(model(NetworkPackages.DETECTOR), cpu)) {
      networks.free();
      assertEquals(1, networks.count());
      assertEquals(NetworkPackages.DETECTOR, model(NetworkPackages.DETECTOR).description().key());
    }
    assertEquals(0, networks.count());
  }

  @Test
  public void twoRunsThroughOneNetworkFindTheSame() throws IOException {
    List<NetworkResult> results = new java.util.ArrayList<>();
    for (int run = 0; run < 2; run++)
      try (DetectWorkflow detect =
          DetectWorkflow.open(
              DetectOptions.of(NetworkPackages.DETECTOR).withClassifier(NetworkPackages.CLASSIFIER),
              new ModelLibrary(home, Optional.empty()),
              new ComputeDevices(new EngineFiles(home)),
              networks)) {
        results.add(detect.run(NetworkPackages.discs("a"), p -> {}, () -> false));
      }
    assertEquals(results.get(0).planes(), results.get(1).planes());
    assertEquals(2, networks.count());
  }
}

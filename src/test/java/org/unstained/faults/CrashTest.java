package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.overlay.OverlayFile;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** Native code takes ImageJ down while a network works; what the user drew is still there. */
public class CrashTest {
  /** Exit code of a process that a signal of native code ended (SIGABRT). */
  private static final int CRASHED = 134;

  private static final int ROIS = 25;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private Path home;

  @Before
  public void install() throws IOException {
    root = temporary.getRoot().toPath();
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
  }

  private Child start(Class<?> program, String... arguments) throws IOException {
    return Child.start(root, List.of("-Dunstained.home=" + home), program, arguments);
  }

  /** An open image on which somebody has drawn, and a network that works on another. */
  public static final class Drawing {
    public static void main(String[] args) throws IOException {
      ImagePlus image = NetworkPackages.discs("drawn on");
      Overlay overlay = new Overlay();
      for (int i = 0; i < ROIS; i++) {
        Roi roi = new OvalRoi(5 * i, 3 * i, 12, 14);
        roi.setName("mine " + i);
        roi.setProperty("class", i % 2 == 0 ? "Living Cell" : "Dead Cell");
        roi.setStrokeColor(Color.CYAN);
        overlay.add(roi);
      }
      image.setOverlay(overlay);
      WindowManager.setTempCurrentImage(image);
      Opened.show(image);
      try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of("test-detector"))) {
        work.run(
            NetworkPackages.discs("other"),
            p -> {
              if (Boolean.parseBoolean(args[0])) Runtime.getRuntime().halt(CRASHED);
            },
            () -> false);
      }
      System.exit(0);
    }
  }

  /** The first command of the next ImageJ. */
  public static final class Next {
    public static void main(String[] args) {
      new MeasureCells().run();
      System.exit(0);
    }
  }

  private List<Path> copies() throws IOException {
    Path folder = home.resolve("before-networks");
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".zip")).toList();
    }
  }

  @Test
  public void whatWasDrawnIsThereAfterwardsAndTheNextImageJSaysWhere() throws Exception {
    Child child = start(Drawing.class, "true");
    assertEquals(child.said(), CRASHED, child.end());
    assertEquals(1, copies().size());
    OverlayFile copy = OverlayFile.read(copies().get(0));
    assertEquals("drawn on", copy.title());
    assertEquals(ROIS, copy.rois().size());
    for (int i = 0; i < ROIS; i++) {
      Roi roi = copy.rois().get(i);
      assertEquals("mine " + i, roi.getName());
      assertEquals(new java.awt.Rectangle(5 * i, 3 * i, 12, 14), roi.getBounds());
      assertEquals(Roi.OVAL, roi.getType());
      assertEquals(i % 2 == 0 ? "Living Cell" : "Dead Cell", roi.getProperty("class"));
      assertEquals(Color.CYAN, roi.getStrokeColor());
    }
    Child next = start(Next.class);
    next.end();
    assertTrue(next.said(), next.said().contains("went down while a network was in work"));
    assertTrue(next.said(), next.said().contains(copies().get(0).getParent().toString()));
  }

  /** As {@link Drawing}, and the process goes down while native code reads a network. */
  public static final class Loading {
    /**
     * @param args the class that has it read
     */
    public static void main(String[] args) throws IOException {
      ImagePlus image = NetworkPackages.discs("drawn on");
      image.setOverlay(new Overlay(new Roi(3, 4, 5, 6)));
      Opened.show(image);
      Thread crash =
          new Thread(
              () -> {
                while (!loads(args[0])) Thread.onSpinWait();
                Runtime.getRuntime().halt(CRASHED);
              });
      crash.setDaemon(true);
      crash.start();
      DetectWorkflow.open(DetectOptions.of("loading")).close();
      System.exit(0);
    }

    private static boolean loads(String reader) {
      for (StackTraceElement[] trace : Thread.getAllStackTraces().values())
        if (trace.length > 0
            && trace[0].isNativeMethod()
            && trace[0].getMethodName().equals("moduleLoad")
            && Arrays.stream(trace).anyMatch(frame -> frame.getClassName().contains(reader)))
          return true;
      return false;
    }
  }

  private void assertNothingIsLostIn(String reader) throws Exception {
    ScriptedNetwork.install(home, "loading", NetworkPackages.network("endless-state"));
    Child child = start(Loading.class, reader);
    assertEquals(child.said(), CRASHED, child.end());
    assertEquals(1, copies().size());
    OverlayFile copy = OverlayFile.read(copies().get(0));
    assertEquals("drawn on", copy.title());
    assertEquals(new java.awt.Rectangle(3, 4, 5, 6), copy.rois().get(0).getBounds());
    Child next = start(Next.class);
    next.end();
    assertTrue(next.said(), next.said().contains("went down while a network was in work"));
  }

  @Test
  public void aNetworkThatTakesItDownWhileItIsLoadedLosesNothing() throws Exception {
    assertNothingIsLostIn("TorchScriptModel");
  }

  /** The engine tries each device with a small network of its own, before ours is loaded. */
  @Test
  public void anEngineThatTakesItDownWhenItStartsLosesNothing() throws Exception {
    assertNothingIsLostIn("DeviceProbe");
  }

  @Test
  public void anImageJThatEndsWellLeavesNoCopies() throws Exception {
    Child child = start(Drawing.class, "false");
    assertEquals(child.said(), 0, child.end());
    assertEquals(List.of(), copies());
    Child next = start(Next.class);
    next.end();
    assertFalse(next.said(), next.said().contains("went down"));
  }

  @Test
  public void copiesOfAnImageJThatStillRunsAreItsOwn() throws Exception {
    Child child = start(Waiting.class);
    child.awaitSaid("working");
    assertEquals(1, copies().size());
    Child next = start(Next.class);
    next.end();
    assertFalse(next.said(), next.said().contains("went down"));
    child.kill();
    Child after = start(Next.class);
    after.end();
    assertTrue(after.said(), after.said().contains("went down"));
  }

  /** As {@link Drawing}, and then it stays. */
  public static final class Waiting {
    public static void main(String[] args) throws Exception {
      ImagePlus image = NetworkPackages.discs("drawn on");
      image.setOverlay(new Overlay(new Roi(3, 4, 5, 6)));
      Opened.show(image);
      try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of("test-detector"))) {
        IJ.log("working");
        Thread.sleep(1000L * Child.PATIENCE_SECONDS);
      }
    }
  }
}

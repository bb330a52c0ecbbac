package org.unstained.command.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.command.Inputs;
import org.unstained.models.ModelCard;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;

/** Trainings of a few steps: what is kept, gone on with, and said. */
public class TrainCellsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<String> lines = new ArrayList<>();
  private Path root;
  private String before;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", root.resolve("home").toString());
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private static TrainDetector command(String... settings) {
    TrainDetector command = new TrainDetector();
    String all = "start=detector-light window=96 batch=4 averaging=0.5 augmentation=flips ";
    String epochs = String.join(" ", settings).contains("epochs=") ? "" : "epochs=4 ";
    Inputs.read(command, all + epochs + String.join(" ", settings));
    return command;
  }

  /** Cancels after so many epochs. */
  private TrainingLines until(int epochs) {
    return new TrainingLines(
        lines::add, () -> lines.stream().filter(l -> l.startsWith("epoch ")).count() >= epochs);
  }

  @Test
  public void aCancelledRunGivesItsBestAndGoesOnAsIfItHadNotBeen() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    String at = "folder=" + data + " training=train validation=val";
    ModelPackage whole = command(at, "name=whole").train(until(99));
    lines.clear();
    ModelPackage cut = command(at, "name=cut").train(until(2));
    assertEquals(2, lines.stream().filter(l -> l.startsWith("epoch ")).count());
    String best = cut.description().training().get().settings().get("best epoch");
    assertTrue(best, best.matches("[12] of 2"));
    assertTrue(Files.exists(root.resolve("home/training/cut/checkpoint")));
    lines.clear();
    ModelPackage on = command(at, "name=cut", "replace=true").train(until(99));
    assertTrue(lines.toString(), lines.stream().anyMatch(l -> l.startsWith("epoch 3 of 4")));
    assertFalse(lines.toString(), lines.stream().anyMatch(l -> l.startsWith("epoch 2 of 4")));
    assertEquals(whole.description().weights().sha256(), on.description().weights().sha256());
    assertFalse(Files.exists(root.resolve("home/training/cut/checkpoint")));
  }

  @Test
  public void aCheckpointOfAnotherNetworkIsRefused() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    String at = "folder=" + data + " training=train validation=val";
    command(at).train(until(1));
    TrainDetector other = command(at, "replace=true");
    Inputs.set(other, "start", "my-detector");
    String message = assertThrows(IOException.class, () -> other.train(until(99))).getMessage();
    assertTrue(message, message.contains("checkpoint") && message.contains("delete it"));
  }

  @Test
  public void cancelledBeforeTheFirstEpochThereIsNoModel() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    TrainDetector command = command("folder=" + data);
    assertThrows(CancellationException.class, () -> command.train(until(0)));
    assertTrue(Installation.models().list().stream().noneMatch(m -> m.key().equals("my-detector")));
  }

  @Test
  public void theOverlaysOfOpenImagesAreExamples() throws IOException {
    List<ImagePlus> open = new ArrayList<>();
    boolean batch = Interpreter.batchMode;
    Interpreter.batchMode = true;
    try {
      for (int i = 0; i < 5; i++) {
        TrainingFolders.Scene scene = TrainingFolders.scene("scene " + i, i);
        Overlay overlay = new Overlay();
        for (AnnotatedBox box : scene.boxes()) {
          Roi roi = new Roi(box.box().x(), box.box().y(), box.box().width(), box.box().height());
          roi.setGroup(box.className().equals("large") ? 201 : 202);
          overlay.add(roi);
        }
        scene.image().setOverlay(overlay);
        scene.image().show();
        open.add(scene.image());
      }
      TrainDetector command = command("epochs=1");
      command.run();
      assertEquals("", command.failure().orElse(""));
    } finally {
      open.forEach(ImagePlus::close);
      Interpreter.batchMode = batch;
    }
    ModelDescription model = Installation.models().find("my-detector").description();
    assertEquals(List.of("group 201", "group 202"), model.classNames());
    assertEquals(1, model.training().get().validation().size());
    assertTrue(model.training().get().training().get(0).startsWith("scene "));
    String card = ModelCard.of(model);
    assertTrue(
        card,
        card.contains(
            "run(\"Train Detector...\", \"start=detector-light epochs=1 augmentation=flips"
                + " batch=4 averaging=0.5 window=96\");"));
    assertTrue(card, card.contains("Training images (4)"));
  }

  @Test
  public void withoutExamplesItSaysWhatToDo() {
    TrainDetector command = command();
    command.run();
    assertTrue(command.failure().orElse(""), command.failure().get().contains("No open image"));
    TrainDetector lists = command("training=train");
    lists.run();
    assertTrue(lists.failure().orElse(""), lists.failure().get().contains("belong to a folder"));
  }
}

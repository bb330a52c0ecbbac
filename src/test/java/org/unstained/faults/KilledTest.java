package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.cells.Box;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.Progress;
import org.unstained.overlay.OverlayFile;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;
import org.unstained.project.ProjectSettings;
import org.unstained.workflow.labels.Labels;

/**
 * Programs that are killed (kill -9) in the middle: what they write is there whole or not at all,
 * and who goes on ends where one ends that wasn't killed. Folder runs are in ResumedRunTest.
 */
public class KilledTest {
  private static final int KILLS = 5;
  private static final int EPOCHS = 5;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private Path home;

  @Before
  public void folders() throws IOException {
    root = temporary.getRoot().toPath();
    home = temporary.newFolder("home").toPath();
  }

  @Test
  public void aTrainingGoesOnAndEndsWithTheSameWeightsAndScores() throws Exception {
    Path crops = TrainingFolders.crops(root.resolve("crops"), 8);
    Path checkpoint = home.resolve("training/killed/checkpoint");
    train(home, crops).await("a checkpoint", () -> Files.exists(checkpoint)).kill();
    assertTrue("killed before its end", Files.exists(checkpoint));
    Child resumed = train(home, crops);
    assertEquals(resumed.said(), 0, resumed.end());
    Path other = temporary.newFolder("other").toPath();
    Child whole = train(other, crops);
    assertEquals(whole.said(), 0, whole.end());
    ModelPackage a = new ModelLibrary(home, Optional.empty()).find("killed");
    ModelPackage b = new ModelLibrary(other, Optional.empty()).find("killed");
    assertArrayEquals(Files.readAllBytes(b.weights()), Files.readAllBytes(a.weights()));
    assertEquals(
        b.description().training().orElseThrow().scores(),
        a.description().training().orElseThrow().scores());
  }

  private Child train(Path where, Path crops) throws IOException {
    return Child.start(
        List.of(),
        root,
        List.of("-Dunstained.home=" + where),
        "org.unstained.app.Main",
        "train",
        "classifier",
        "folder=" + crops,
        "name=killed",
        "side=32",
        "batch=4",
        "epochs=" + EPOCHS,
        "averaging=0.5");
  }

  @Test
  public void anInstallationIsWholeOrAbsentAndTheNextOneClearsUp() throws Exception {
    Path zip = root.resolve("some.zip");
    NetworkPackages.detector(root.resolve("made"), "some", "two-kinds").zip(zip);
    for (int i = 0; i < KILLS; i++) {
      killed(i, Installing.class, home.toString(), zip.toString());
      ModelLibrary library = new ModelLibrary(home, Optional.empty());
      assertTrue(Files.exists(library.find("some").weights()));
      library.install(zip.toString(), true, Progress.NONE);
      assertEquals(List.of("some", "trust.yaml"), names(home.resolve("models")));
    }
  }

  /** Installs the same model for ever. */
  public static final class Installing {
    public static void main(String[] args) throws IOException {
      ModelLibrary library = new ModelLibrary(Path.of(args[0]), Optional.empty());
      library.install(args[1], true, Progress.NONE);
      System.out.println("once");
      while (true) library.install(args[1], true, Progress.NONE);
    }
  }

  @Test
  public void aModelThatWasMovedAsideWhenTheProgramWasKilledComesBack() throws Exception {
    ModelPackage model = NetworkPackages.detector(home, "mine", "two-kinds");
    String unique = "12345678-1234-1234-1234-123456789abc";
    Path aside = model.folder().resolveSibling(".mine." + unique + ".old");
    Files.move(model.folder(), aside);
    Path part = Files.createDirectory(model.folder().resolveSibling(".mine." + unique + ".part"));
    ModelLibrary library = new ModelLibrary(home, Optional.empty());
    assertTrue(Files.exists(library.find("mine").weights()));
    assertTrue(Files.notExists(aside) && Files.notExists(part));
  }

  @Test
  public void savedLabelsAreTheOldOnesOrTheNew() throws Exception {
    Path file = root.resolve("labels.zip");
    for (int i = 0; i < KILLS; i++) {
      killed(i, Labelling.class, file.toString());
      List<Roi> rois = OverlayFile.read(file).rois();
      assertTrue(rois.size() + " ROIs", rois.size() == 300 || rois.size() == 400);
      String first = rois.get(0).getName();
      for (Roi roi : rois) assertEquals(first, roi.getName().substring(0, 1), first);
    }
  }

  /** Saves 300 ROIs, 400, 300 and so on. */
  public static final class Labelling {
    public static void main(String[] args) throws IOException {
      for (int i = 0; true; i++) {
        ImagePlus image = NetworkPackages.discs("a");
        Overlay overlay = new Overlay();
        for (int k = 0; k < 300 + i % 2 * 100; k++) {
          Roi roi = new Roi(k % 200, k / 20, 9, 9);
          roi.setName(i % 2 == 0 ? "a" : "b");
          overlay.add(roi);
        }
        image.setOverlay(overlay);
        OverlayFile.of(image).write(Path.of(args[0]));
        if (i == 1) System.out.println("once");
      }
    }
  }

  @Test
  public void aProjectIsReadableAndHasAllThatWasSaidToBeSaved() throws Exception {
    Path folder = root.resolve("project");
    AnnotationProject.create(
        folder, ProjectSettings.classes(List.of("alive", "dead")), Optional.empty());
    for (int i = 0; i < KILLS; i++) {
      Child child = killed(i, Annotating.class, folder.toString());
      List<Annotator> people = AnnotationProject.open(folder).settings().annotators();
      String[] said = child.said().strip().split("\\R");
      int saved = Integer.parseInt(said[said.length - 1].replaceAll("\\D", ""));
      assertTrue(people.size() + " of " + saved, people.size() >= saved);
    }
  }

  /** New annotators for ever. */
  public static final class Annotating {
    public static void main(String[] args) throws IOException {
      AnnotationProject project = AnnotationProject.open(Path.of(args[0]));
      int before = project.settings().annotators().size();
      for (int i = before + 1; true; i++) {
        project.setAnnotator(new Annotator("p" + i, i % 5));
        System.out.println("once " + i);
      }
    }
  }

  @Test
  public void exportedLabelsAreTheOldOnesOrTheNew() throws Exception {
    for (String format : List.of("coco", "csv", "voc")) {
      Path folder = temporary.newFolder(format).toPath();
      Path place = format.equals("voc") ? folder : folder.resolve("labels." + format);
      for (int i = 0; i < 2; i++) {
        killed(i, Exporting.class, place.toString(), format);
        List<AnnotatedImage> read = Labels.read(place, format, new LabelOptions(8)).set().images();
        assertEquals(1, read.size());
        List<AnnotatedBox> boxes = read.get(0).boxes();
        assertTrue(boxes.size() + " boxes", boxes.size() == 300 || boxes.size() == 400);
        String first = boxes.size() == 300 ? "a" : "b";
        for (AnnotatedBox box : boxes) assertEquals(first, box.className());
      }
    }
  }

  /** Exports 300 labels, 400, 300 and so on. */
  public static final class Exporting {
    public static void main(String[] args) throws IOException {
      for (int i = 0; true; i++) {
        List<AnnotatedBox> boxes = new ArrayList<>();
        for (int k = 0; k < 300 + i % 2 * 100; k++)
          boxes.add(new AnnotatedBox(new Box(k, k % 90, 9, 9), i % 2 == 0 ? "a" : "b"));
        AnnotatedImage image = new AnnotatedImage("a.png", 500, 120, boxes);
        LabelSet set = LabelSet.of(new AnnotationFile(Path.of(args[0]), image, List.of()));
        Labels.write(Path.of(args[0]), set, Labels.format(args[1]));
        if (i == 1) System.out.println("once");
      }
    }
  }

  /** Lets a program run until it has done its work once, and a little longer. */
  private Child killed(int i, Class<?> program, String... arguments) throws Exception {
    Child child = Child.start(root, List.of(), program, arguments);
    child.awaitSaid("once");
    Thread.sleep(7 + 13L * i);
    child.kill();
    return child;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = new ArrayList<>(files.map(f -> f.getFileName().toString()).toList());
      names.remove(".lock");
      names.sort(null);
      return names;
    }
  }
}

package org.unstained.workflow.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;

public class TrainingImagesTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String groups;

  @Before
  public void nameGroups() {
    groups = Roi.getGroupNames();
    Roi.setGroupNames("alive,dead");
  }

  @After
  public void restoreGroups() {
    Roi.setGroupNames(groups);
  }

  private static Roi roi(int x, int group) {
    Roi roi = new OvalRoi(x, 5, 10, 8);
    roi.setGroup(group);
    return roi;
  }

  private static Stream<TrainingImage> all(TrainingImages images) {
    return Stream.concat(images.training().stream(), images.validation().stream());
  }

  private static Set<String> names(Stream<TrainingImage> images) {
    return new TreeSet<>(images.map(TrainingImage::name).toList());
  }

  @Test
  public void groupsAndOurOwnClassesLabelCells() throws IOException {
    ImagePlus one = IJ.createImage("one", "8-bit ramp", 60, 40, 1);
    ImagePlus two = IJ.createImage("two", "8-bit ramp", 60, 40, 1);
    Roi ours = new OvalRoi(30, 5, 10, 8);
    ours.setProperty("class", "dead");
    Roi unnamed = roi(45, 7);
    TrainingImages images =
        TrainingImages.ofOpenImages(
            Map.of(one, List.of(roi(2, 1), ours, roi(2, 1)), two, List.of(unnamed, roi(55, 2))), 1);
    assertEquals(List.of("alive", "dead", "group 7"), images.classes());
    Map<String, List<AnnotatedBox>> boxes = new LinkedHashMap<>();
    for (TrainingImage image : all(images).toList())
      boxes.put(image.name(), image.boxes(image.open()));
    assertEquals(
        "drawn twice is one cell",
        List.of(
            new AnnotatedBox(new Box(2, 5, 10, 8), "alive"),
            new AnnotatedBox(new Box(30, 5, 10, 8), "dead")),
        boxes.get("one"));
    assertEquals(
        "no more than what lies in the image", new Box(55, 5, 5, 8), boxes.get("two").get(1).box());
  }

  @Test
  public void positionsSayWhichPlane() throws IOException {
    ImagePlus stack = IJ.createHyperStack("stack", 60, 40, 2, 3, 2, 8);
    stack.getStack().getProcessor(stack.getStackIndex(2, 3, 2)).set(9, 9, 77);
    Roi first = roi(2, 1);
    first.setPosition(1, 2, 1);
    Roi other = roi(20, 2);
    other.setPosition(2, 3, 2);
    Roi anywhere = roi(40, 1);
    Roi slice = roi(40, 1);
    slice.setPosition(0, 2, 0);
    TrainingImages images =
        TrainingImages.ofOpenImages(Map.of(stack, List.of(first, other, anywhere, slice)), 1);
    assertEquals(Set.of("stack, slice 2, frame 1", "stack, slice 3, frame 2"), names(all(images)));
    assertEquals(
        List.of("stack: 2 ROIs without a position in the stack are left out"), images.notes());
    TrainingImage last =
        all(images).filter(i -> i.name().contains("slice 3")).findFirst().orElseThrow();
    ImagePlus plane = last.open();
    assertEquals(2, plane.getNChannels());
    assertEquals(77, plane.getStack().getProcessor(2).get(9, 9));
    stack.getStack().getProcessor(stack.getStackIndex(2, 3, 2)).set(9, 9, 1);
    assertEquals("a copy", 77, last.open().getStack().getProcessor(2).get(9, 9));
  }

  @Test
  public void onAPlainStackTheNumberInTheStackSaysWhichPlane() {
    ImagePlus stack = IJ.createImage("plain", "8-bit", 60, 40, 4);
    Roi second = roi(2, 1);
    second.setPosition(2);
    Roi fourth = roi(2, 2);
    fourth.setPosition(4);
    assertEquals(
        Set.of("plain, slice 2, frame 1", "plain, slice 4, frame 1"),
        names(all(TrainingImages.ofOpenImages(Map.of(stack, List.of(second, fourth)), 1))));
  }

  @Test
  public void whatLabelsNothingIsLeftOutWithANote() {
    Map<ImagePlus, List<Roi>> rois = new LinkedHashMap<>();
    Roi line = new Line(1, 1, 9, 9);
    line.setGroup(1);
    rois.put(
        IJ.createImage("one", "8-bit", 60, 40, 1),
        List.of(roi(2, 1), roi(9, 0), roi(12, 0), line, roi(70, 1)));
    rois.put(IJ.createImage("two", "8-bit", 60, 40, 1), List.of(roi(2, 1)));
    rois.put(IJ.createImage("three", "8-bit", 60, 40, 1), List.of());
    TrainingImages images = TrainingImages.ofOpenImages(rois, 1);
    assertEquals(Set.of("one", "two"), names(all(images)));
    assertEquals(2, images.notes().size());
    assertTrue(
        images.notes().get(0), images.notes().get(0).startsWith("one: 2 ROIs without a group"));
    assertEquals(
        "one: 2 ROIs that are no area inside the image are left out", images.notes().get(1));
  }

  @Test
  public void oneLabelledPlaneIsTooFew() {
    ImagePlus image = IJ.createImage("only", "8-bit", 60, 40, 1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TrainingImages.ofOpenImages(Map.of(image, List.of(roi(2, 1))), 1))
            .getMessage();
    assertTrue(message, message.startsWith("Only 'only' has") && message.contains("at least two"));
    message =
        assertThrows(IllegalArgumentException.class, () -> TrainingImages.ofOpenImages(Map.of(), 1))
            .getMessage();
    assertTrue(message, message.startsWith("No open image has ROIs with groups"));
  }

  @Test
  public void aFifthValidatesAndTheSeedSaysWhich() {
    Map<ImagePlus, List<Roi>> rois = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++)
      rois.put(IJ.createImage("i" + i, "8-bit", 60, 40, 1), List.of(roi(2, 1)));
    TrainingImages images = TrainingImages.ofOpenImages(rois, 3);
    assertEquals(4, images.validation().size());
    assertEquals(20, names(all(images)).size());
    Set<String> chosen = names(images.validation().stream());
    assertEquals(chosen, names(TrainingImages.ofOpenImages(rois, 3).validation().stream()));
    assertNotEquals(chosen, names(TrainingImages.ofOpenImages(rois, 4).validation().stream()));
  }

  @Test
  public void cropsAreSharedOutClassByClass() throws IOException {
    Path folder = TrainingFolders.crops(temporary.getRoot().toPath(), 10);
    for (int i = 2; i < 10; i++) Files.delete(folder.resolve("small/c" + i + ".png"));
    assertTrue(TrainingImages.looksLikeCrops(folder));
    TrainingImages images = TrainingImages.ofCrops(folder, 1);
    assertEquals(9, images.training().size());
    assertEquals(Set.of("large", "small"), classes(images.training()));
    assertEquals(Set.of("large", "small"), classes(images.validation()));
    TrainingImage crop = images.training().get(0);
    assertEquals(
        List.of(new AnnotatedBox(new Box(0, 0, 32, 32), "large")), crop.boxes(crop.open()));
  }

  @Test
  public void foldersTrainAndValAreTakenAsTheyAre() throws IOException {
    Path folder = temporary.getRoot().toPath();
    TrainingFolders.crops(folder.resolve("train"), 3);
    TrainingFolders.crops(folder.resolve("val"), 1);
    TrainingImages images = TrainingImages.ofCrops(folder, 1);
    assertEquals(6, images.training().size());
    assertEquals(2, images.validation().size());
  }

  @Test
  public void otherClassesAreLeftOutWithANote() throws IOException {
    Path folder = TrainingFolders.annotated(temporary.getRoot().toPath(), 4, 2);
    TrainingImages images = TrainingImages.ofAnnotations(folder, "train", "val", 1);
    long small = all(images).flatMap(i -> i.classes().stream()).filter("small"::equals).count();
    TrainingImages large = TrainingChecks.examples(images, List.of("large"));
    assertEquals(List.of("large"), large.classes());
    assertEquals(4, large.training().size());
    List<String> notes = new ArrayList<>(large.notes());
    assertEquals(List.of(small + " cells of class 'small' are left out"), notes);
  }

  @Test
  public void listedImagesCanBeLeftOut() throws IOException {
    Path folder = TrainingFolders.annotated(temporary.getRoot().toPath(), 4, 2);
    Files.writeString(folder.resolve("splits/doubtful.txt"), "p1\np5.png\n");
    TrainingImages images =
        TrainingImages.ofAnnotations(folder, "train", "val", 1)
            .without(TrainingImages.listed(folder, "doubtful"));
    assertEquals(Set.of("p0.png", "p2.png", "p3.png", "p4.png"), names(all(images)));
  }

  @Test
  public void realAnnotationsAreReadWithTheirLists() throws IOException {
    Path folder = Path.of("../shared/data/livedead");
    Assume.assumeTrue("no data", Files.isDirectory(folder.resolve("annotations")));
    TrainingImages images = TrainingImages.ofAnnotations(folder, "train", "val", 1);
    assertEquals(List.of("Dead Cell", "Living Cell"), images.classes());
    assertEquals(398, images.training().size());
    assertEquals(102, images.validation().size());
    assertTrue(images.cells() > 398);
  }

  private static Set<String> classes(List<TrainingImage> images) {
    Set<String> classes = new TreeSet<>();
    images.forEach(image -> classes.addAll(image.classes()));
    return classes;
  }
}

package org.unstained.command.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelClass;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.ObjectDetails;
import org.unstained.annotation.PascalVoc;
import org.unstained.annotation.Ring;
import org.unstained.cells.Box;
import org.unstained.cells.PlaneCells;
import org.unstained.command.CellCommand;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.labels.Labels;

/** Labels onto an image and off it again. */
public class LabelCommandsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static DrawnOutline triangle(double x, double y) {
    return DrawnOutline.of(
        new Ring(new double[] {x, x + 20, x + 10}, new double[] {y, y, y + 20.5}));
  }

  private Path geojson(AnnotatedBox... boxes) throws IOException {
    Path file = folder.getRoot().toPath().resolve("im.geojson");
    AnnotatedImage image = new AnnotatedImage("im.tif", 100, 90, List.of(boxes));
    LabelSet set =
        new LabelSet(
            List.of(new AnnotationFile(file, image, List.of())),
            List.of(new LabelClass("Tumour", 0x123456)),
            List.of());
    Labels.write(file, set, Labels.format("geojson"));
    return file;
  }

  private static AnnotatedBox at(AnnotatedBox box, int slice, int frame) {
    return box.with(box.details().at(new ImagePosition(0, slice, frame)));
  }

  private static void run(CellCommand command, ImagePlus image, String... inputs) {
    for (int i = 0; i < inputs.length; i += 2) Inputs.set(command, inputs[i], inputs[i + 1]);
    if (image != null) image(command, image);
    command.run();
    assertEquals(Optional.empty(), command.failure());
  }

  private static void image(CellCommand command, ImagePlus image) {
    try {
      var field = command.getClass().getDeclaredField("image");
      field.setAccessible(true);
      field.set(command, image);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void cellsComeOntoTheirPlanesWithClassScoreAndColour() throws IOException {
    ImagePlus image = IJ.createHyperStack("im.tif", 100, 90, 1, 3, 2, 8);
    Overlay own = new Overlay(new Roi(1, 1, 5, 5));
    image.setOverlay(own);
    AnnotatedBox first =
        AnnotatedBox.of(triangle(10, 10), "Tumour", ObjectDetails.NONE.withScore(0.75));
    AnnotatedBox second = new AnnotatedBox(new Box(50, 40, 12, 8), "");
    Path file = geojson(at(first, 2, 1), at(second, 3, 2), at(second, 9, 1));
    run(new ImportLabels(), image, "labels", file.toString());
    List<PlaneCells> planes = CellOverlay.read(image);
    assertEquals(2, planes.size());
    assertEquals(2, planes.get(0).slice());
    assertEquals(0.75, planes.get(0).cells().get(0).classification().score(), 0);
    assertEquals(new Box(50, 40, 12, 8), planes.get(1).cells().get(0).box());
    assertEquals(null, planes.get(1).cells().get(0).classification());
    assertEquals(3, image.getOverlay().size());
    Roi drawn = image.getOverlay().get(1);
    assertEquals("Tumour 0.75", drawn.getName());
    assertEquals(new Color(0x123456), drawn.getStrokeColor());
    assertTrue(drawn.getGroup() > 0);
  }

  @Test
  public void addingKeepsCellsAndNumbersTheNewOnesOn() throws IOException {
    ImagePlus image = IJ.createImage("im.tif", 100, 90, 1, 8);
    Path file = geojson(new AnnotatedBox(new Box(50, 40, 12, 8), "a"));
    run(new ImportLabels(), image, "labels", file.toString());
    run(new ImportLabels(), image, "labels", file.toString(), "add", "true");
    assertEquals(
        List.of(1, 2),
        CellOverlay.read(image).get(0).cells().stream().map(c -> c.number()).toList());
    run(new ImportLabels(), image, "labels", file.toString());
    assertEquals(1, image.getOverlay().size());
  }

  @Test
  public void whatIsExportedComesBackTheSameInEachFormatWithOutlines() throws IOException {
    ImagePlus image = IJ.createHyperStack("im.tif", 100, 90, 1, 3, 2, 8);
    AnnotatedBox one = AnnotatedBox.of(triangle(10, 10), "Tumour", ObjectDetails.NONE);
    AnnotatedBox other = AnnotatedBox.of(triangle(50, 30), "b", ObjectDetails.NONE.withScore(0.5));
    Path file = geojson(at(one, 2, 1), at(other, 2, 1), at(one, 1, 2));
    run(new ImportLabels(), image, "labels", file.toString());
    List<PlaneCells> before = CellOverlay.read(image);
    for (String format : List.of("geojson", "rois", "coco")) {
      Path out = folder.newFolder().toPath();
      run(new ExportLabels(), image, "target", out.toString(), "format", format);
      ImagePlus again = IJ.createHyperStack("im.tif", 100, 90, 1, 3, 2, 8);
      run(new ImportLabels(), again, "labels", out.toString());
      assertEquals(format, text(before), text(CellOverlay.read(again)));
    }
  }

  private static String text(List<PlaneCells> planes) {
    StringBuilder text = new StringBuilder();
    for (PlaneCells plane : planes)
      plane
          .cells()
          .forEach(
              cell ->
                  text.append(plane.slice() + " " + plane.frame() + " ")
                      .append(cell.outline())
                      .append(cell.name())
                      .append('\n'));
    return text.toString();
  }

  @Test
  public void drawnRoisAreExportedByThemselvesOrWithOurs() throws IOException {
    ImagePlus image = IJ.createHyperStack("im.tif", 100, 90, 1, 3, 2, 8);
    Path file = geojson(at(AnnotatedBox.of(triangle(50, 30), "ours", ObjectDetails.NONE), 1, 1));
    run(new ImportLabels(), image, "labels", file.toString());
    Roi polygon =
        new PolygonRoi(new float[] {10.5f, 20.25f, 12}, new float[] {5, 6, 30.75f}, Roi.POLYGON);
    polygon.setProperty("class", "drawn");
    polygon.setPosition(1, 3, 2);
    Overlay overlay = image.getOverlay();
    overlay.add(polygon);
    overlay.add(new Roi(60, 60, 9, 7)); // on all planes
    overlay.add(new Line(1, 1, 20, 20));
    Path drawn = folder.newFolder().toPath();
    run(
        new ExportLabels(),
        image,
        "target",
        drawn.toString(),
        "format",
        "geojson",
        "rois",
        "drawn");
    List<AnnotatedBox> boxes =
        Labels.read(drawn, "auto", LabelOptions.DEFAULTS).set().images().get(0).boxes();
    assertEquals(2, boxes.size());
    assertEquals("drawn", boxes.get(0).className());
    assertEquals(new Box(10.5, 5, 9.75, 25.75), boxes.get(0).box());
    assertEquals(3, boxes.get(0).details().position().slice());
    assertEquals(2, boxes.get(0).details().position().frame());
    assertEquals(new Box(60, 60, 9, 7), boxes.get(1).box());
    for (Map.Entry<String, Integer> planes : Map.of("all", 3, "current", 2).entrySet()) {
      Path both = folder.newFolder().toPath();
      run(
          new ExportLabels(),
          image,
          "target",
          both.toString(),
          "rois",
          "all",
          "planes",
          planes.getKey());
      assertEquals(
          planes.getKey(),
          (int) planes.getValue(),
          Labels.read(both, "auto", LabelOptions.DEFAULTS).set().objects());
    }
    assertEquals("the overlay stays", 4, image.getOverlay().size());
    ExportLabels none = new ExportLabels();
    Inputs.set(none, "target", drawn.toString());
    Inputs.set(none, "rois", "drawn");
    image(none, IJ.createImage("bare", 9, 9, 1, 8));
    none.run();
    assertTrue(none.failure().get(), none.failure().get().contains("no drawn ROIs"));
  }

  @Test
  public void aCocoFileGetsOneEntryAfterTheOther() throws IOException {
    Path coco = folder.getRoot().toPath().resolve("all.json");
    for (String title : List.of("a.tif", "b.tif", "a.tif")) {
      ImagePlus image = IJ.createImage(title, 100, 90, 1, 8);
      Path file = geojson(new AnnotatedBox(new Box(50, 40, 12, 8), "Zelle"));
      run(new ImportLabels(), image, "labels", file.toString());
      run(new ExportLabels(), image, "target", coco.toString(), "format", "coco");
    }
    LabelSet set = Labels.read(coco, "auto", LabelOptions.DEFAULTS).set();
    assertEquals(
        List.of("a.tif", "b.tif"), set.images().stream().map(AnnotatedImage::name).toList());
    assertEquals(2, set.objects());
  }

  @Test
  public void mistakesAreNamed() throws IOException {
    ImagePlus image = IJ.createImage("im.tif", 100, 90, 1, 8);
    Path two = folder.newFolder().toPath();
    for (String name : List.of("x", "y"))
      PascalVoc.write(
          two.resolve(name + ".xml"), new AnnotatedImage(name + ".png", 9, 9, List.of()));
    Path text = Files.writeString(folder.getRoot().toPath().resolve("a.txt"), "hello");
    for (Map.Entry<String, String> wrong :
        Map.of(
                "",
                "'labels' is empty",
                "no such file",
                "there is no such file",
                two.toString(),
                "no labels of 'im.tif'. It has those of: 'x.png', 'y.png'",
                text.toString(),
                "no labels of a format that is known")
            .entrySet()) {
      ImportLabels command = new ImportLabels();
      Inputs.set(command, "labels", wrong.getKey());
      image(command, image);
      command.run();
      String said = command.failure().orElse("nothing");
      assertTrue(said, said.contains(wrong.getValue()));
    }
    ExportLabels export = new ExportLabels();
    Inputs.set(export, "target", folder.getRoot().toString());
    image(export, image);
    export.run();
    assertTrue(export.failure().get(), export.failure().get().contains("no cells of ours"));
    assertEquals(null, image.getOverlay());
  }
}

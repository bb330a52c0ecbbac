package org.unstained.command.analysis;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.stains.PrepareFluorescence;
import org.unstained.image.ImageFiles;
import org.unstained.image.Loading;

/**
 * All commands on stacks of channels, slices and frames, in memory and virtual, composite and not:
 * what is found on each plane is what is found on the plane alone, and it is drawn, listed and
 * labelled there.
 */
public class HyperstackCommandsTest {

  private static final Path STACKS = Path.of("../shared/data/stacks");

  /** Columns of the table of results are rounded to what they show. */
  private static final double ROUNDING = 1e-3;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String home;

  private record Plane(int channel, int slice, int frame) implements Comparable<Plane> {
    @Override
    public int compareTo(Plane other) {
      return Integer.compare(order(), other.order());
    }

    private int order() {
      return (frame * 1_000 + slice) * 100 + channel;
    }
  }

  @Before
  public void start() throws IOException {
    closeAll();
    home = System.getProperty("unstained.home");
    Path own = temporary.newFolder().toPath();
    NetworkPackages.install(own);
    System.setProperty("unstained.home", own.toString());
  }

  @After
  public void end() {
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
    closeAll();
    Interpreter.batchMode = false;
  }

  private static void closeAll() {
    for (ImagePlus image : OpenImages.all()) image.close();
    Analyzer.setResultsTable(new ResultsTable());
  }

  /** 3 channels, 2 slices, 3 frames; discs in channel 2, one plane of them empty. */
  private Path painted() throws IOException {
    ImageStack stack = new ImageStack(240, 160);
    for (int t = 0; t < 3; t++)
      for (int z = 0; z < 2; z++)
        for (int c = 0; c < 3; c++) {
          boolean empty = t == 1 && z == 0;
          ImageProcessor plane =
              c == 1 && !empty
                  ? NetworkPackages.discs(1 + t, 1 + z)
                  : NetworkPackages.discs(0, c == 2 ? 3 : 0);
          stack.addSlice(plane);
        }
    ImagePlus image = new ImagePlus("painted", stack);
    image.setDimensions(3, 2, 3);
    image = new CompositeImage(image, CompositeImage.COMPOSITE);
    image.setOpenAsHyperStack(true);
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = calibration.pixelHeight = 0.5;
    calibration.pixelDepth = 2;
    calibration.frameInterval = 30;
    calibration.setUnit("um");
    Path file = temporary.getRoot().toPath().resolve("painted.tif");
    new FileSaver(image).saveAsTiff(file.toString());
    return file;
  }

  private interface Check {
    void on(ImagePlus image) throws IOException;
  }

  /** In memory with the channels one by one; virtual with all of them on top of one another. */
  private static void onEachKind(Path file, Check check) throws IOException {
    for (Loading loading : new Loading[] {Loading.MEMORY, Loading.VIRTUAL}) {
      ImagePlus image = ImageFiles.open(file, 1, loading);
      boolean virtual = loading == Loading.VIRTUAL;
      assertEquals(virtual, image.getStack().isVirtual());
      if (image instanceof CompositeImage composite)
        composite.setMode(virtual ? CompositeImage.COMPOSITE : CompositeImage.GRAYSCALE);
      image.setPosition(image.getNChannels(), image.getNSlices(), 1);
      int before = image.getCurrentSlice();
      check.on(image);
      assertEquals("the plane that is shown stays", before, image.getCurrentSlice());
      closeAll();
    }
  }

  private static Path data(String name) {
    Path file = STACKS.resolve(name);
    assumeTrue(Files.exists(file));
    return file;
  }

  @Test
  public void cellsOfPaintedStacksAreWhereTheyWereFound() throws IOException {
    Path file = painted();
    onEachKind(file, image -> segmentMeasureAndCrop(image, 2));
  }

  @Test
  public void cellsOfSlicesAndChannelsAreWhereTheyWereFound() throws IOException {
    onEachKind(data("hcs_Z13_C2_imagej.tif"), image -> segmentMeasureAndCrop(image, 1));
    onEachKind(data("composed_T2_Z8_C2.ome.tif"), image -> segmentMeasureAndCrop(image, 2));
    onEachKind(data("stardist_img3d_Z31.tif"), image -> segmentMeasureAndCrop(image, 1));
  }

  @Test
  public void cellsOfFramesAndOfChannelsAloneAreWhereTheyWereFound() throws IOException {
    onEachKind(data("cancer_cell_migration_T48.tif"), image -> segmentMeasureAndCrop(image, 1));
    onEachKind(data("t98g_phase_T8.ome.tif"), image -> segmentMeasureAndCrop(image, 1));
    onEachKind(data("hela-cells_C3.tif"), image -> segmentMeasureAndCrop(image, 3));
    onEachKind(data("multi-channel_C3_int8.ome.tif"), image -> segmentMeasureAndCrop(image, 2));
  }

  private static void segmentMeasureAndCrop(ImagePlus image, int channel) {
    String name = image.getTitle();
    run(new SegmentCells(), image, "planes=all smallest=0.5 channel=" + channel);
    Map<Plane, List<Rectangle>> alone = alone(image, channel);
    int cells = alone.values().stream().mapToInt(List::size).sum();
    assertTrue(name, cells > 0);
    assertEquals(name, alone, drawn(image));
    assertEquals(name, alone, listed());

    ImagePlus labels = OpenImages.find(labelTitle(image)).orElseThrow();
    assertArrayEquals(
        name,
        new int[] {image.getWidth(), image.getHeight(), 1, image.getNSlices(), image.getNFrames()},
        labels.getDimensions());
    assertSameCalibration(image, labels);
    assertEquals(name, alone, labelled(labels, channel));

    Analyzer.setResultsTable(new ResultsTable());
    run(new MeasureCells(), image, "planes=all");
    assertEquals(name, alone, listed());
    assertMeans(image);

    ResultsTable once = Analyzer.getResultsTable();
    int columns = once.getHeadings().length;
    Analyzer.setResultsTable(new ResultsTable());
    run(new MeasureCells(), labels, "planes=all intensities=[" + name + "]");
    assertEquals(name, alone, listed());
    assertEquals("none is drawn twice", alone, drawn(image));
    assertEquals(name, columns, Analyzer.getResultsTable().getHeadings().length);
    assertMeans(image);

    run(new CropCells(), image, "planes=all side=9");
    ImagePlus crops = OpenImages.find(labelTitle(image).replace("-labels", "-crops")).orElseThrow();
    assertEquals(name, image.getNChannels(), crops.getNChannels());
    assertEquals(name, cells, crops.getNSlices());

    onlyTheShownPlane(image, channel, alone);
  }

  /** The commands on the plane that is shown find, measure and crop what is there. */
  private static void onlyTheShownPlane(
      ImagePlus image, int channel, Map<Plane, List<Rectangle>> alone) {
    Plane fullest =
        alone.keySet().stream()
            .max((a, b) -> Integer.compare(alone.get(a).size(), alone.get(b).size()))
            .orElseThrow();
    int before = image.getCurrentSlice();
    image.setPosition(1, fullest.slice, fullest.frame);
    image.setOverlay(null);
    Analyzer.setResultsTable(new ResultsTable());
    run(new SegmentCells(), image, "smallest=0.5 map=false channel=" + channel);
    Map<Plane, List<Rectangle>> one = Map.of(fullest, alone.get(fullest));
    assertEquals(one, drawn(image));
    assertEquals(one, listed());
    run(new MeasureCells(), image, "");
    assertEquals(one, listed());
    image.setSlice(before);
  }

  @Test
  public void aSavedLabelMapStillKnowsItsChannel() throws IOException {
    ImagePlus image = ImageFiles.open(painted());
    run(new SegmentCells(), image, "planes=all channel=2 table=false");
    Map<Plane, List<Rectangle>> segmented = drawn(image);
    Path saved = temporary.getRoot().toPath().resolve("painted-labels.tif");
    new FileSaver(OpenImages.find("painted-labels").orElseThrow()).saveAsTiff(saved.toString());
    closeAll();
    ImagePlus again = ImageFiles.open(temporary.getRoot().toPath().resolve("painted.tif"));
    OpenImages.show(again);
    ImagePlus labels = ImageFiles.open(saved);
    run(new MeasureCells(), labels, "planes=all intensities=[painted.tif]");
    assertEquals(segmented, drawn(again));
    assertEquals(segmented, listed());
  }

  @Test
  public void drawnCellsAreMeasuredInTheirChannelAndPlane() throws IOException {
    onEachKind(
        painted(),
        image -> {
          image.setOverlay(new Overlay());
          Roi placed = new OvalRoi(30, 30, 24, 24);
          placed.setPosition(2, 1, 3);
          image.getOverlay().add(placed);
          image.getOverlay().add(new OvalRoi(100, 30, 24, 24)); // on the plane that is shown
          run(new MeasureCells(), image, "source=rois planes=all");
          Map<Plane, List<Rectangle>> both =
              Map.of(
                  new Plane(2, 1, 3),
                  List.of(placed.getBounds()),
                  new Plane(3, 2, 1),
                  List.of(new Rectangle(100, 30, 24, 24)));
          assertEquals(both, drawn(image));
          assertEquals(both, listed());
        });
  }

  @Test
  public void stacksArePreparedPlaneByPlane() throws IOException {
    for (Path file : new Path[] {painted(), STACKS.resolve("composed_T2_Z8_C2.ome.tif")}) {
      if (!Files.exists(file)) continue;
      onEachKind(
          file,
          image -> {
            run(new PrepareFluorescence(), image, "median=false halve=true");
            ImagePlus prepared =
                OpenImages.find(labelTitle(image).replace("-labels", "-prepared")).orElseThrow();
            assertArrayEquals(
                new int[] {
                  (image.getWidth() + 1) / 2,
                  (image.getHeight() + 1) / 2,
                  image.getNChannels(),
                  image.getNSlices(),
                  image.getNFrames()
                },
                prepared.getDimensions());
            assertEquals(
                2 * image.getCalibration().pixelWidth, prepared.getCalibration().pixelWidth, 1e-9);
            assertEquals(
                image.getCalibration().frameInterval,
                prepared.getCalibration().frameInterval,
                1e-9);
          });
    }
  }

  @Test
  public void networksLookAtEachPlaneAndCellsCanBeFilteredThere() throws IOException {
    Path file = painted();
    onEachKind(
        file,
        image -> {
          run(new DetectCells(), image, "model=test-detector planes=all channels=2");
          assertEquals(List.of(2, 3, 0, 4, 4, 5), counts(drawn(image), 3));
          assertEquals(drawn(image), listed());
          Map<Plane, List<Rectangle>> all = drawn(image);
          run(new ClassifyCells(), image, "model=test-classifier planes=all channels=2");
          assertEquals(all, drawn(image));
          int dead = 0;
          for (Roi roi : image.getOverlay())
            if ("Dead Cell".equals(roi.getProperty("class"))) dead++;
          run(new FilterCells(), image, "classes=[Dead Cell]");
          assertTrue(dead > 0);
          assertEquals(dead, image.getOverlay().size());
          assertEquals(drawn(image), listed());
          run(new FilterCells(), image, "");
          assertEquals(all, drawn(image));
        });
  }

  /** 2 + 3 planes of the first frame, and so on. */
  private static List<Integer> counts(Map<Plane, List<Rectangle>> planes, int frames) {
    List<Integer> counts = new ArrayList<>();
    for (int t = 1; t <= frames; t++)
      for (int z = 1; z <= 2; z++) {
        int slice = z, frame = t;
        counts.add(
            planes.entrySet().stream()
                .filter(e -> e.getKey().slice == slice && e.getKey().frame == frame)
                .mapToInt(e -> e.getValue().size())
                .sum());
      }
    return counts;
  }

  /** Each plane as an image of its own, cut out by ImageJ's index. */
  private static Map<Plane, List<Rectangle>> alone(ImagePlus image, int channel) {
    Map<Plane, List<Rectangle>> found = new TreeMap<>();
    for (int t = 1; t <= image.getNFrames(); t++)
      for (int z = 1; z <= image.getNSlices(); z++) {
        int index = ((t - 1) * image.getNSlices() + z - 1) * image.getNChannels() + channel;
        ImagePlus plane = new ImagePlus("alone", image.getStack().getProcessor(index).duplicate());
        plane.setCalibration(image.getCalibration().copy());
        SegmentCells command = new SegmentCells();
        setImage(command, plane);
        Inputs.read(command, "smallest=0.5 map=false table=false");
        if (plane.getStatistics().max > plane.getStatistics().min) run(command);
        List<Rectangle> boxes = boxes(plane);
        if (!boxes.isEmpty()) found.put(new Plane(channel, z, t), boxes);
      }
    return found;
  }

  private static List<Rectangle> boxes(ImagePlus image) {
    List<Rectangle> boxes = new ArrayList<>();
    if (image.getOverlay() != null) for (Roi roi : image.getOverlay()) boxes.add(roi.getBounds());
    return sorted(boxes);
  }

  private static List<Rectangle> sorted(List<Rectangle> boxes) {
    boxes.sort((a, b) -> Arrays.compare(numbers(a), numbers(b)));
    return boxes;
  }

  private static int[] numbers(Rectangle box) {
    return new int[] {box.y, box.x, box.height, box.width};
  }

  private static Map<Plane, List<Rectangle>> gathered(
      int n, Function<Integer, Plane> plane, Function<Integer, Rectangle> box) {
    Map<Plane, List<Rectangle>> all = new TreeMap<>();
    for (int i = 0; i < n; i++)
      all.computeIfAbsent(plane.apply(i), p -> new ArrayList<>()).add(box.apply(i));
    all.values().forEach(HyperstackCommandsTest::sorted);
    return all;
  }

  /** Where ImageJ draws the ROIs of the overlay. */
  private static Map<Plane, List<Rectangle>> drawn(ImagePlus image) {
    List<Roi> rois = ours(image);
    return gathered(rois.size(), i -> drawnAt(rois.get(i), image), i -> rois.get(i).getBounds());
  }

  private static Map<Plane, List<Rectangle>> listed() {
    ResultsTable table = Analyzer.getResultsTable();
    return gathered(table.size(), i -> planeOf(table, i), i -> boxOf(table, i));
  }

  private static Plane planeOf(ResultsTable table, int row) {
    return new Plane(
        (int) table.getValue("channel", row),
        (int) table.getValue("slice", row),
        (int) table.getValue("frame", row));
  }

  private static Rectangle boxOf(ResultsTable table, int row) {
    return new Rectangle(
        (int) table.getValue("x_px", row),
        (int) table.getValue("y_px", row),
        (int) table.getValue("width_px", row),
        (int) table.getValue("height_px", row));
  }

  private static Map<Plane, List<Rectangle>> labelled(ImagePlus labels, int channel) {
    Map<Plane, List<Rectangle>> all = new TreeMap<>();
    for (int t = 1; t <= labels.getNFrames(); t++)
      for (int z = 1; z <= labels.getNSlices(); z++) {
        ImageProcessor ip = labels.getStack().getProcessor(labels.getStackIndex(1, z, t));
        Map<Integer, Rectangle> boxes = new TreeMap<>();
        for (int y = 0; y < ip.getHeight(); y++)
          for (int x = 0; x < ip.getWidth(); x++)
            if (ip.getf(x, y) != 0)
              boxes.merge((int) ip.getf(x, y), new Rectangle(x, y, 1, 1), Rectangle::union);
        if (!boxes.isEmpty())
          all.put(new Plane(channel, z, t), sorted(new ArrayList<>(boxes.values())));
      }
    return all;
  }

  /** The means of the table are those that ImageJ measures in the ROIs, in every channel. */
  private static void assertMeans(ImagePlus image) {
    ResultsTable table = Analyzer.getResultsTable();
    Map<String, Integer> rows = new TreeMap<>();
    for (int i = 0; i < table.size(); i++) rows.put(planeOf(table, i) + " " + boxOf(table, i), i);
    for (Roi roi : ours(image)) {
      Plane at = drawnAt(roi, image);
      int row = rows.get(at + " " + roi.getBounds());
      for (int c = 1; c <= image.getNChannels(); c++) {
        ImageProcessor ip =
            image.getStack().getProcessor(image.getStackIndex(c, at.slice, at.frame));
        ip.setRoi(roi);
        double mean = ImageStatistics.getStatistics(ip).mean;
        if (image.getLocalCalibration().isSigned16Bit()) mean -= 32_768;
        String column = (image.getNChannels() > 1 ? "ch" + c + "_" : "") + "mean_intensity";
        assertEquals(
            image.getTitle() + at, mean, table.getValue(column, row), ROUNDING * Math.abs(mean));
      }
    }
  }

  /** Some images of the microscopes have a scale bar besides. */
  private static List<Roi> ours(ImagePlus image) {
    return image.getOverlay() == null
        ? List.of()
        : Arrays.stream(image.getOverlay().toArray())
            .filter(roi -> roi.getProperty("cell") != null)
            .toList();
  }

  private static Plane drawnAt(Roi roi, ImagePlus image) {
    if (roi.hasHyperStackPosition())
      return new Plane(roi.getCPosition(), roi.getZPosition(), roi.getTPosition());
    int[] at = image.convertIndexToPosition(Math.max(1, roi.getPosition()));
    return new Plane(at[0], at[1], at[2]);
  }

  private static void assertSameCalibration(ImagePlus image, ImagePlus labels) {
    Calibration a = image.getCalibration();
    Calibration b = labels.getCalibration();
    assertEquals(a.pixelWidth, b.pixelWidth, 0);
    assertEquals(a.pixelHeight, b.pixelHeight, 0);
    assertEquals(a.pixelDepth, b.pixelDepth, 0);
    assertEquals(a.frameInterval, b.frameInterval, 0);
    assertEquals(a.getUnit(), b.getUnit());
    assertEquals(a.getTimeUnit(), b.getTimeUnit());
  }

  private static String labelTitle(ImagePlus image) {
    return image.getTitle().replaceAll("(\\.ome)?\\.tiff?$", "") + "-labels";
  }

  private static void run(CellCommand command, ImagePlus image, String options) {
    setImage(command, image);
    Inputs.read(command, options);
    run(command);
  }

  private static void setImage(CellCommand command, ImagePlus image) {
    OpenImages.show(image);
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, image);
  }

  private static void run(CellCommand command) {
    command.run();
    assertEquals("", command.failure().orElse(""));
  }
}

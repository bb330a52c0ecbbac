package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.Fate;
import org.unstained.cells.PlaneCells;
import org.unstained.image.ImageFiles;
import org.unstained.inference.ClassScores;
import org.unstained.inference.HeatMap;
import org.unstained.letters.Letters;
import org.unstained.overlay.CellRois;
import org.unstained.overlay.ErrorMark;
import org.unstained.overlay.ErrorOverlay;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.PlotFiles;
import org.unstained.report.Series;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.explanation.ExplainedCell;
import org.unstained.workflow.explanation.ExplainedCell.ClassMap;
import org.unstained.workflow.explanation.ExplainedPlane;
import org.unstained.workflow.explanation.HeatPictures;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageResult;
import org.unstained.workflow.folder.ImageTask;

/** A Java without fonts, as in a container: everything is there, but pictures have no letters. */
public class NoFontsTest {
  private static final String SENTENCE = "This Java finds no fonts, so pictures have no letters";
  private static final int IMAGES = 3;
  private static final Color CURVE = new Color(0xf0e442);

  /** More red than blue by so much is the curve: letters and axes are grey. */
  private static final int COLOURFUL = 60;

  /** Right of and below them a page of a heat map has letters. */
  private static final int LETTERS_RIGHT = 40;

  private static final int LETTERS_BELOW = 40;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private List<String> noFonts;

  @Before
  public void takeTheFonts() throws IOException {
    Painted.assumeLetters();
    root = temporary.getRoot().toPath();
    noFonts = NoFonts.options(temporary.newFolder("patch").toPath());
  }

  private String said(Class<?> main, Path... arguments) throws Exception {
    String[] paths = Stream.of(arguments).map(Path::toString).toArray(String[]::new);
    Child child = Child.start(root, noFonts, main, paths);
    assertEquals(child.said(), 0, child.end());
    return child.said();
  }

  @Test
  public void aFolderRunHasTheSameResultsAndSaysOnceWhatIsMissing() throws Exception {
    Path input = temporary.newFolder("in").toPath();
    for (int i = 0; i < IMAGES; i++) {
      ImagePlus image = Painted.discs("i" + i);
      image.setOverlay(new Overlay(new TextRoi(1, 1, "text")));
      IJ.saveAsTiff(image, input.resolve("i" + i + ".tif").toString());
    }
    run(input, root.resolve("with"));
    String said = said(Running.class, input, root.resolve("without"));
    assertEquals(said, 2, said.split(SENTENCE, -1).length);
    assertTrue(said, said.contains(NoFonts.MISSING));
    assertTrue(said, said.contains("apt install"));
    Map<String, byte[]> with = ResultFiles.of(root.resolve("with"));
    Map<String, byte[]> without = ResultFiles.of(root.resolve("without"));
    assertEquals(with.keySet(), without.keySet());
    for (String name : with.keySet())
      if (!name.endsWith("-overlay.png"))
        assertArrayEquals(name, with.get(name), without.get(name));
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage bare = picture("without/i" + i + "-overlay.png");
      BufferedImage lettered = picture("with/i" + i + "-overlay.png");
      assertEquals(lettered.getWidth(), bare.getWidth());
      assertEquals(lettered.getHeight(), bare.getHeight());
      assertNotEquals("names", 0, differing(lettered, bare, bare.getWidth(), bare.getHeight()));
      assertTrue("outlines", colours(bare) > 2);
    }
  }

  /** The run, with classes, so that the pictures would bear names. */
  public static final class Running {
    public static void main(String[] args) throws IOException {
      run(Path.of(args[0]), Path.of(args[1]));
      System.exit(0);
    }
  }

  private static void run(Path input, Path output) throws IOException {
    ImageTask segment =
        ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true));
    ImageTask task =
        (image, progress, canceled) -> {
          ImageResult found = segment.run(image, progress, canceled);
          return new ImageResult(
              found.labels(), found.planes().stream().map(NoFontsTest::named).toList());
        };
    FolderRun.run(
        FolderRun.Plan.of(input, output, task, Map.of()),
        new FolderRun.Listener() {
          @Override
          public void done(FolderProgress progress, String image, int cells, double seconds) {}

          @Override
          public void failed(FolderProgress progress, String image, String reason) {
            throw new AssertionError(image + ": " + reason);
          }
        },
        () -> false);
  }

  private static PlaneResult named(PlaneResult plane) {
    PlaneCells cells = plane.cells();
    List<Cell> named =
        cells.cells().stream().map(c -> c.as(new Classification("round", 0.5, Map.of()))).toList();
    return new PlaneResult(
        new PlaneCells(cells.image(), cells.channel(), cells.slice(), cells.frame(), named),
        plane.threshold());
  }

  @Test
  public void plotsHeatMapsAndErrorsAreDrawnAndTextsOfFilesLeftOut() throws Exception {
    ImagePlus image = Painted.discs("texts");
    Roi text = new TextRoi(1, 1, "text");
    Overlay overlay = new Overlay(text);
    overlay.add(new Roi(5, 6, 7, 8));
    image.setOverlay(overlay);
    Path file = root.resolve("texts.tif");
    IJ.saveAsTiff(image, file.toString());
    Path set = root.resolve("texts.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(set))) {
      for (Roi roi : overlay.toArray()) {
        zip.putNextEntry(new ZipEntry(roi.getTypeAsString() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    assertEquals("with fonts", 2, ImageFiles.open(file).getOverlay().size());
    assertEquals("with fonts", 2, CellRois.readRois(set).size());

    String said =
        said(Drawing.class, file, set, root.resolve("plot.png"), root.resolve("heat.png"));
    assertEquals(said, 2, said.split(SENTENCE, -1).length);
    assertTrue(said, said.contains("overlay [Rectangle], set [Rectangle], errors [hit cell]"));

    BufferedImage plot = plot();
    BufferedImage bare = picture("plot.png");
    assertEquals(plot.getWidth(), bare.getWidth());
    assertNotEquals("letters", 0, differing(plot, bare, plot.getWidth(), plot.getHeight()));
    assertNotEquals(0, curve(plot));
    assertEquals("the curve", curve(plot), curve(bare));

    BufferedImage heat = heat();
    BufferedImage unnamed = picture("heat.png");
    assertNotEquals("letters", 0, differing(heat, unnamed, heat.getWidth(), heat.getHeight()));
    int right = heat.getWidth() - LETTERS_RIGHT;
    int below = heat.getHeight() - LETTERS_BELOW;
    assertEquals("the maps", 0, differing(heat, unnamed, right, below));
  }

  /** What else bears letters. */
  public static final class Drawing {
    public static void main(String[] args) throws IOException {
      ImagePlus image = ImageFiles.open(Path.of(args[0]));
      String overlay = kinds(List.of(image.getOverlay().toArray()));
      String set = kinds(CellRois.readRois(Path.of(args[1])));
      image.setOverlay(null);
      ErrorOverlay.show(image, List.of(new ErrorMark(Fate.HIT, new Box(1, 2, 9, 8), "cell")));
      List<String> errors = Stream.of(image.getOverlay().toArray()).map(Roi::getName).toList();
      System.out.printf("overlay %s, set %s, errors %s%n", overlay, set, errors);
      ImageIO.write(plot(), "png", Path.of(args[2]).toFile());
      ImageIO.write(heat(), "png", Path.of(args[3]).toFile());
      System.exit(0);
    }

    private static String kinds(List<Roi> rois) {
      return rois.stream().map(Roi::getTypeAsString).toList().toString();
    }
  }

  private static BufferedImage plot() {
    LinePlot plot =
        new LinePlot(
            "Counts",
            new Axis("frame", 1, 5, false),
            Axis.share("part"),
            Series.of(
                "one", Series.Style.MARKED, new double[] {1, 3, 5}, new double[] {0.2, 0.6, 0.4}));
    return PlotFiles.picture(plot, List.of(CURVE), 300, 200, 1);
  }

  private static BufferedImage heat() {
    ClassScores scores = ClassScores.of(List.of("a", "b"), 0.25f, 0.75f);
    HeatMap map = new HeatMap(5, 5, 10, 10, 2, 2, new float[] {0, 1, 2, 3});
    ExplainedCell cell =
        new ExplainedCell(
            "cell 1", new Box(8, 8, 10, 10), scores, List.of(new ClassMap("b", 0.75, map)));
    ImagePlus image = Painted.discs("heat");
    return HeatPictures.pages(image, List.of(ExplainedPlane.shown(image, List.of(cell))))
        .getProcessor(1)
        .getBufferedImage();
  }

  @Test
  public void javaFailsAtFontsAsItDoesWhereTheyAreMissing() throws Exception {
    String said = said(Writing.class);
    assertTrue(said, said.startsWith("java.lang.UnsatisfiedLinkError"));
    assertTrue(said, said.contains("java.lang.NoClassDefFoundError: Could not initialize class"));
    assertFalse(said, said.contains("written"));
  }

  /** Somebody who doesn't ask before. */
  public static final class Writing {
    public static void main(String[] args) {
      for (int i = 0; i < 2; i++)
        try {
          new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB)
              .createGraphics()
              .drawString("a", 1, 8);
          System.out.println("written");
        } catch (LinkageError e) {
          System.out.println(e);
        }
      System.exit(0);
    }
  }

  /** What Java says where it has its libraries, but finds no font. */
  @Test
  public void otherFaultsOfFontsAreTakenAsTheSame() throws Exception {
    int n = 0;
    for (String kind : List.of("Error", "RuntimeException", "InternalError")) {
      Path patch = temporary.newFolder("patch" + n++).toPath();
      noFonts =
          NoFonts.options(patch, "throw new %s(\"No physical fonts found\");".formatted(kind));
      String said = said(Asking.class);
      assertEquals(said, 2, said.split(SENTENCE, -1).length);
      assertTrue(said, said.contains("(No physical fonts found)"));
      assertTrue(said, said.contains("letters false, then false"));
    }
  }

  /** Somebody who asks. */
  public static final class Asking {
    public static void main(String[] args) {
      System.out.printf("letters %s, then %s%n", Letters.canBeWritten(), Letters.canBeWritten());
      System.exit(0);
    }
  }

  private BufferedImage picture(String name) throws IOException {
    return Optional.ofNullable(ImageIO.read(root.resolve(name).toFile())).orElseThrow();
  }

  private static int differing(BufferedImage a, BufferedImage b, int width, int height) {
    int n = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) if (a.getRGB(x, y) != b.getRGB(x, y)) n++;
    return n;
  }

  private static long colours(BufferedImage picture) {
    return IntStream.range(0, picture.getWidth() * picture.getHeight())
        .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()))
        .distinct()
        .count();
  }

  private static int curve(BufferedImage picture) {
    int n = 0;
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        if ((picture.getRGB(x, y) >> 16 & 255) - (picture.getRGB(x, y) & 255) > COLOURFUL) n++;
    return n;
  }
}

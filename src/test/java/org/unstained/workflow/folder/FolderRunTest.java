package org.unstained.workflow.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.image.NumberRanges;
import org.unstained.overlay.CellRois;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;

public class FolderRunTest {

  private static final FolderRun.Listener QUIET =
      new FolderRun.Listener() {
        @Override
        public void done(FolderProgress progress, String image, int cells, double seconds) {}

        @Override
        public void failed(FolderProgress progress, String image, String reason) {}
      };

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private Path output;

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in put").toPath();
    output = temporary.getRoot().toPath().resolve("out").resolve("put");
  }

  @Test
  public void everyImageGetsItsFilesAndTheFolderItsReports() throws IOException {
    save(Painted.discs("a"), "a.tif");
    save(Painted.calibrated(Painted.stack("b", 2), 0.5, "um"), "b.tif");
    FolderRun.Outcome outcome = run();
    assertEquals(2, outcome.images());
    assertEquals(0, outcome.failures());
    assertEquals(
        List.of(
            ".unstained",
            "a-cells.csv",
            "a-labels.tif",
            "a-overlay.png",
            "a-rois.zip",
            "b-cells.csv",
            "b-labels.tif",
            "b-overlay.png",
            "b-rois.zip",
            "cells.csv",
            "failures.csv",
            "run.json",
            "summary.csv"),
        names(output));
    assertEquals(4, CellRois.read(output.resolve("a-rois.zip"), "a.tif").get(0).cells().size());
    ImagePlus labels = IJ.openImage(output.resolve("b-labels.tif").toString());
    assertEquals(2, labels.getNSlices());
    assertEquals(0.5, labels.getCalibration().pixelWidth, 1e-9);
    assertEquals("image,reason\n", Files.readString(output.resolve("failures.csv")));
  }

  @Test
  public void theTableOfTheFolderHoldsTheRowsOfAllImagesUnderTheColumnsOfAll() throws IOException {
    save(Painted.discs("a"), "a.tif");
    save(Painted.calibrated(Painted.discs("b"), 0.5, "um"), "b.tif");
    run();
    List<CSVRecord> rows = csv("cells.csv");
    assertEquals(8, rows.size());
    assertEquals("a.tif", rows.get(0).get("image"));
    assertEquals("", rows.get(0).get("area_um2"));
    assertEquals("b.tif", rows.get(7).get("image"));
    assertEquals(
        Double.parseDouble(rows.get(7).get("area_px2")) / 4,
        Double.parseDouble(rows.get(7).get("area_um2")),
        1e-6);
  }

  @Test
  public void theSummaryHasARowForEachPlane() throws IOException {
    save(Painted.hyperstack("b", 3, 2), "b.tif");
    FolderRun.run(plan(2), QUIET, () -> false);
    List<CSVRecord> rows = csv("summary.csv");
    assertEquals(6, rows.size());
    assertEquals("4", rows.get(5).get("cells"));
    assertEquals("3", rows.get(5).get("slice"));
    assertEquals("2", rows.get(5).get("frame"));
    assertEquals("2", rows.get(5).get("channel"));
    assertEquals("", rows.get(5).get("area_sum_um2"));
  }

  @Test
  public void aBadImageIsListedAndTheOthersGoOn() throws IOException {
    Files.writeString(input.resolve("0-text.tif"), "this is no image");
    Files.createFile(input.resolve("1-empty.tif"));
    save(new ImagePlus("flat", Painted.discs("x").getProcessor().createProcessor(9, 9)), "2.tif");
    save(Painted.discs("good"), "3.tif");
    FolderRun.Outcome outcome = run();
    assertEquals(1, outcome.images());
    assertEquals(3, outcome.failures());
    List<CSVRecord> failures = csv("failures.csv");
    assertEquals("0-text.tif", failures.get(0).get("image"));
    assertTrue(failures.get(2).get("reason").contains("same value"));
    assertTrue(Files.exists(output.resolve("3-labels.tif")));
    assertFalse(Files.exists(output.resolve("2-labels.tif")));
  }

  @Test
  public void theReportTellsVersionParametersTimesAndMachine() throws IOException {
    save(Painted.discs("a"), "a.tif");
    run();
    JsonObject report =
        JsonParser.parseString(Files.readString(output.resolve("run.json"))).getAsJsonObject();
    assertEquals("9.9", report.get("version").getAsString());
    for (String key : List.of("started", "finished", "seconds", "java", "system", "input"))
      assertTrue(key, report.has(key));
    assertEquals(1, report.get("images").getAsInt());
    assertEquals(4, report.get("cells").getAsInt());
  }

  @Test
  public void imagesThatDifferInTheirEndingAloneKeepTheirFilesApart() throws IOException {
    save(Painted.discs("a"), "a.tif");
    new FileSaver(Painted.discs("a")).saveAsPng(input.resolve("a.png").toString());
    assertEquals(2, run().images());
    assertTrue(Files.exists(output.resolve("a.tif-labels.tif")));
    assertTrue(Files.exists(output.resolve("a.png-labels.tif")));
    assertFalse(Files.exists(output.resolve("a-labels.tif")));
  }

  @Test
  public void namesWithBlanksUmlautsPercentAndHashWork() throws IOException {
    Painted.assumeNamesMayHaveUmlauts();
    String name = "Zellen – Läufer (1) %20 #2";
    save(Painted.discs("a"), name + ".tif");
    assertEquals(1, run().images());
    assertTrue(Files.exists(output.resolve(name + "-overlay.png")));
    assertEquals(name + ".tif", csv("cells.csv").get(0).get("image"));
  }

  @Test
  public void anOutputFolderInsideTheInputFolderIsNotRead() throws IOException {
    save(Painted.discs("a"), "a.tif");
    output = input.resolve("results");
    assertEquals(1, run().images());
    assertEquals(1, run().images());
  }

  @Test
  public void inputAndOutputMayBeTheSameFolder() throws IOException {
    save(Painted.discs("a"), "a.tif");
    output = input;
    assertEquals(1, run().images());
    assertEquals(1, run().images());
  }

  @Test
  public void filesOfAnEarlierRunAreReplacedButNobodyElses() throws IOException {
    save(Painted.discs("a"), "a.tif");
    run();
    assertEquals(1, run().images());
    Path other = temporary.newFolder("other").toPath();
    Files.writeString(other.resolve("cells.csv"), "mine");
    output = other;
    IOException e = assertThrows(IOException.class, this::run);
    assertTrue(e.getMessage(), e.getMessage().contains("cells.csv"));
    assertEquals("mine", Files.readString(other.resolve("cells.csv")));
    assertEquals(List.of("cells.csv"), names(other));
  }

  @Test
  public void anOutputThatIsAFileIsRefused() throws IOException {
    save(Painted.discs("a"), "a.tif");
    output = temporary.newFile("file").toPath();
    IOException e = assertThrows(IOException.class, this::run);
    assertTrue(e.getMessage(), e.getMessage().contains("not a folder"));
  }

  @Test
  public void anInputWithoutImagesIsRefusedAndNothingIsWritten() throws IOException {
    Files.writeString(input.resolve("notes.txt"), "x");
    assertThrows(IOException.class, this::run);
    assertFalse(Files.exists(output));
    input = temporary.getRoot().toPath().resolve("nowhere");
    assertThrows(IOException.class, this::run);
  }

  @Test
  public void aCanceledRunStillReports() throws IOException {
    save(Painted.discs("a"), "a.tif");
    FolderRun.Outcome outcome = FolderRun.run(plan(0), QUIET, () -> true);
    assertEquals(0, outcome.images());
    assertTrue(Files.readString(output.resolve("run.json")).contains("\"cancelled\": true"));
  }

  @Test
  public void chosenPlanesAloneAreWorkedOnAndKeepTheirNumbers() throws IOException {
    save(Painted.hyperstack("b", 4, 3), "b.tif");
    FolderRun.run(
        plan(2)
            .withChoice(
                FolderChoice.standard()
                    .withPlanes(
                        NumberRanges.parse("slices", "2-3"), NumberRanges.parse("frames", "3"))),
        QUIET,
        () -> false);
    List<CSVRecord> some = csv("summary.csv");
    assertEquals(2, some.size());
    assertEquals("2", some.get(0).get("slice"));
    assertEquals("3", some.get(1).get("slice"));
    assertEquals("3", some.get(0).get("frame"));
    ImagePlus labels = IJ.openImage(output.resolve("b-labels.tif").toString());
    assertEquals(2, labels.getStackSize());
    List<String> rows = rowsOf("b-cells.csv", "2", "3");
    assertEquals(
        List.of(2, 3),
        CellRois.read(output.resolve("b-rois.zip"), "b.tif").stream().map(p -> p.slice()).toList());
    FolderRun.run(plan(2), QUIET, () -> false);
    assertEquals(12, csv("summary.csv").size());
    assertEquals("as in a run over all planes", rows, rowsOf("b-cells.csv", "2", "3"));
    assertFalse(rows.isEmpty());
  }

  @Test
  public void chosenSeriesOfAFileAreImagesOfTheirOwn() throws IOException {
    String xml = "<?xml version='1.0'?><OME UUID='urn:uuid:a'>";
    for (int i = 0; i < 3; i++)
      xml +=
          ("<Image Name='well%d'><Pixels SizeX='%d' SizeY='%d' Type='uint8' SizeC='1' SizeZ='1'"
                  + " SizeT='1' DimensionOrder='XYCZT'><TiffData IFD='%d'/></Pixels></Image>")
              .formatted(i, Painted.WIDTH, Painted.HEIGHT, i);
    FileInfo info = Painted.stack("plate", 3).getFileInfo();
    info.nImages = 3;
    info.description = xml + "</OME>";
    try (OutputStream out = Files.newOutputStream(input.resolve("plate.ome.tif"))) {
      new TiffEncoder(info).write(out);
    }
    save(Painted.discs("a"), "a.tif");
    assertEquals("of each file the first", 2, run().images());
    assertTrue(Files.exists(output.resolve("plate-labels.tif")));
    FolderChoice some = FolderChoice.standard().withSeries(NumberRanges.parse("series", "2-3"));
    FolderRun.Plan plates = plan(0).withChoice(some.withPattern("plate*"));
    assertEquals(2, FolderRun.run(plates, QUIET, () -> false).images());
    assertEquals(
        List.of("plate.ome.tif - series 2", "plate.ome.tif - series 3"),
        csv("summary.csv").stream().map(row -> row.get("image")).toList());
    assertTrue(Files.exists(output.resolve("plate-series3-rois.zip")));
    FolderRun.Plan all = plan(0).withChoice(some.withSeries(NumberRanges.ALL));
    FolderRun.Outcome outcome = FolderRun.run(all, QUIET, () -> false);
    assertEquals(4, outcome.images());
    assertEquals("a and series 2 and 3", 3, outcome.kept());
    assertEquals("a.tif", csv("summary.csv").get(0).get("image"));
  }

  @Test
  public void planesThatAnImageLacksAreAFailureOfThatImage() throws IOException {
    save(Painted.stack("a", 2), "a.tif");
    save(Painted.stack("b", 3), "b.tif");
    FolderRun.Outcome outcome =
        FolderRun.run(
            plan(0)
                .withChoice(
                    FolderChoice.standard()
                        .withPlanes(NumberRanges.parse("slices", "3"), NumberRanges.ALL)),
            QUIET,
            () -> false);
    assertEquals(1, outcome.images());
    assertTrue(csv("failures.csv").get(0).get("reason").contains("Slices 3"));
  }

  @Test
  public void anImageForWhichThereIsNoMemoryIsTriedAgainAloneAndTheOthersGoOn() throws IOException {
    for (String name : List.of("a", "b", "c")) save(Painted.discs(name), name + ".tif");
    ImageTask segment = plan(0).task();
    List<String> tried = new ArrayList<>();
    ImageTask hungry =
        (image, progress, canceled) -> {
          tried.add(image.getTitle());
          boolean never = image.getTitle().equals("b.tif");
          boolean once = image.getTitle().equals("a.tif") && tried.size() == 1;
          if (never || once) throw new OutOfMemoryError("painted");
          return segment.run(image, progress, canceled);
        };
    FolderRun.Outcome outcome =
        FolderRun.run(FolderRun.Plan.of(input, output, hungry, Map.of()), QUIET, () -> false);
    assertEquals(List.of("a.tif", "a.tif", "b.tif", "b.tif", "c.tif"), tried);
    assertEquals(2, outcome.images());
    assertTrue(csv("failures.csv").get(0).get("reason").contains("-Xmx"));
  }

  @Test
  public void aSingleFileIsAFolderOfOne() throws IOException {
    save(Painted.discs("a"), "a.tif");
    save(Painted.discs("b"), "b.tif");
    input = input.resolve("b.tif");
    assertEquals(1, run().images());
    assertTrue(Files.exists(output.resolve("b-labels.tif")));
  }

  private List<String> rowsOf(String table, String slice, String frame) throws IOException {
    return csv(table).stream()
        .filter(row -> row.get("slice").equals(slice) && row.get("frame").equals(frame))
        .map(row -> String.join(",", row.values()))
        .toList();
  }

  private FolderRun.Outcome run() throws IOException {
    return FolderRun.run(plan(0), QUIET, () -> false);
  }

  private FolderRun.Plan plan(int channel) {
    return FolderRun.Plan.of(
        input,
        output,
        ImageTask.segment(new SegmentOptions(channel, 0, SegmentationSettings.defaults(), true)),
        Map.of("version", "9.9", "parameters", Map.of("channel", channel)));
  }

  private void save(ImagePlus image, String name) {
    IJ.saveAsTiff(image, input.resolve(name).toString());
  }

  private List<CSVRecord> csv(String name) throws IOException {
    try (CSVParser parser =
        CSVParser.parse(
            Files.newBufferedReader(output.resolve(name)),
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return parser.getRecords();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return List.copyOf(new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
    }
  }
}

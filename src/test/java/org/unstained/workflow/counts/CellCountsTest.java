package org.unstained.workflow.counts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.report.LinePlot;
import org.unstained.report.PlatePlot;
import org.unstained.report.Table;

/** Counting cells of tables; what overlays say is tested with the command. */
public class CellCountsTest {
  private static final double EXACT = 1e-12;
  private static final String HEADER = "image,frame,slice,channel,cell,class,score,p_L,p_D\n";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void eachFrameHasItsCountsAndFractions() throws IOException {
    CellCounts counts = counts(rows("a.tif", 1, "LLLLLLLLDD") + rows("a.tif", 2, "LD"));
    assertEquals(List.of("L", "D"), counts.classes());
    ImageCounts image = counts.images().get(0);
    assertEquals(List.of(8, 2), image.frames().get(0).counts());
    assertEquals(List.of(1, 1), image.frames().get(1).counts());
    assertEquals(0.8, image.frames().get(0).fraction(0).value(), EXACT);
    // Wilson (1927) for 8 of 10
    assertEquals(0.4902, image.frames().get(0).fraction(0).low(), 5e-5);
    assertEquals(0.9433, image.frames().get(0).fraction(0).high(), 5e-5);
    assertEquals(12, counts.cells());
    assertTrue(counts.isSeries());
  }

  @Test
  public void aFrameOfWhichNothingIsKnownIsMissingAndOneWithoutCellsIsNot() throws IOException {
    String cells = rows("a.tif", 1, "L") + rows("a.tif", 3, "D");
    ImageCounts alone = counts(cells).images().get(0);
    assertFalse(alone.frames().get(1).worked());
    assertTrue(Double.isNaN(alone.frames().get(1).count(0)));
    Files.writeString(
        temporary.getRoot().toPath().resolve("summary.csv"),
        "image,frame,slice,channel,cells\na.tif,1,1,1,1\na.tif,2,1,1,0\na.tif,3,1,1,1\n"
            + "a.tif,5,1,1,0\nb.tif,1,1,1,0\n");
    CellCounts known = counts(cells);
    List<FrameCounts> frames = known.images().get(0).frames();
    assertEquals(5, frames.size());
    assertEquals(0, frames.get(1).count(0), 0);
    assertTrue("no cell, no fraction", Double.isNaN(frames.get(1).fraction(0).value()));
    assertFalse("frame 4 was left out", frames.get(3).worked());
    assertTrue(frames.get(4).worked());
    assertEquals("b.tif", known.images().get(1).image());
    assertEquals(0, known.images().get(1).frames().get(0).total());
  }

  @Test
  public void onRequestUnknownFramesCountNothing() throws IOException {
    CellCounts counts =
        CellCounts.of(
            table(rows("a.tif", 1, "L") + rows("a.tif", 3, "D")),
            options(Optional.empty(), "", "", 0, true, ""));
    assertEquals(0, counts.images().get(0).frames().get(1).count(0), 0);
  }

  @Test
  public void aClassThatNoCellHasCountsNothing() throws IOException {
    CellCounts counts = counts(rows("a.tif", 1, "LL"));
    assertEquals(List.of(2, 0), counts.images().get(0).frames().get(0).counts());
  }

  @Test
  public void fractionsAreOfAllCellsWhateverIsShownButNotOfThoseThatDoNotCount()
      throws IOException {
    Path table = table(rows("a.tif", 1, "LLLLDDXXXX"));
    ImageCounts shown =
        CellCounts.of(table, options(Optional.empty(), "D", "", 0, false, "")).images().get(0);
    assertEquals(0.2, shown.frames().get(0).fraction(0).value(), EXACT);
    CellCounts without = CellCounts.of(table, options(Optional.empty(), "", "x", 0, false, ""));
    assertEquals(List.of("L", "D"), without.classes());
    assertEquals(4.0 / 6, without.images().get(0).frames().get(0).fraction(0).value(), EXACT);
    assertThrows(
        IllegalArgumentException.class,
        () -> CellCounts.of(table, options(Optional.empty(), "", "L,D,X", 0, false, "")));
    assertThrows(
        IllegalArgumentException.class,
        () -> CellCounts.of(table, options(Optional.empty(), "Y", "", 0, false, "")));
  }

  @Test
  public void cellsWithALowScoreDoNotCountButTheirFrameWasWorkedOn() throws IOException {
    Path table =
        table(
            "a.tif,1,1,1,1,L,0.9,,\na.tif,1,1,1,2,L,0.4,,\na.tif,2,1,1,1,L,0.3,,\na.tif,3,1,1,1,L,,,\n");
    List<FrameCounts> frames =
        CellCounts.of(table, options(Optional.empty(), "", "", 0.5, false, ""))
            .images()
            .get(0)
            .frames();
    assertEquals(1, frames.get(0).count(0), 0);
    assertEquals(0, frames.get(1).count(0), 0);
    assertEquals("without a score it counts", 1, frames.get(2).count(0), 0);
  }

  @Test
  public void groupsAreMeansOverImages() throws IOException {
    CellCounts counts =
        CellCounts.of(
            table(
                rows("p/run_A01_1.tif", 1, "LLLL")
                    + rows("p/run_A01_2.tif", 1, "LD")
                    + rows("p/run_H12_1.tif", 1, "DDDDD")),
            options(Optional.of(GroupRule.well()), "", "", 0, false, ""));
    assertEquals(List.of("p/A01", "p/H12"), List.copyOf(counts.groups().keySet()));
    GroupCounts first = counts.byGroup().get(0);
    assertEquals(2, first.images());
    assertEquals(2.5, first.counts().get(0).mean(), EXACT);
    assertEquals(Math.sqrt(4.5), first.counts().get(0).sd(), EXACT);
    assertEquals(0.75, first.fractions().get(0).mean(), EXACT);
    assertEquals(Math.sqrt(0.125), first.fractions().get(0).sd(), EXACT);
    assertTrue(Double.isNaN(counts.byGroup().get(1).counts().get(0).sd()));
    List<PlatePlot> plates = CountPlots.plates(counts, true);
    assertEquals(List.of("p: L", "p: D"), plates.stream().map(PlatePlot::title).toList());
    assertEquals(8, plates.get(0).wells().size());
    assertEquals(12, plates.get(0).wells().get(0).size());
    assertEquals(0.75, plates.get(0).wells().get(0).get(0), EXACT);
    assertEquals(1, plates.get(1).wells().get(7).get(11), EXACT);
    assertTrue(plates.get(0).wells().get(3).get(3).isNaN());
    Table table = CountTables.groups(counts);
    assertEquals(List.of("group", "images", "n_L_mean", "n_L_sd"), table.columns().subList(0, 4));
    assertEquals(List.of("p/A01", "2", "2.50", "2.12"), table.rows().get(0).subList(0, 4));
  }

  @Test
  public void anImageWithoutAGroupIsRefusedByItsName() throws IOException {
    Path table = table(rows("noplate.tif", 1, "L"));
    IllegalArgumentException well =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                CellCounts.of(table, options(Optional.of(GroupRule.well()), "", "", 0, false, "")));
    assertTrue(well.getMessage(), well.getMessage().contains("noplate.tif"));
  }

  @Test
  public void groupsOverTimeAreMeansOfTheImagesThatHaveTheFrame() throws IOException {
    CellCounts counts = counts(rows("a", 1, "LL") + rows("a", 2, "LLLL") + rows("b", 1, "LLLL"));
    List<GroupCounts> frames = counts.overTime(CellCounts.ALL);
    assertEquals(3, frames.get(0).counts().get(0).mean(), EXACT);
    assertEquals(4, frames.get(1).counts().get(0).mean(), EXACT);
    assertEquals(1, frames.get(1).images());
    assertEquals("frames first", 3.5, counts.byGroup().get(0).counts().get(0).mean(), EXACT);
  }

  @Test
  public void groupsStandInTheOrderOfTheirNumbers() throws IOException {
    CellCounts counts =
        CellCounts.of(
            table(rows("d10/x", 1, "L") + rows("d9/x", 1, "L") + rows("d9/y", 1, "L")),
            options(Optional.of(GroupRule.folder()), "", "", 0, false, ""));
    assertEquals(List.of("d9", "d10"), List.copyOf(counts.groups().keySet()));
  }

  @Test
  public void timeIsInTheGivenUnitAndColumnsCarryIt() throws IOException {
    CellCounts counts =
        CellCounts.of(
            table(rows("a", 1, "L") + rows("a", 2, "L") + rows("a", 4, "D")),
            options(Optional.empty(), "", "", 0, false, "0.1 min"));
    Table table = CountTables.images(counts);
    assertEquals(
        List.of(
            "image",
            "frame",
            "time_min",
            "n_L",
            "n_D",
            "total",
            "fraction_L",
            "fraction_L_low",
            "fraction_L_high",
            "fraction_D",
            "fraction_D_low",
            "fraction_D_high"),
        table.columns());
    assertEquals(List.of("a", "4", "0.3", "0", "1", "1"), table.rows().get(3).subList(0, 6));
    assertEquals(List.of("a", "3", "0.2", "–", "–", "–"), table.rows().get(2).subList(0, 6));
    LinePlot plot = CountPlots.overTime(counts, CellCounts.ALL, false);
    assertEquals("time (min)", plot.x().label());
    assertTrue("a gap", Double.isNaN(plot.series().get(0).y(2)));
    assertThrows(IllegalArgumentException.class, () -> FrameInterval.parse("5 parsecs"));
    assertThrows(IllegalArgumentException.class, () -> FrameInterval.parse("0"));
    assertEquals(new FrameInterval(90, "s"), FrameInterval.parse("90").orElseThrow());
  }

  @Test
  public void anImageSaysItsIntervalIfItsUnitIsKnown() {
    ImagePlus imp = new ImagePlus();
    assertEquals(Optional.empty(), FrameInterval.of(imp));
    imp.getCalibration().frameInterval = 2;
    imp.getCalibration().setTimeUnit("minutes");
    assertEquals(new FrameInterval(2, "min"), FrameInterval.of(imp).orElseThrow());
    imp.getCalibration().setTimeUnit("fortnight");
    assertEquals(Optional.empty(), FrameInterval.of(imp));
  }

  @Test
  public void slicesAreCountedAlongWhereThereAreNoFramesAndAddedWhereThereAre() throws IOException {
    String slices = "a,1,1,1,1,L,1,,\na,1,2,1,1,L,1,,\na,1,2,1,2,L,1,,\n";
    CellCounts along = counts(slices);
    assertEquals("slice", along.along());
    assertEquals(2, along.images().get(0).frames().get(1).count(0), 0);
    assertEquals(List.of(), along.notes());
    CellCounts added = counts(slices + "a,2,1,1,1,L,1,,\n");
    assertEquals("frame", added.along());
    assertEquals(3, added.images().get(0).frames().get(0).count(0), 0);
    assertEquals(1, added.notes().size());
  }

  @Test
  public void cellsThatNobodyHasClassifiedAreCells() throws IOException {
    Path plain = Files.writeString(temporary.newFile().toPath(), "image,cell\na,1\na,2\n");
    CellCounts none = CellCounts.of(plain, CountOptions.standard());
    assertEquals(List.of("cell"), none.classes());
    assertEquals(2, none.cells());
    CellCounts some = counts(rows("a", 1, "L") + "a,1,1,1,9,,,,\n");
    assertEquals(List.of("L", "D", "(none)"), some.classes());
    assertEquals(List.of(1, 0, 1), some.images().get(0).frames().get(0).counts());
  }

  @Test
  public void whatIsNoTableOfCellsIsRefusedWithFileAndLine() throws IOException {
    assertRefused("x,y\n1,2\n", "image");
    assertRefused("image,frame\na,one\n", "line 2", "one");
    assertRefused("image,frame\na,0\n", "line 2", "0");
    assertRefused("image,frame\n,1\n", "line 2", "no image");
    Path missing = temporary.getRoot().toPath().resolve("nowhere.csv");
    assertThrows(IOException.class, () -> CellCounts.of(missing, CountOptions.standard()));
  }

  private void assertRefused(String text, String... words) throws IOException {
    Path file = Files.writeString(temporary.newFile().toPath(), text);
    IOException e =
        assertThrows(IOException.class, () -> CellCounts.of(file, CountOptions.standard()));
    assertTrue(e.getMessage(), e.getMessage().contains(file.toString()));
    for (String word : words) assertTrue(e.getMessage(), e.getMessage().contains(word));
  }

  @Test
  public void filesHoldTablesPlotsAndAPage() throws IOException {
    CellCounts counts =
        CellCounts.of(
            table(rows("A01.tif", 1, "LLD") + rows("A01.tif", 2, "D") + rows("B02.tif", 1, "L")),
            options(Optional.of(GroupRule.well()), "", "", 0, false, ""));
    Path folder = temporary.getRoot().toPath().resolve("out");
    Path page = CountFiles.write(counts, List.of(java.awt.Color.RED), folder);
    assertTrue(Files.readString(page).contains("#ff0000"));
    List<String> lines = Files.readAllLines(folder.resolve("counts.csv"));
    assertEquals("A01.tif,A01,2,0,1,1", lines.get(2).substring(0, 19));
    assertEquals(
        "frames and all of them",
        2 + 1 + 1 + 1 + 1,
        Files.readAllLines(folder.resolve("groups.csv")).size());
    for (String name : List.of("group1-counts", "groups-fractions", "plate2-fractions"))
      for (String ending : List.of(".png", ".svg"))
        assertTrue(name + ending, Files.size(folder.resolve(name + ending)) > 500);
  }

  private CellCounts counts(String rows) throws IOException {
    return CellCounts.of(table(rows), CountOptions.standard());
  }

  private Path table(String rows) throws IOException {
    return Files.writeString(temporary.getRoot().toPath().resolve("cells.csv"), HEADER + rows);
  }

  private static String rows(String image, int frame, String classes) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < classes.length(); i++)
      rows.add("%s,%d,1,1,%d,%s,0.9,,%n".formatted(image, frame, i + 1, classes.charAt(i)));
    return String.join("", rows);
  }

  private static CountOptions options(
      Optional<GroupRule> groups,
      String classes,
      String without,
      double score,
      boolean zero,
      String interval) {
    return new CountOptions(
        groups,
        CountOptions.Axis.AUTO,
        classes,
        without,
        score,
        zero,
        FrameInterval.parse(interval));
  }
}

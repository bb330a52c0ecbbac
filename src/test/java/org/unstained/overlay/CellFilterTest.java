package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;

public class CellFilterTest {
  private static final String[] CLASSES = {"Living Cell", "Dead Cell", "Debris, other"};

  private ImagePlus imp;
  private List<Roi> all;

  /** 60 cells on two planes of a stack, with a ROI of the user's below, among and above them. */
  @Before
  public void paint() {
    imp = IJ.createHyperStack("stack", 200, 200, 1, 3, 1, 8);
    imp.setOverlay(new Overlay(new Roi(1, 1, 5, 5)));
    Random random = new Random(7);
    CellOverlay.show(imp, List.of(plane(1, random), plane(3, random)));
    List<Roi> rois = new ArrayList<>(List.of(imp.getOverlay().toArray()));
    rois.add(20, new Roi(2, 2, 6, 6));
    rois.add(new Roi(3, 3, 7, 7));
    Overlay overlay = imp.getOverlay().create();
    rois.forEach(overlay::add);
    imp.setOverlay(overlay);
    all = List.copyOf(rois);
  }

  private static PlaneCells plane(int slice, Random random) {
    List<Cell> cells =
        IntStream.range(0, 30)
            .mapToObj(i -> cell(i + 1, random.nextInt(3), random.nextDouble()))
            .toList();
    return new PlaneCells("stack", 1, slice, 1, cells);
  }

  private static Cell cell(int number, int kind, double score) {
    Map<String, Double> p =
        Map.of(CLASSES[0], 1 - score, CLASSES[1], score / 2, CLASSES[2], score / 2);
    return Painted.rectangle(number, number % 10 * 20, number / 10 * 20, 12, 9)
        .as(new Classification(CLASSES[kind], score, p));
  }

  /** What should be there, by looking at each ROI. */
  private static List<Roi> passing(List<Roi> rois, double score, String... classes) {
    return rois.stream()
        .filter(
            roi ->
                roi.getProperty("cell") == null
                    || Double.parseDouble(roi.getProperty("score")) >= score
                        && List.of(classes).contains(roi.getProperty("class")))
        .toList();
  }

  private static FilterSettings settings(double score, String... classes) {
    return new FilterSettings(score, Set.of(classes));
  }

  private void apply(FilterSettings settings) {
    CellFilter.of(imp).apply(settings, Map.of());
  }

  private void assertShown(List<Roi> expected) {
    assertEquals(expected.size(), imp.getOverlay().size());
    for (int i = 0; i < expected.size(); i++) assertSame(expected.get(i), imp.getOverlay().get(i));
  }

  @Test
  public void theSameRoisThatPassAreShownInTheirOrder() {
    CellFilter filter = CellFilter.of(imp);
    assertEquals(60, filter.cells());
    for (double score : new double[] {0, 0.3, 0.71, 1}) {
      filter.show(settings(score));
      assertShown(passing(all, score, CLASSES));
      assertEquals(passing(all, score, CLASSES).size() - 3, filter.count(settings(score)));
      filter.show(settings(score, "Dead Cell"));
      assertShown(passing(all, score, "Dead Cell"));
    }
  }

  @Test
  public void aCellAtTheThresholdIsShown() {
    double score = Double.parseDouble(all.get(5).getProperty("score"));
    apply(settings(score));
    assertTrue(List.of(imp.getOverlay().toArray()).contains(all.get(5)));
    apply(settings(Math.nextUp(score)));
    assertTrue(Stream.of(imp.getOverlay().toArray()).noneMatch(roi -> roi == all.get(5)));
  }

  @Test
  public void restoringGivesTheVeryOverlayBack() {
    Overlay before = imp.getOverlay();
    CellFilter filter = CellFilter.of(imp);
    filter.show(settings(0.9));
    filter.restore();
    assertSame(before, imp.getOverlay());
    assertShown(all);
  }

  @Test
  public void hiddenCellsComeBackToTheirPlacesAfterAnyNumberOfFilters() {
    for (double score : new double[] {0.5, 0.9, 0.2, 1, 0.6}) {
      apply(settings(score, "Dead Cell", "Living Cell"));
      assertShown(passing(all, score, "Dead Cell", "Living Cell"));
      assertEquals(score, CellFilter.of(imp).last().score(), 0);
      assertEquals(60, CellFilter.of(imp).cells());
    }
    apply(FilterSettings.ALL);
    assertShown(all);
  }

  @Test
  public void whatTheUserAddsOrDeletesMeanwhileStaysAddedOrDeleted() {
    apply(settings(0.5));
    Roi deleted = imp.getOverlay().get(2);
    imp.getOverlay().remove(2);
    Roi added = new Roi(9, 9, 9, 9);
    imp.getOverlay().add(added);
    apply(FilterSettings.ALL);
    List<Roi> expected = new ArrayList<>(all);
    expected.remove(all.indexOf(deleted));
    expected.add(added);
    assertShown(expected);
  }

  @Test
  public void cellsFoundAnewPutTheHiddenOnesOfTheirPlaneOutOfDate() {
    apply(settings(0.5));
    CellOverlay.show(imp, new PlaneCells("stack", 1, 3, 1, List.of(cell(1, 0, 0.1))));
    apply(FilterSettings.ALL);
    List<Roi> ofFirst = all.stream().filter(roi -> roi.getZPosition() == 1).toList();
    List<Roi> now = List.of(imp.getOverlay().toArray());
    assertTrue(now.containsAll(ofFirst));
    assertEquals(30 + 3 + 1, now.size());
  }

  @Test
  public void hiddenCellsSurviveThatTheShownOnesAreDrawnAnew() {
    apply(settings(0.5));
    CellOverlay.show(imp, CellOverlay.read(imp));
    CellFilter filter = CellFilter.of(imp);
    assertEquals(60, filter.cells());
    filter.apply(FilterSettings.ALL, Map.of());
    assertEquals(63, imp.getOverlay().size());
  }

  @Test
  public void hiddenCellsSurviveThatTheShownOnesAreClassifiedAnew() {
    apply(settings(0, "Dead Cell"));
    List<PlaneCells> anew =
        CellOverlay.read(imp).stream()
            .map(
                plane ->
                    new PlaneCells(
                        plane.image(),
                        plane.channel(),
                        plane.slice(),
                        plane.frame(),
                        plane.cells().stream()
                            .map(cell -> cell.as(new Classification("Ghost", 0.5, Map.of())))
                            .toList()))
            .toList();
    CellOverlay.show(imp, anew);
    Map<String, Integer> counts = CellFilter.of(imp).classes();
    assertEquals(60, CellFilter.of(imp).cells());
    assertEquals(passing(all, 0, "Dead Cell").size() - 3, (int) counts.get("Ghost"));
    assertEquals(passing(all, 0, "Living Cell").size() - 3, (int) counts.get("Living Cell"));
  }

  @Test
  public void anOverlayThatWasRemovedStaysRemoved() {
    apply(settings(0.5));
    CellOverlay.remove(imp);
    assertEquals(0, CellFilter.of(imp).cells());
  }

  @Test
  public void classesAreCountedInTheOrderOfTheirGroups() {
    Map<String, Integer> counts = CellFilter.of(imp).classes();
    assertEquals(Set.of(CLASSES), counts.keySet());
    assertEquals(60, counts.values().stream().mapToInt(n -> n).sum());
    List<Integer> groups = new ArrayList<>();
    for (String name : counts.keySet())
      for (Roi roi : all)
        if (name.equals(roi.getProperty("class"))) {
          groups.add(roi.getGroup());
          break;
        }
    assertEquals(groups.stream().sorted().toList(), groups);
  }

  @Test
  public void cellsWithoutAClassPassAnyScoreAndHaveASwitchOfTheirOwn() {
    CellOverlay.show(
        imp, new PlaneCells("stack", 1, 2, 1, List.of(Painted.rectangle(1, 4, 4, 9, 9))));
    CellFilter filter = CellFilter.of(imp);
    assertEquals(1, (int) filter.classes().get(FilterSettings.NO_CLASS));
    assertEquals(1, filter.count(settings(1)));
    assertEquals(0, filter.count(settings(1, "Dead Cell")));
    assertEquals(1, filter.count(settings(0, FilterSettings.NO_CLASS)));
  }

  @Test
  public void rowsGoAndComeBackWithTheirCells() {
    List<PlaneCells> planes = CellOverlay.read(imp);
    ResultsTable table = CellTable.of(planes);
    table.addRow();
    table.setValue("image", 60, "another");
    table.setValue("cell", 60, 1);
    String before = text(table);
    Map<String, ResultsTable> tables = Map.of("Results", table);
    table = CellFilter.of(imp).apply(settings(0.5, "Dead Cell"), tables).get("Results");
    List<Roi> left = passing(all, 0.5, "Dead Cell");
    assertEquals(left.size() - 3 + 1, table.size());
    for (int row = 0; row < table.size() - 1; row++) {
      assertEquals("Dead Cell", table.getStringValue("class", row));
      assertTrue(table.getValue("score", row) >= 0.5);
    }
    assertEquals("another", table.getStringValue("image", table.size() - 1));
    table = CellFilter.of(imp).apply(settings(1), Map.of("Results", table)).get("Results");
    assertEquals(1, table.size());
    table = CellFilter.of(imp).apply(FilterSettings.ALL, Map.of("Results", table)).get("Results");
    assertEquals(before, text(table));
  }

  @Test
  public void rowsOfCellsThatAreOutOfDateDoNotComeBack() {
    ResultsTable table = CellTable.of(CellOverlay.read(imp));
    CellFilter.of(imp).apply(settings(0.5), Map.of("Results", table));
    List<PlaneCells> anew =
        List.of(plane(1, new Random(99)), plane(2, new Random(98)), plane(3, new Random(97)));
    CellOverlay.replace(imp, anew);
    ResultsTable fresh = CellTable.of(anew);
    assertEquals(
        Set.of(), CellFilter.of(imp).apply(FilterSettings.ALL, Map.of("Results", fresh)).keySet());
    assertEquals(90, fresh.size());
  }

  private static String text(ResultsTable table) {
    StringBuilder text = new StringBuilder(table.getColumnHeadings()).append('\n');
    for (int row = 0; row < table.size(); row++)
      text.append(table.getRowAsString(row)).append('\n');
    return text.toString();
  }

  @Test
  public void tablesOfOthersAndClearedOnesAreLeftAlone() {
    ResultsTable others = new ResultsTable();
    others.addRow();
    others.addValue("Area", 3);
    ResultsTable ours = CellTable.of(CellOverlay.read(imp));
    Map<String, ResultsTable> tables = Map.of("Results", others, "Results-2", ours);
    assertEquals(Set.of("Results-2"), CellFilter.of(imp).apply(settings(0.5), tables).keySet());
    ResultsTable cleared = new ResultsTable();
    assertEquals(
        Set.of(),
        CellFilter.of(imp)
            .apply(FilterSettings.ALL, Map.of("Results", others, "Results-2", cleared))
            .keySet());
    assertEquals(0, cleared.size());
  }

  @Test
  public void classesAreReadWithCommasInThem() {
    List<String> known = List.of(CLASSES);
    assertEquals(
        Set.of("Dead Cell", "Debris, other"),
        FilterSettings.classes(" debris, other , DEAD cell", known));
    assertEquals(Set.of(), FilterSettings.classes("", known));
    assertEquals(Set.of("a", "b"), FilterSettings.classes("a, b", List.of()));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> FilterSettings.classes("Dead Cell,Living", known))
            .getMessage();
    assertTrue(message, message.contains("'Living'") && message.contains("Living Cell, Dead"));
  }

  @Test
  public void imagesWithoutClassifiedCellsAreRefusedButNotThoseWhereNoneWasFound() {
    ImagePlus other = IJ.createImage("other", "8-bit", 50, 50, 1);
    String none =
        assertThrows(IllegalArgumentException.class, () -> CellFilter.of(other)).getMessage();
    assertTrue(none, none.contains("other") && none.contains("Detect Cells"));
    CellOverlay.show(other, new PlaneCells("other", 1, 1, 1, List.of()));
    assertEquals(0, CellFilter.of(other).cells());
    CellOverlay.show(
        other, new PlaneCells("other", 1, 1, 1, List.of(Painted.rectangle(1, 4, 4, 9, 9))));
    String bare =
        assertThrows(IllegalArgumentException.class, () -> CellFilter.of(other)).getMessage();
    assertTrue(bare, bare.contains("Classify Cells"));
  }
}

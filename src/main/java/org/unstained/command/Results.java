package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellFilter;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;
import org.unstained.overlay.FilterSettings;
import org.unstained.overlay.LabelledRows;
import org.unstained.overlay.TableImageLink;
import org.unstained.overlay.WorkedPlanes;
import org.unstained.report.Numbers;
import org.unstained.report.Table;

/** Shows what a command found where ImageJ's users and macros look for it. */
public final class Results {
  private Results() {}

  /**
   * Ours is ImageJ's own table of results: the one that macros reach ({@code nResults}, {@code
   * getResult}, {@code saveAs("Results")}), with a screen and without.
   */
  public static final String TABLE = "Results";

  /** The cells as an overlay of the image, and on request as a table that is tied to it. */
  public static void show(ImagePlus image, List<PlaneCells> planes, boolean table) {
    makeUndoable(image);
    CellOverlay.show(image, planes);
    WorkedPlanes.add(image, planes);
    if (table) table(image, planes);
    IJ.showStatus(planes.stream().mapToInt(plane -> plane.cells().size()).sum() + " cells");
  }

  /**
   * Lets Edit > Undo bring back the overlay as it is now, tables and ROI Manager excepted. As
   * ImageJ does with its own commands, not in a macro, unless the user wants that.
   */
  private static void makeUndoable(ImagePlus image) {
    if (GraphicsEnvironment.isHeadless() || IJ.macroRunning() && !Prefs.supportMacroUndo) return;
    // ImageJ brings back an overlay without ROIs, but not none.
    if (image.getOverlay() == null) image.setOverlay(new Overlay());
    Undo.setup(Undo.OVERLAY, image);
  }

  /** Shows the cells that pass and hides the others, with their rows in the open tables. */
  public static void filter(ImagePlus image, CellFilter cells, FilterSettings settings) {
    boolean headless = GraphicsEnvironment.isHeadless();
    // Hidden cells come back by another filter. An older overlay would know nothing of them.
    Undo.setup(Undo.NOTHING, image);
    Map<String, ResultsTable> tables =
        headless ? Map.of(TABLE, Analyzer.getResultsTable()) : openTables();
    cells
        .apply(settings, tables)
        .forEach(
            (title, table) -> {
              if (headless) Analyzer.setResultsTable(table);
              else table.show(title);
              TableImageLink.connect(title, image);
            });
  }

  /**
   * Brings the open tables up to date with the labels that a person gave.
   *
   * @param end whether cells that are gone or new lose or get their rows, which can't be undone
   * @return whether a table has rows of the image
   */
  public static boolean labelled(CellLabelling cells, boolean end) {
    boolean headless = GraphicsEnvironment.isHeadless();
    Map<String, ResultsTable> tables =
        headless ? Map.of(TABLE, Analyzer.getResultsTable()) : openTables();
    boolean any = false;
    for (Map.Entry<String, ResultsTable> one : tables.entrySet()) {
      LabelledRows.Change change = LabelledRows.update(one.getValue(), cells, end);
      any |= change.ofImage();
      if (!headless) LabelledRows.refresh(one.getKey(), one.getValue(), change);
    }
    return any;
  }

  /** As at the end of {@link #labelled}, with a new table where none has rows of the image. */
  public static void labelledTable(CellLabelling cells) {
    if (!labelled(cells, true)) table(cells.image(), CellOverlay.read(cells.image()));
  }

  /** Ours, and those with a number behind, which hold cells with other columns. */
  private static Map<String, ResultsTable> openTables() {
    Map<String, ResultsTable> tables = new LinkedHashMap<>();
    for (String title : WindowManager.getNonImageTitles())
      if (title.matches(TABLE + "(-\\d+)?") && ResultsTable.getResultsTable(title) != null)
        tables.put(title, ResultsTable.getResultsTable(title));
    return tables;
  }

  /**
   * Shows a table that isn't one of cells where macros find it. One of other columns that is open
   * under that title stays open under another; an older one with the same columns is replaced.
   */
  public static void showOther(ResultsTable table) {
    if (GraphicsEnvironment.isHeadless()) {
      Analyzer.setResultsTable(table);
      return;
    }
    ResultsTable open = ResultsTable.getResultsTable(TABLE);
    if (open != null && open.size() > 0 && !Arrays.equals(open.getHeadings(), table.getHeadings()))
      IJ.renameResults(TABLE, freeTitle());
    table.show(TABLE);
  }

  /** A report's table as ImageJ's; what doesn't exist is blank. */
  public static ResultsTable of(Table from) {
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    for (List<String> row : from.rows()) {
      table.addRow();
      for (int c = 0; c < row.size(); c++) {
        String text = row.get(c).equals(Numbers.NONE) ? "" : row.get(c);
        boolean number = from.isNumeric(c) && !isName(from.columns().get(c));
        if (number && !text.isEmpty())
          table.addValue(from.columns().get(c), Double.parseDouble(text));
        else table.addValue(from.columns().get(c), text);
      }
    }
    for (int c = 0; c < from.columns().size(); c++) {
      int column = c;
      int decimals =
          from.rows().stream()
              .mapToInt(r -> Math.max(0, r.get(column).length() - 1 - r.get(column).indexOf('.')))
              .max()
              .orElse(0);
      boolean whole = from.rows().stream().noneMatch(r -> r.get(column).contains("."));
      if (from.isNumeric(c))
        table.setDecimalPlaces(c, whole ? ResultsTable.AUTO_FORMAT : Math.min(9, decimals));
    }
    return table;
  }

  /** Names may look like numbers. */
  private static boolean isName(String column) {
    return column.equals("image") || column.equals("group");
  }

  /**
   * The open table of cells, whatever other table has its title now.
   *
   * @return one without rows if there is none
   */
  public static ResultsTable ofCells() {
    return openTables().values().stream()
        .filter(t -> t.columnExists("image") && t.columnExists("cell"))
        .findFirst()
        .orElseGet(ResultsTable::new);
  }

  /** Whether a window shows one of the tables of cells. */
  public static boolean isTable(Window window) {
    return window instanceof TextWindow table && table.getTitle().matches(TABLE + "(-\\d+)?");
  }

  private static String freeTitle() {
    for (int n = 2; ; n++)
      if (WindowManager.getFrame(TABLE + "-" + n) == null) return TABLE + "-" + n;
  }

  /**
   * Refuses the ROI Manager where there is none, before any work is done.
   *
   * @throws IllegalArgumentException if there is no screen
   */
  public static void requireManager() {
    if (GraphicsEnvironment.isHeadless())
      throw new IllegalArgumentException(
          "There is no ROI Manager without a screen. Leave 'rois' out: the cells are in the"
              + " image's overlay, and the 'batch' command line writes ROI files.");
  }

  /**
   * A row for each cell, behind the rows that are there; those of the same planes are replaced, so
   * that segmenting again doesn't count cells twice. Without cells a table that is open stays.
   */
  private static void table(ImagePlus image, List<PlaneCells> planes) {
    if (GraphicsEnvironment.isHeadless()) {
      Analyzer.setResultsTable(CellRowsOfPlanes.replaced(Analyzer.getResultsTable(), planes));
      return;
    }
    ResultsTable open = ResultsTable.getResultsTable(TABLE);
    if (open != null && CellRowsOfPlanes.holds(open, planes)) {
      CellRowsOfPlanes.replaced(open, planes).show(TABLE);
      TableImageLink.connect(TABLE, image);
    } else if (open == null || planes.stream().anyMatch(plane -> !plane.cells().isEmpty()))
      CellTable.show(TABLE, planes).ifPresent(title -> TableImageLink.connect(title, image));
  }
}

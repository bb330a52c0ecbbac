package org.unstained.workflow.exploration;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.CellCsv;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.ObjectDetails;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurement;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.Planes;
import org.unstained.overlay.CellLabelling;
import org.unstained.workflow.analysis.MeasureWorkflow;
import org.unstained.workflow.curation.ExploredCell;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.curation.ImageCuration;
import org.unstained.workflow.curation.TableCuration;
import org.unstained.workflow.planes.Images;

/** Gathers cells to be explored, with all their measurements. */
public final class CellGathering {
  private CellGathering() {}

  /**
   * The cells of our overlay, of all planes of each image. Cells that a detector found are measured
   * as boxes: area and brightness, as their shape is that of the box.
   *
   * @param progress told the finished part, 0–1
   * @param canceled asked before each plane
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if no image has cells
   */
  public static ExploredCells ofImages(
      List<ImagePlus> images, DoubleConsumer progress, BooleanSupplier canceled) {
    for (ImagePlus image : images) Images.require(image);
    ImageCuration crops = new ImageCuration(images);
    Map<List<Object>, Cell> measured = new HashMap<>();
    int done = 0;
    List<CellLabelling> found = crops.labellings();
    for (CellLabelling one : found) {
      ImagePlus image = one.image();
      double before = done++;
      for (PlaneCells plane :
          MeasureWorkflow.ofOverlay(
              image,
              image,
              true,
              part -> progress.accept((before + part) / found.size()),
              canceled))
        for (Cell cell : plane.cells())
          measured.put(
              List.of(image.getID(), plane.frame(), plane.slice(), plane.channel(), cell.number()),
              cell);
    }
    List<ExploredCell> cells = new ArrayList<>(crops.size());
    Map<ImagePlus, Boolean> boxes = new HashMap<>();
    Map<List<String>, List<String>> shared = new HashMap<>(); // one list for all cells of a kind
    for (int i = 0; i < crops.size(); i++) {
      ImagePlus image = crops.labelling(i).image();
      int[] at = crops.position(i);
      Roi roi = crops.roi(i);
      Cell cell =
          measured.get(List.of(image.getID(), at[0], at[1], at[2], CellLabelling.number(roi)));
      if (boxes.computeIfAbsent(image, CellGathering::isBoxes)) cell = asBox(cell, shared);
      cells.add(new ExploredCell(image.getTitle(), at[0], at[1], at[2], cell));
    }
    return ExploredCells.of(cells, crops, true);
  }

  /** Whether all cells of an image are rectangles, as a detector gives them. */
  private static boolean isBoxes(ImagePlus image) {
    return java.util.Arrays.stream(image.getOverlay().toArray())
        .filter(CellLabelling::isCell)
        .allMatch(roi -> roi.getType() == Roi.RECTANGLE);
  }

  /** Without what would be the shape of its box. */
  private static Cell asBox(Cell cell, Map<List<String>, List<String>> shared) {
    Measurements all = cell.measurements();
    List<String> columns =
        shared.computeIfAbsent(
            all.columns(),
            names ->
                names.stream()
                    .filter(
                        name ->
                            Measurement.ofColumn(name)
                                .filter(
                                    m ->
                                        m == Measurement.AREA
                                            || m.dimension() == Measurement.Dimension.INTENSITY)
                                .isPresent())
                    .toList());
    double[] values = columns.stream().mapToDouble(all::get).toArray();
    return new Cell(
        cell.number(),
        cell.box(),
        cell.x(),
        cell.y(),
        cell.outline(),
        new Measurements(columns, values),
        cell.classification());
  }

  /**
   * Crops in a folder with a folder for each class. A crop is one cell that fills its picture: its
   * brightness and area are measured.
   *
   * @throws CancellationException if canceled
   * @throws IOException if it isn't a folder, holds no crop, or a crop can't be read
   */
  public static ExploredCells ofFolder(
      Path folder, DoubleConsumer progress, BooleanSupplier canceled) throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    List<ExploredCell> cells = new ArrayList<>(crops.size());
    Map<List<String>, List<String>> shared = new HashMap<>();
    for (int i = 0; i < crops.size(); i++) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      ImagePlus image = crops.image(i);
      Region whole = Region.rectangle(1, 0, 0, image.getWidth(), image.getHeight());
      Cell cell =
          Cells.measureBoxes(List.of(whole), Planes.channels(image, 1, 1), Planes.pixelSize(image))
              .get(0);
      Measurements m = cell.measurements();
      List<String> columns = shared.computeIfAbsent(m.columns(), c -> c);
      String name = crops.className(i);
      double score = crops.score(i);
      cells.add(
          new ExploredCell(
              crops.name(i),
              1,
              1,
              1,
              new Cell(
                  1,
                  cell.box(),
                  cell.x(),
                  cell.y(),
                  cell.outline(),
                  new Measurements(columns, m.values()),
                  name.isEmpty()
                      ? null
                      : new Classification(name, Double.isNaN(score) ? 1 : score, Map.of()))));
      progress.accept((i + 1.0) / crops.size());
    }
    return ExploredCells.of(cells, crops, true);
  }

  /**
   * The cells of one of our tables, which has no pictures.
   *
   * @throws IOException if it can't be read or is no table of cells
   */
  public static ExploredCells ofTable(Path file) throws IOException {
    List<ExploredCell> cells = new ArrayList<>();
    Map<List<String>, List<String>> shared = new HashMap<>();
    for (AnnotatedImage image : new CellCsv().read(file, LabelOptions.DEFAULTS).images()) {
      int number = 0;
      for (AnnotatedBox box : image.boxes()) cells.add(cell(image.name(), box, ++number, shared));
    }
    if (cells.isEmpty())
      throw new IOException(file + " has no cells. Choose a table with a row for each cell.");
    return ExploredCells.of(cells, new TableCuration(file.toString(), cells), false);
  }

  /** A table says no more of a cell's shape than its box. */
  private static Outline outline(Box box) {
    int left = (int) Math.floor(box.x());
    int top = (int) Math.floor(box.y());
    int right = (int) Math.max(left + 1, Math.ceil(box.x() + box.width()));
    int bottom = (int) Math.max(top + 1, Math.ceil(box.y() + box.height()));
    return new Outline(
        List.of(
            new Outline.Polygon(
                new int[] {left, right, right, left}, new int[] {top, top, bottom, bottom})));
  }

  private static ExploredCell cell(
      String image, AnnotatedBox drawn, int number, Map<List<String>, List<String>> shared) {
    ObjectDetails details = drawn.details();
    ImagePosition at = details.position().orFirst();
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Map<String, Double> shares = new LinkedHashMap<>();
    details
        .measurements()
        .forEach(
            (name, value) -> {
              if (name.startsWith("p_")) shares.put(name.substring(2), value);
              else {
                names.add(name);
                values.add(value);
              }
            });
    List<String> columns = shared.computeIfAbsent(List.copyOf(names), c -> c);
    Box box = drawn.box();
    String id = details.id();
    Cell cell =
        new Cell(
            id.matches("[1-9]\\d{0,8}") ? Integer.parseInt(id) : number,
            box,
            box.x() + box.width() / 2,
            box.y() + box.height() / 2,
            outline(box),
            new Measurements(columns, values.stream().mapToDouble(v -> v).toArray()),
            drawn.className().isEmpty()
                ? null
                : new Classification(
                    drawn.className(), details.hasScore() ? details.score() : 1, shares));
    return new ExploredCell(image, at.frame(), at.slice(), at.channel(), cell);
  }
}

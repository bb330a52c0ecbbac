package org.unstained.workflow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.unstained.cells.CropSettings;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.overlay.CellCsvWriter;
import org.unstained.overlay.RoiSetWriter;

/**
 * Writes the cells of an image that stays in its file as they are found, some at a time: the table,
 * the ROI set and the crops. The files are whole once {@link #finish} has been called.
 */
final class LargeCells implements AutoCloseable {
  private final LargeTask.Places places;
  private final CropSettings crops;
  private final OutputStream out;
  private final RoiSetWriter rois;
  private CellCsvWriter table;
  private long cells;

  private LargeCells(
      LargeTask.Places places, CropSettings crops, OutputStream out, RoiSetWriter rois) {
    this.places = places;
    this.crops = crops;
    this.out = out;
    this.rois = rois;
  }

  /**
   * @param image the colours of classes are kept with its card already
   * @param crops not a stack
   * @throws IOException if a file can't be made
   */
  static LargeCells create(TiledImage image, LargeTask.Places places, CropOutput crops)
      throws IOException {
    CropSettings cut =
        crops.form() == CropOutput.Form.NONE ? null : crops.options().of(image.card());
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(places.cells()));
    try {
      return new LargeCells(places, cut, out, RoiSetWriter.create(places.rois(), image.card()));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Some cells of a plane; they have the classes and measurements of all.
   *
   * @return the pixels of these cells
   */
  double add(PlaneSource source, PlaneCells some) throws IOException {
    if (some.cells().isEmpty()) return 0;
    if (table == null) table = new CellCsvWriter(out, List.of(some));
    table.add(some);
    rois.add(some);
    if (crops != null)
      CropWorkflow.write(source, some, crops, Files.createDirectories(places.crops()));
    cells += some.cells().size();
    return some.cells().stream().mapToDouble(cell -> cell.outline().area()).sum();
  }

  /** How many have come. */
  long cells() {
    return cells;
  }

  void finish() throws IOException {
    if (table == null) table = new CellCsvWriter(out, List.of());
    table.flush();
    rois.finish();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      rois.close();
    }
  }
}

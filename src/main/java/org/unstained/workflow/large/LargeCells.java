package org.unstained.workflow.large;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.overlay.CellCsvWriter;
import org.unstained.overlay.RoiSetWriter;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.planes.PlaneSource;

/**
 * Writes the cells of an image that stays in its file as they are found, some at a time: the table,
 * the ROI set and the crops. The files are whole once {@link #finish} has been called.
 */
final class LargeCells implements AutoCloseable {
  private final OutputStream out;
  private final RoiSetWriter rois;
  private final LargeCrops crops;
  private CellCsvWriter table;
  private long cells;

  private LargeCells(OutputStream out, RoiSetWriter rois, LargeCrops crops) {
    this.out = out;
    this.rois = rois;
    this.crops = crops;
  }

  /**
   * @param image the colours of classes are kept with its card already
   * @throws IOException if a file can't be made
   */
  static LargeCells create(TiledImage image, LargePlaces places, CropOutput crops)
      throws IOException {
    LargeCrops cut = LargeCrops.create(places, image.card(), crops);
    OutputStream out = null;
    try {
      out = new BufferedOutputStream(Files.newOutputStream(places.of(OutputNames.CELLS)));
      return new LargeCells(
          out, RoiSetWriter.create(places.of(OutputNames.ROIS), image.card()), cut);
    } catch (IOException e) {
      if (out != null) out.close();
      cut.close();
      throw e;
    }
  }

  /**
   * So many cells of a plane will come: looks whether their crops find room.
   *
   * @throws IOException if not; says what to do
   */
  void expect(int more) throws IOException {
    crops.expect(more);
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
    crops.add(source, some);
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
    crops.finish();
  }

  @Override
  public void close() throws IOException {
    try (out;
        crops) {
      rois.close();
    }
  }
}

package org.unstained.workflow.large;

import java.io.IOException;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.CellFiles;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.planes.PlaneSource;

/**
 * Writes the cells of an image that stays in its file as they are found, some at a time: the table,
 * the ROI set and the crops. The files are whole once {@link #finish} has been called.
 */
final class LargeCells implements AutoCloseable {
  private final CellFiles files;
  private final LargeCrops crops;

  private LargeCells(CellFiles files, LargeCrops crops) {
    this.files = files;
    this.crops = crops;
  }

  /**
   * @param image the colours of classes are kept with its card already
   * @throws IOException if a file can't be made
   */
  static LargeCells create(TiledImage image, LargePlaces places, CropOutput crops)
      throws IOException {
    LargeCrops cut = LargeCrops.create(places, image.card(), crops);
    try {
      return new LargeCells(
          CellFiles.create(places.of(OutputNames.CELLS), places.of(OutputNames.ROIS), image.card()),
          cut);
    } catch (IOException e) {
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
    files.add(some);
    crops.add(source, some);
    return some.cells().stream().mapToDouble(cell -> cell.outline().area()).sum();
  }

  /** How many have come. */
  long cells() {
    return files.cells();
  }

  void finish() throws IOException {
    files.finish();
    crops.finish();
  }

  @Override
  public void close() throws IOException {
    try (files;
        crops) {}
  }
}

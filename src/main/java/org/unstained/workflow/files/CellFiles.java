package org.unstained.workflow.files;

import ij.ImagePlus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellCsvWriter;
import org.unstained.overlay.RoiSetWriter;

/**
 * The table and the ROI set of an image, written plane by plane, so that nobody has to keep its
 * cells. The files are whole once {@link #finish} has been called.
 */
public final class CellFiles implements AutoCloseable {
  private final OutputStream out;
  private final RoiSetWriter rois;
  private CellCsvWriter table;
  private long cells;

  private CellFiles(OutputStream out, RoiSetWriter rois) {
    this.out = out;
    this.rois = rois;
  }

  /**
   * @param image that the cells are of, with the colours of their classes; its pixels aren't asked
   *     for
   * @throws IOException if a file can't be made
   */
  public static CellFiles create(Path table, Path rois, ImagePlus image) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(table), 1 << 16);
    try {
      return new CellFiles(out, RoiSetWriter.create(rois, image));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Some cells of the next plane; they have the classes and measurements of all.
   *
   * @throws IOException if the disk is full
   */
  public void add(PlaneCells plane) throws IOException {
    if (plane.cells().isEmpty()) return;
    if (table == null) table = new CellCsvWriter(out, List.of(plane));
    table.add(plane);
    rois.add(plane);
    cells += plane.cells().size();
  }

  /** How many have come. */
  public long cells() {
    return cells;
  }

  /** Writes what is left. */
  public void finish() throws IOException {
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

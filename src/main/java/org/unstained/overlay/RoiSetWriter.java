package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/**
 * Writes an ROI set as {@link CellRois} does, some cells at a time, so that it may have more ROIs
 * than fit into memory: the same entries with the same names. The zip is whole once {@link #finish}
 * has been called.
 */
public final class RoiSetWriter implements AutoCloseable {
  private final ImagePlus card;
  private final LargeZip zip;
  private final Map<String, Integer> classified = new HashMap<>();
  private byte[] numbered = new byte[1024];
  private final Map<Integer, Integer> often = new HashMap<>();
  private ClassGroups groups;

  private RoiSetWriter(ImagePlus card, LargeZip zip) {
    this.card = card;
    this.zip = zip;
  }

  /**
   * @param zip replaced if it is there; beside it a file comes and goes
   * @param card its axes say how ROIs name their plane, and it keeps the colours of classes ({@link
   *     ClassColours}); its pixels aren't asked for
   * @throws IOException if the file can't be made
   */
  public static RoiSetWriter create(Path zip, ImagePlus card) throws IOException {
    return new RoiSetWriter(card, new LargeZip(zip));
  }

  /**
   * Adds an ROI for each cell. The first cells that come say what classes there are.
   *
   * @throws IOException if the disk is full
   * @throws IllegalArgumentException if the image has no such plane
   */
  public void add(PlaneCells cells) throws IOException {
    if (cells.cells().isEmpty()) return;
    PlanePosition.of(cells).check(card);
    if (groups == null) groups = ClassGroups.of(List.of(cells), ClassColours.of(card));
    Roi[] rois = CellRoi.of(cells, groups, card);
    String[] names = cells.cells().stream().map(this::name).toArray(String[]::new);
    LargeZip.Packed[] packed = new LargeZip.Packed[rois.length];
    try {
      IntStream.range(0, rois.length)
          .parallel()
          .forEach(i -> packed[i] = LargeZip.pack(names[i] + RoiZip.ENDING, bytes(rois[i])));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (LargeZip.Packed entry : packed) zip.add(entry);
  }

  private static byte[] bytes(Roi roi) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try {
      RoiFile.write(roi, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A name that no other entry has. Classes and scores are few, and cells without a class differ by
   * their numbers, so there is no need to remember all names.
   */
  private String name(Cell cell) {
    String name = CellRois.safe(cell.name());
    int times =
        cell.classification() == null
            ? times(cell.number())
            : classified.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + "-" + times;
  }

  /** How often a cell of this number has come, which is once a plane. */
  private int times(int number) {
    if (number >= numbered.length)
      numbered = Arrays.copyOf(numbered, (int) Math.min(Integer.MAX_VALUE - 8, 2L * number));
    if (numbered[number] < Byte.MAX_VALUE) return ++numbered[number];
    return often.merge(number, Byte.MAX_VALUE + 1, (a, b) -> a + 1);
  }

  /**
   * Afterwards the zip is whole.
   *
   * @throws IOException if the disk is full
   */
  public void finish() throws IOException {
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

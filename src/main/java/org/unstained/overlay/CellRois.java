package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.unstained.cells.PlaneCells;
import org.unstained.image.RoiBytes;

/**
 * Cells as ImageJ's ROI sets: zip files of {@code .roi} files, which the ROI Manager opens, and
 * entries of the ROI Manager itself. Names, positions, groups, colours and properties are those of
 * {@link CellOverlay}. None of the file methods needs a screen.
 */
public final class CellRois {

  /** The first that a zip can hold. */
  private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private CellRois() {}

  /**
   * Writes an ROI set for cells whose image isn't at hand: positions are channel, slice and frame,
   * which ImageJ also understands on a plain stack; if all are 1, there is none.
   *
   * @throws IOException if the file can't be written; an older one is then as it was
   */
  public static void write(Path zip, List<PlaneCells> planes) throws IOException {
    write(zip, planes, null);
  }

  /**
   * Writes an ROI set with the positions that ROIs have in this image. Entries are named after the
   * ROI; a name that comes again gets {@code -2}, {@code -3} and so on.
   *
   * @param imp may be null
   * @throws IOException if the file can't be written; an older one is then as it was
   * @throws IllegalArgumentException if the image has no such plane
   */
  public static void write(Path zip, List<PlaneCells> planes, ImagePlus imp) throws IOException {
    write(zip, planes, imp, null, null);
  }

  /**
   * As {@link #write(Path, List, ImagePlus)}, with one more entry that is no ROI.
   *
   * @param note name of that entry, or null for none
   */
  static void write(Path zip, List<PlaneCells> planes, ImagePlus imp, String note, String text)
      throws IOException {
    if (imp != null) for (PlaneCells plane : planes) PlanePosition.of(plane).check(imp);
    ClassGroups groups = ClassGroups.of(planes, ClassColours.of(imp));
    Names names = new Names();
    WholeFile.write(
        zip,
        out -> {
          ZipOutputStream entries = new ZipOutputStream(out);
          entries.setLevel(Deflater.BEST_SPEED);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
          if (note != null) {
            entries.putNextEntry(new ZipEntry(note));
            entries.write(text.getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
          }
          for (PlaneCells plane : planes) {
            for (Roi roi : CellRoi.of(plane, groups, imp)) {
              bytes.reset();
              RoiFile.write(roi, bytes);
              entries.putNextEntry(entry(names.unique(roi.getName())));
              bytes.writeTo(entries);
              entries.closeEntry();
            }
          }
          entries.finish();
        });
  }

  /** Without the time, so that the same cells give the same file. */
  static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(safe(name) + ".roi");
    entry.setTimeLocal(NO_DATE);
    return entry;
  }

  static String safe(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_");
  }

  /**
   * Reads our cells back from an ROI set, without measurements. ROIs that aren't ours are left out.
   *
   * @param image title of the image the cells are to belong to
   * @throws IOException if the file is missing or damaged, with what to do
   */
  public static List<PlaneCells> read(Path zip, String image) throws IOException {
    return cells(zip, image, null);
  }

  /** As {@link #read(Path, String)}, on the planes of this image. */
  static List<PlaneCells> read(Path zip, ImagePlus imp) throws IOException {
    return cells(zip, imp.getTitle(), imp);
  }

  /**
   * All ROIs of a set, ours and others', in the order of the file.
   *
   * @throws IOException if the file is missing or damaged, with what to do
   */
  public static List<Roi> readRois(Path zip) throws IOException {
    return readRois(zip, true);
  }

  private static List<Roi> readRois(Path zip, boolean groups) throws IOException {
    return RoiZip.decode(
        zip,
        (entry, bytes) -> {
          if (!entry.endsWith(RoiZip.ENDING)) return null;
          String name = entry.substring(0, entry.length() - RoiZip.ENDING.length());
          if (!groups) withoutGroup(bytes);
          return RoiBytes.decode(bytes, name);
        });
  }

  /**
   * @throws IOException if somebody has spoilt what ROIs of ours carry
   */
  private static List<PlaneCells> cells(Path zip, String image, ImagePlus imp) throws IOException {
    List<Roi> rois = readRois(zip, false);
    try {
      return CellOverlay.planes(rois, image, imp);
    } catch (IllegalArgumentException e) {
      throw RoiZip.damaged(zip, e.getMessage(), e);
    }
  }

  /**
   * Appends the cells to the ROI Manager, which opens if it isn't open. What it holds stays.
   *
   * @throws IllegalStateException without a screen: ImageJ has no ROI Manager then
   */
  public static void addToManager(List<PlaneCells> planes, ImagePlus imp) {
    if (GraphicsEnvironment.isHeadless())
      throw new IllegalStateException(
          "There is no ROI Manager without a screen. Write the ROIs to a file instead");
    RoiManager manager = RoiManager.getRoiManager();
    ClassGroups groups = ClassGroups.of(planes, ClassColours.of(imp));
    Roi last = null;
    for (PlaneCells plane : planes)
      for (Roi roi : CellRoi.of(plane, groups, imp)) {
        manager.add(imp, roi, -1); // no number before the name
        last = roi;
      }
    // That method doesn't refresh what "Show All" shows, this one does.
    if (last != null) manager.setRoi(last, manager.getCount() - 1);
  }

  /**
   * With a group, ImageJ looks for its colour in a file that plain ImageJ doesn't have, and says
   * so.
   */
  private static void withoutGroup(byte[] roi) {
    if (roi.length < RoiDecoder.HEADER2_OFFSET + Integer.BYTES) return;
    long group = ByteBuffer.wrap(roi).getInt(RoiDecoder.HEADER2_OFFSET) + (long) RoiDecoder.GROUP;
    if (group > RoiDecoder.GROUP && group < roi.length) roi[(int) group] = 0;
  }

  /** Names that no two entries share and every file system takes. */
  static final class Names {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> count = new HashMap<>();

    String unique(String name) {
      String safe = safe(name);
      String unique = safe;
      while (!taken.add(unique)) unique = safe + "-" + count.merge(safe, 2, (a, b) -> a + 1);
      return unique;
    }
  }
}

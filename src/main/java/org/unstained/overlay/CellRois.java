package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.unstained.cells.PlaneCells;

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
    if (imp != null) for (PlaneCells plane : planes) PlanePosition.of(plane).check(imp);
    ClassGroups groups = ClassGroups.of(planes, ClassColours.of(imp));
    Names names = new Names();
    WholeFile.write(
        zip,
        out -> {
          ZipOutputStream entries = new ZipOutputStream(out);
          entries.setLevel(Deflater.BEST_SPEED);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
          for (PlaneCells plane : planes) {
            for (Roi roi : CellRoi.of(plane, groups, imp)) {
              bytes.reset();
              new RoiEncoder(bytes).write(roi);
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

  private static String safe(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_");
  }

  /**
   * Reads our cells back from an ROI set, without measurements. ROIs that aren't ours are left out.
   *
   * @param image title of the image the cells are to belong to
   * @throws IOException if the file is missing or damaged, with what to do
   */
  public static List<PlaneCells> read(Path zip, String image) throws IOException {
    return CellOverlay.planes(readRois(zip, false), image, null);
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
    if (!Files.exists(zip))
      throw new NoSuchFileException(zip.toString(), null, "there is no such ROI set");
    List<Roi> rois = new ArrayList<>();
    boolean any = false;
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        any = true;
        if (!e.getName().endsWith(".roi")) continue;
        String name = e.getName().substring(0, e.getName().length() - ".roi".length());
        byte[] bytes = entries.readAllBytes();
        if (!groups) withoutGroup(bytes);
        Roi roi = new RoiDecoder(bytes, name).getRoi();
        if (roi == null) throw new ZipException("'" + e.getName() + "' isn't an ROI");
        rois.add(roi);
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(damaged(zip, e.getMessage()), e);
    }
    if (!any && !isEmptyZip(zip)) throw new IOException(damaged(zip, "it isn't a zip file"));
    return rois;
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

  private static String damaged(Path zip, String why) {
    return "%s can't be read as an ROI set: %s. Save it again from the ROI Manager"
        .formatted(zip, why);
  }

  /** A zip without entries is its end record alone. */
  static boolean isEmptyZip(Path zip) throws IOException {
    final int endRecord = 22;
    byte[] bytes = new byte[4];
    try (var in = Files.newInputStream(zip)) {
      return in.readNBytes(bytes, 0, 4) == 4
          && Files.size(zip) >= endRecord
          && bytes[0] == 'P'
          && bytes[1] == 'K'
          && bytes[2] == 5
          && bytes[3] == 6;
    }
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

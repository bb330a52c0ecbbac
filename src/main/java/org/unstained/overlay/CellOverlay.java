package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/**
 * Our ROIs in the overlay of an image: one a cell, on its plane and only there.
 *
 * <p>Each has the name {@code <class> <score>} or {@code cell <n>}, the group of its class (0 if
 * nobody has classified it), the properties {@code cell}, {@code class}, {@code score} and {@code
 * p_<class>}, and the colour that its model names for the class, or one that colour-blind people
 * can tell from the others. On a hyperstack, and on any image with channels, it has channel, slice
 * and frame as its position; on a plain stack the number in the stack; on a single plane none.
 *
 * <p>Whatever else the overlay holds stays, in its order and below our ROIs; so does the ROI
 * Manager. The image is redrawn once. Numbers at the ROIs are switched off: ImageJ draws them one
 * by one.
 */
public final class CellOverlay {
  private static final String SHOWN = "unstained.shown";

  private CellOverlay() {}

  /**
   * Shows the cells of one plane. Ours of that plane go, ours of other planes stay.
   *
   * @throws IllegalArgumentException if the image has no such plane
   */
  public static void show(ImagePlus imp, PlaneCells cells) {
    show(imp, List.of(cells));
  }

  /**
   * Shows the cells of several planes. Ours of those planes go, ours of other planes stay.
   *
   * @throws IllegalArgumentException if the image has no such plane; then nothing has changed
   */
  public static void show(ImagePlus imp, List<PlaneCells> planes) {
    Set<PlanePosition> replaced = new HashSet<>();
    for (PlaneCells plane : planes) {
      PlanePosition.of(plane).check(imp);
      replaced.add(PlanePosition.of(plane));
    }
    Overlay before = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
    Overlay after = CanvasOverlay.like(before);
    Map<String, Integer> known = new HashMap<>();
    Map<String, Color> colours = new HashMap<>(ClassColours.of(imp));
    for (Roi roi : before.toArray()) {
      if (CellProperties.isOurs(roi)) {
        if (roi.getProperty("class") != null && roi.getStrokeColor() != null)
          colours.putIfAbsent(roi.getProperty("class"), roi.getStrokeColor());
        if (replaced.contains(PlanePosition.of(roi, imp))) continue;
        if (roi.getProperty("class") != null) known.put(roi.getProperty("class"), roi.getGroup());
      }
      after.add(roi);
    }
    add(after, imp, planes, ClassGroups.of(planes, known, colours));
    put(imp, after);
  }

  /**
   * Shows the cells of these planes and takes all else of ours away.
   *
   * @throws IllegalArgumentException if the image has no such plane; then nothing has changed
   */
  public static void replace(ImagePlus imp, List<PlaneCells> planes) {
    for (PlaneCells plane : planes) PlanePosition.of(plane).check(imp);
    Overlay after = others(imp);
    add(after, imp, planes, ClassGroups.of(planes, ClassColours.of(imp)));
    put(imp, after);
  }

  /** Whether cells were shown on this image, be it that none was found. */
  static boolean wasShown(ImagePlus imp) {
    return imp.getProperty(SHOWN) != null;
  }

  /** Takes all ROIs of ours away, and nobody else's. */
  public static void remove(ImagePlus imp) {
    if (imp.getOverlay() != null) put(imp, others(imp));
  }

  /**
   * Our cells as the overlay holds them now, moved or changed by hand as they may be, without
   * measurements: planes in the order of the stack, cells in the order of their numbers. ROIs of
   * ours that have lost their number, or share one after copying, get the next free ones.
   *
   * @return no plane if the overlay holds nothing of ours
   * @throws IllegalArgumentException if an ROI of ours has been changed so that it isn't a cell any
   *     more
   */
  public static List<PlaneCells> read(ImagePlus imp) {
    if (imp.getOverlay() == null) return List.of();
    return planes(List.of(imp.getOverlay().toArray()), imp.getTitle(), imp);
  }

  /**
   * Our cells on the plane that the image shows, as {@link #read} gives them; on an image with
   * channels those of all channels of this slice and frame.
   */
  public static List<Cell> readShown(ImagePlus imp) {
    PlanePosition shown = PlanePosition.shown(imp);
    return read(imp).stream()
        .filter(p -> p.slice() == shown.slice() && p.frame() == shown.frame())
        .flatMap(p -> p.cells().stream())
        .toList();
  }

  /**
   * @param imp null if nobody knows the image: then its size has no bounds
   */
  static List<PlaneCells> planes(List<Roi> rois, String title, ImagePlus imp) {
    Map<PlanePosition, List<Roi>> byPlane =
        new TreeMap<>(
            Comparator.comparingInt(PlanePosition::frame)
                .thenComparingInt(PlanePosition::slice)
                .thenComparingInt(PlanePosition::channel));
    for (Roi roi : rois)
      if (CellProperties.isOurs(roi))
        byPlane.computeIfAbsent(PlanePosition.of(roi, imp), p -> new ArrayList<>()).add(roi);
    int width = imp == null ? Integer.MAX_VALUE : imp.getWidth();
    int height = imp == null ? Integer.MAX_VALUE : imp.getHeight();
    List<PlaneCells> planes = new ArrayList<>(byPlane.size());
    byPlane.forEach(
        (at, ours) ->
            planes.add(
                new PlaneCells(
                    title, at.channel(), at.slice(), at.frame(), cells(ours, width, height))));
    return planes;
  }

  private static List<Cell> cells(List<Roi> rois, int width, int height) {
    int[] numbers = rois.stream().mapToInt(CellProperties::number).toArray();
    int next = IntStream.of(numbers).max().orElse(0) + 1;
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < numbers.length; i++)
      if (numbers[i] < 1 || !taken.add(numbers[i])) numbers[i] = next++;
    return IntStream.range(0, numbers.length)
        .parallel()
        .mapToObj(i -> CellRoi.cell(rois.get(i), numbers[i], width, height))
        .sorted(Comparator.comparingInt(Cell::number))
        .toList();
  }

  private static Overlay others(ImagePlus imp) {
    Overlay others = CanvasOverlay.like(imp.getOverlay());
    if (imp.getOverlay() == null) return others;
    for (Roi roi : imp.getOverlay().toArray()) if (!CellProperties.isOurs(roi)) others.add(roi);
    return others;
  }

  private static void add(
      Overlay overlay, ImagePlus imp, List<PlaneCells> planes, ClassGroups groups) {
    for (PlaneCells plane : planes) for (Roi roi : CellRoi.of(plane, groups, imp)) overlay.add(roi);
  }

  static void put(ImagePlus imp, Overlay overlay) {
    overlay.drawLabels(false);
    imp.setProperty(SHOWN, true);
    imp.setOverlay(overlay.size() == 0 ? null : overlay);
  }
}

package org.unstained.workflow.patches;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Point;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.unstained.cells.Measurements;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PatchMeasurement;
import org.unstained.cells.PatchMeasuring;
import org.unstained.classical.Samples;
import org.unstained.image.ImageFiles;
import org.unstained.image.LabelImages;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Examples of empty and of filled patches, measured, from what a person marked on images or from
 * two folders of crops. Only measurements that don't depend on the gain are learned from.
 */
public final class EmptyTraining {
  /** The other class. */
  static final String FILLED = "filled";

  private static final List<String> CLASSES = List.of(PatchOptions.EMPTY, FILLED);

  /** With fewer of a class nothing can be learned or tested. */
  static final int FEWEST = 6;

  private static final int FIRST =
      PatchMeasurement.COLUMNS.size() - PatchMeasurement.WITHOUT_UNIT.size();

  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> classes = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  private EmptyTraining() {}

  /** An image and what was marked on it. */
  public record Marked(ImagePlus image, List<Roi> rois) {}

  /**
   * The patches that lie in areas called {@code empty…} and {@code filled…} (capitals don't
   * matter), or round points so called. An area that is smaller than a patch gives the patch round
   * its middle. ROIs with other names count for nothing.
   *
   * @param size side of a patch in pixels
   * @param step from patch to patch within an area
   * @param channel 0 for the first or the brightness of an RGB image
   * @throws IllegalArgumentException if a patch is greater than an image, or there are fewer than
   *     six patches of a class
   */
  public static Samples marked(List<Marked> images, int size, int step, int channel) {
    EmptyTraining examples = new EmptyTraining();
    for (Marked marked : images)
      for (Roi roi : marked.rois()) {
        int named = named(roi);
        if (named >= 0) examples.add(marked.image(), roi, named, size, step, channel);
      }
    return examples.samples(
        "Draw rectangles on the image, add them to the overlay or the ROI Manager, and call them 'empty' or 'filled'");
  }

  private static int named(Roi roi) {
    String name = roi.getProperty("class") != null ? roi.getProperty("class") : roi.getName();
    if (name == null) return -1;
    String lower = name.strip().toLowerCase(Locale.ROOT);
    for (int c = 0; c < CLASSES.size(); c++) if (lower.startsWith(CLASSES.get(c))) return c;
    return -1;
  }

  private void add(ImagePlus image, Roi roi, int named, int size, int step, int channel) {
    PatchGrid whole = PatchPlanes.grid(image, size, Math.min(step, size));
    SliceAndFrame at = place(image, roi);
    var plane = Images.plane(image, channel, at, "channel");
    if (roi.getType() == Roi.POINT) {
      for (Point p : roi.getContainedPoints())
        patch(image, plane, p.x - size / 2, p.y - size / 2, whole, named);
      return;
    }
    Rectangle r = roi.getBounds().intersection(new Rectangle(whole.width(), whole.height()));
    if (r.width < size || r.height < size) {
      patch(image, plane, r.x + (r.width - size) / 2, r.y + (r.height - size) / 2, whole, named);
      return;
    }
    PatchGrid inside = new PatchGrid(r.width, r.height, size, Math.min(step, size));
    for (int y : inside.tops())
      for (int x : inside.lefts()) patch(image, plane, r.x + x, r.y + y, whole, named);
  }

  private static SliceAndFrame place(ImagePlus image, Roi roi) {
    if (roi.hasHyperStackPosition())
      return new SliceAndFrame(Math.max(1, roi.getZPosition()), Math.max(1, roi.getTPosition()));
    if (roi.getPosition() < 1 || roi.getPosition() > image.getStackSize())
      return SliceAndFrame.current(image);
    int[] position = image.convertIndexToPosition(roi.getPosition());
    return new SliceAndFrame(position[1], position[2]);
  }

  private void patch(
      ImagePlus image,
      RandomAccessibleInterval<? extends RealType<?>> plane,
      int x,
      int y,
      PatchGrid grid,
      int named) {
    long left = Math.max(0, Math.min(grid.width() - grid.size(), x));
    long top = Math.max(0, Math.min(grid.height() - grid.size(), y));
    add(
        PatchMeasuring.whole(
            Views.zeroMin(
                Views.interval(
                    plane,
                    new long[] {left, top},
                    new long[] {left + grid.size() - 1, top + grid.size() - 1}))),
        named,
        image.getTitle());
  }

  /**
   * The crops in two folders, {@code empty} and {@code filled} (capitals don't matter), each a
   * patch. Crops whose names differ in numbers at their end only belong to one image.
   *
   * @param channel 0 for the first or the brightness of an RGB image
   * @throws IOException if there are no such folders or a crop can't be read
   * @throws IllegalArgumentException if there are fewer than six crops of a class
   */
  public static Samples crops(Path folder, int channel) throws IOException {
    EmptyTraining examples = new EmptyTraining();
    if (!Files.isDirectory(folder)) throw new IOException("There is no folder " + folder);
    for (Path one : sorted(folder)) {
      int named = CLASSES.indexOf(one.getFileName().toString().toLowerCase(Locale.ROOT));
      if (named < 0 || !Files.isDirectory(one)) continue;
      for (Path crop : sorted(one)) {
        if (!Files.isRegularFile(crop) || !ImageFiles.looksLikeImage(crop)) continue;
        ImagePlus image = ImageFiles.open(crop);
        examples.add(
            PatchMeasuring.whole(Images.plane(image, channel, new SliceAndFrame(1, 1), "channel")),
            named,
            LabelImages.title(crop.getFileName().toString(), "")
                .replaceFirst("(-cell\\d+|(_\\d+)+)$", ""));
      }
    }
    return examples.samples(
        "Choose a folder with the folders 'empty' and 'filled', with images of patches in them");
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private void add(Measurements measured, int named, String group) {
    double[] row = Arrays.copyOfRange(measured.values(), FIRST, measured.values().length);
    if (!Arrays.stream(row).allMatch(Double::isFinite)) return;
    rows.add(row);
    classes.add(named);
    groups.add(group);
  }

  private Samples samples(String remedy) {
    for (int c = 0; c < CLASSES.size(); c++) {
      int named = c;
      long count = classes.stream().filter(n -> n == named).count();
      if (count < FEWEST)
        throw new IllegalArgumentException(
            "There are %d patches called '%s', and it takes %d at least. %s."
                .formatted(count, CLASSES.get(c), FEWEST, remedy));
    }
    return new Samples(
        PatchMeasurement.WITHOUT_UNIT,
        rows.toArray(double[][]::new),
        classes.stream().mapToInt(Integer::intValue).toArray(),
        CLASSES,
        groups);
  }
}

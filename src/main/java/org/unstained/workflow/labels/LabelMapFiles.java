package org.unstained.workflow.labels;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.CellTableReader;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.LabelTrait;
import org.unstained.annotation.ObjectDetails;
import org.unstained.cells.Cells;
import org.unstained.cells.Region;
import org.unstained.image.ImageFiles;
import org.unstained.image.LabelImages;
import org.unstained.workflow.files.TiffFile;

/**
 * Label images: the pixels of a cell have its number, the ground has 0. Classes stand in a CSV file
 * of the same name beside it, {@code label,class}, if there are any. A stack has cells on its
 * slices and frames; a number that comes again on another plane is another cell there.
 *
 * <p>Where cells overlap, the first one keeps the pixels. A cell that would have none left is left
 * out and said. Up to 16,777,216 cells.
 */
final class LabelMapFiles implements LabelFormat {
  private static final String SUFFIX = "-labels";
  private static final Set<String> FOLDERS =
      Set.of("labels", "label", "masks", "mask", "instances", "labelmaps");
  private static final int LARGEST_PLANE = 1 << 28;

  @Override
  public String key() {
    return "labels";
  }

  @Override
  public String title() {
    return "Label image";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(
        LabelTrait.OUTLINE,
        LabelTrait.HOLE,
        LabelTrait.NO_CLASS,
        LabelTrait.POSITION,
        LabelTrait.NUMBER,
        LabelTrait.SIZE,
        LabelTrait.EMPTY_IMAGE);
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return SUFFIX + ".tif";
  }

  /** By the name alone, its own or its folder's: any image could be one. */
  @Override
  public boolean looksLike(Path file) {
    String title = LabelImages.title(file.getFileName().toString(), "");
    boolean image = !title.equals(file.getFileName().toString());
    Path folder = file.toAbsolutePath().getParent();
    String in = folder == null ? "" : folder.getFileName().toString().toLowerCase(Locale.ROOT);
    return image
        && !title.startsWith(".")
        && (title.endsWith(SUFFIX)
            || title.endsWith("_labels")
            || title.endsWith("_mask")
            || FOLDERS.contains(in));
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    ImagePlus map = ImageFiles.open(file);
    Map<Integer, String> classes = classes(beside(file));
    boolean single = map.getNSlices() * map.getNFrames() == 1;
    List<AnnotatedBox> boxes = new ArrayList<>();
    try {
      for (int frame = 1; frame <= map.getNFrames(); frame++)
        for (int slice = 1; slice <= map.getNSlices(); slice++) {
          ImagePosition at = single ? ImagePosition.UNKNOWN : new ImagePosition(0, slice, frame);
          for (Region region : Cells.regions(LabelImages.labels(map, 1, slice, frame)))
            boxes.add(
                AnnotatedBox.of(
                    DrawnOutline.of(region.outline()),
                    classes.getOrDefault(region.number(), AnnotatedBox.NO_CLASS),
                    ObjectDetails.NONE.withId(Integer.toString(region.number())).at(at)));
        }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s can't be read as a label image: %s".formatted(file, e.getMessage()), e);
    }
    String title = LabelImages.title(file.getFileName().toString(), "");
    String name = title.replaceAll("[-_](labels|mask)$", "");
    AnnotatedImage image =
        new AnnotatedImage(name.isEmpty() ? title : name, map.getWidth(), map.getHeight(), boxes);
    return LabelSet.of(new AnnotationFile(file, image, List.of()));
  }

  private static Path beside(Path map) {
    return map.resolveSibling(LabelImages.title(map.getFileName().toString(), "") + ".csv");
  }

  private static Map<Integer, String> classes(Path csv) throws IOException {
    Map<Integer, String> classes = new HashMap<>();
    if (!Files.isRegularFile(csv)) return classes;
    CellTableReader.read(
        csv,
        List.of("class"),
        columns -> {
          String number = columns.contains("label") ? "label" : "cell";
          if (!columns.contains(number))
            throw new IOException(
                "%s can't be read as the classes of a label image: it has no column 'label'. Mend it, or take it away"
                    .formatted(csv));
          return row -> {
            if (row.has("class")) classes.put(row.whole(number, 0, 0), row.text("class"));
          };
        });
    return classes;
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    AnnotatedImage image = onlyImage(set);
    if (!image.hasSize())
      throw new IllegalArgumentException(
          "The size of the image '%s' isn't known, which a label image needs. Name the folder of the images"
              .formatted(image.name()));
    int slices = 1;
    int frames = 1;
    for (AnnotatedBox box : image.boxes()) {
      slices = Math.max(slices, box.details().position().slice());
      frames = Math.max(frames, box.details().position().frame());
    }
    long pixels = (long) image.width() * image.height();
    if (pixels > LARGEST_PLANE || pixels * slices * frames > 4L * LARGEST_PLANE)
      throw new IllegalArgumentException(
          "'%s' is too large for a label image: %d x %d pixels, %d planes"
              .formatted(image.name(), image.width(), image.height(), slices * frames));
    Map<Integer, String> classes = new LinkedHashMap<>();
    Painting painting = new Painting(image, slices, frames);
    List<String> notes = painting.paint(classes);
    ImagePlus map =
        LabelImages.of(file.getFileName().toString(), painting.planes, 1, slices, frames, null);
    Path part = file.resolveSibling("." + file.getFileName() + ".part.tif");
    try {
      TiffFile.save(map, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    writeClasses(beside(file), classes);
    return notes;
  }

  private static void writeClasses(Path csv, Map<Integer, String> classes) throws IOException {
    if (classes.isEmpty()) {
      Files.deleteIfExists(csv);
      return;
    }
    StringBuilder text = new StringBuilder();
    CSVPrinter rows =
        new CSVPrinter(text, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    rows.printRecord("label", "class");
    for (Map.Entry<Integer, String> one : classes.entrySet())
      rows.printRecord(one.getKey(), one.getValue());
    Files.writeString(csv, text);
  }

  /** The planes of a label image while cells are painted into them. */
  private static final class Painting {
    final AnnotatedImage image;
    final int slices;
    final List<ArrayImg<IntType, IntArray>> planes = new ArrayList<>();
    final List<int[]> pixels = new ArrayList<>();

    Painting(AnnotatedImage image, int slices, int frames) {
      this.image = image;
      this.slices = slices;
      for (int i = 0; i < slices * frames; i++) {
        int[] plane = new int[image.width() * image.height()];
        pixels.add(plane);
        planes.add(ArrayImgs.ints(plane, image.width(), image.height()));
      }
    }

    List<String> paint(Map<Integer, String> classes) {
      boolean numbered = numbered();
      int covered = 0;
      int cut = 0;
      for (int i = 0; i < image.boxes().size(); i++) {
        AnnotatedBox box = image.boxes().get(i);
        int number = numbered ? Integer.parseInt(box.details().id()) : i + 1;
        ImagePosition at = box.details().position().orFirst();
        Region region = box.shape().pixels(1).orElse(null);
        long painted =
            region == null
                ? 0
                : fill(pixels.get((at.frame() - 1) * slices + at.slice() - 1), region, number);
        if (painted == 0) covered++;
        else {
          if (painted < region.pixels()) cut++;
          if (box.hasClass()) classes.put(number, box.className());
        }
      }
      List<String> notes = new ArrayList<>();
      if (cut > 0)
        notes.add(
            "%s: %d cells overlap others, which keep the pixels".formatted(image.name(), cut));
      if (covered > 0)
        notes.add(
            "%s: %d cells have no pixel of their own and are left out"
                .formatted(image.name(), covered));
      return notes;
    }

    /** Whether each cell has a number of its own; else they are counted. */
    private boolean numbered() {
      Set<String> ids = new HashSet<>();
      for (AnnotatedBox box : image.boxes())
        if (!box.details().id().matches("[1-9]\\d{0,6}") || !ids.add(box.details().id()))
          return false;
      return true;
    }

    private long fill(int[] plane, Region region, int number) {
      long painted = 0;
      int[] runs = region.runs();
      for (int i = 0; i < runs.length; i += 3) {
        if (runs[i] < 0 || runs[i] >= image.height()) continue;
        int end = Math.min(image.width(), runs[i + 2]);
        for (int x = Math.max(0, runs[i + 1]); x < end; x++) {
          int p = runs[i] * image.width() + x;
          if (plane[p] != 0) continue;
          plane[p] = number;
          painted++;
        }
      }
      return painted;
    }
  }
}

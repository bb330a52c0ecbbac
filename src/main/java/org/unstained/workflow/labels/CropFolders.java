package org.unstained.workflow.labels;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.LabelTrait;
import org.unstained.annotation.ObjectDetails;
import org.unstained.cells.Box;
import org.unstained.image.ImageFiles;
import org.unstained.image.ImageSeries;
import org.unstained.image.LabelImages;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.files.TiffFile;

/**
 * A folder for each class with a picture of each cell: {@code R/ID_3_10_20_41_55.tif} is cell 3 of
 * the image ID, with its box from (10, 20) to (41, 55). Crops with other names are images of their
 * own, filled by one cell.
 */
public final class CropFolders implements LabelFormat {
  private static final Pattern NAME =
      Pattern.compile("(.+?)(?:_z(\\d{1,9}))?(?:_t(\\d{1,9}))?((?:_\\d{1,9}){5})");
  private static final List<String> PARTS = List.of("train", "val", "test");

  private final LabelImageFolder images;

  CropFolders() {
    this(LabelImageFolder.NONE);
  }

  /**
   * @param images to cut cells out of
   */
  CropFolders(LabelImageFolder images) {
    this.images = images;
  }

  @Override
  public String key() {
    return "crops";
  }

  @Override
  public String title() {
    return "Folders of crops";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(LabelTrait.POSITION, LabelTrait.NUMBER);
  }

  @Override
  public Layout layout() {
    return Layout.FOLDERS;
  }

  @Override
  public String ending() {
    return ".tif";
  }

  @Override
  public boolean looksLike(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return false;
    for (Path one : sorted(folder)) if (!crops(one).isEmpty()) return true;
    for (String part : PARTS)
      if (Files.isDirectory(folder.resolve(part)) && looksLike(folder.resolve(part))) return true;
    return false;
  }

  @Override
  public LabelSet read(Path folder, LabelOptions options) throws IOException {
    if (!Files.isDirectory(folder)) throw new IOException("There is no folder " + folder);
    List<Path> classes = new ArrayList<>();
    for (Path one : sorted(folder))
      if (PARTS.contains(one.getFileName().toString()) && Files.isDirectory(one))
        classes.addAll(sorted(one));
      else classes.add(one);
    Map<String, List<AnnotatedBox>> cut = new LinkedHashMap<>();
    List<AnnotationFile> files = new ArrayList<>();
    for (Path one : classes)
      for (Path crop : crops(one)) {
        String name = one.getFileName().toString();
        Matcher said = NAME.matcher(LabelImages.title(crop.getFileName().toString(), ""));
        AnnotatedBox box = said.matches() ? cut(said, name) : null;
        if (box != null) cut.computeIfAbsent(said.group(1), i -> new ArrayList<>()).add(box);
        else files.add(whole(crop, name));
      }
    cut.forEach(
        (image, boxes) ->
            files.add(
                new AnnotationFile(folder, new AnnotatedImage(image, 0, 0, boxes), List.of())));
    if (files.isEmpty())
      throw new IOException(folder + " has no folders of crops. Choose the folder above those.");
    return new LabelSet(files, List.of(), List.of());
  }

  /** Null if the numbers of the name make no box. */
  private static AnnotatedBox cut(Matcher said, String className) {
    String[] numbers = said.group(4).substring(1).split("_");
    int[] n = Stream.of(numbers).mapToInt(Integer::parseInt).toArray();
    if (n[3] <= n[1] || n[4] <= n[2]) return null;
    ImagePosition at = new ImagePosition(0, number(said.group(2)), number(said.group(3)));
    return new AnnotatedBox(new Box(n[1], n[2], n[3] - n[1], n[4] - n[2]), className)
        .with(ObjectDetails.NONE.withId(numbers[0]).at(at));
  }

  private static int number(String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  private static AnnotationFile whole(Path crop, String className) throws IOException {
    ImageSeries size = ImageFiles.series(crop).get(0);
    AnnotatedBox all = new AnnotatedBox(new Box(0, 0, size.width(), size.height()), className);
    return new AnnotationFile(
        crop,
        new AnnotatedImage(
            crop.getFileName().toString(), size.width(), size.height(), List.of(all)),
        List.of());
  }

  private static List<Path> crops(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    return sorted(folder).stream()
        .filter(Files::isRegularFile)
        .filter(ImageFiles::looksLikeImage)
        .toList();
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /** Files that are there under such a name are replaced. */
  @Override
  public List<String> write(Path folder, LabelSet set) throws IOException {
    OutputFolder.make(folder);
    for (AnnotatedImage image : set.images()) {
      if (image.boxes().isEmpty()) continue;
      ImagePlus pixels = images.open(image);
      int number = 0;
      for (AnnotatedBox box : image.boxes()) {
        number++;
        Path of = folder.resolve(safe(box.className()));
        OutputFolder.make(of);
        ImagePlus crop = crop(pixels, box);
        TiffFile.save(crop, of.resolve(safe(name(image, box, number)) + ending()));
      }
    }
    return List.of();
  }

  private static String safe(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_");
  }

  private static String name(AnnotatedImage image, AnnotatedBox drawn, int number) {
    ObjectDetails details = drawn.details();
    Rectangle r = rectangle(drawn.box());
    StringBuilder name = new StringBuilder(image.stem());
    if (details.position().slice() > 0) name.append("_z").append(details.position().slice());
    if (details.position().frame() > 0) name.append("_t").append(details.position().frame());
    name.append('_').append(details.id().isEmpty() ? Integer.toString(number) : details.id());
    return name.append("_%d_%d_%d_%d".formatted(r.x, r.y, r.x + r.width, r.y + r.height))
        .toString();
  }

  private static Rectangle rectangle(Box b) {
    return new Rectangle((int) b.x(), (int) b.y(), (int) b.width(), (int) b.height());
  }

  private static ImagePlus crop(ImagePlus image, AnnotatedBox drawn) {
    Rectangle r = rectangle(drawn.box());
    ImagePosition at = drawn.details().position().orFirst();
    if (at.slice() > image.getNSlices()
        || at.frame() > image.getNFrames()
        || !new Rectangle(image.getWidth(), image.getHeight()).contains(r))
      throw new IllegalArgumentException(
          "'%s' has no slice %d, frame %d with a cell at %s. Are these its labels?"
              .formatted(image.getTitle(), at.slice(), at.frame(), drawn.box()));
    ImageStack channels = new ImageStack(r.width, r.height);
    for (int c = 1; c <= image.getNChannels(); c++) {
      ImageProcessor plane =
          image.getStack().getProcessor(image.getStackIndex(c, at.slice(), at.frame()));
      plane.setRoi(r);
      channels.addSlice(plane.crop());
    }
    ImagePlus crop = new ImagePlus(drawn.className(), channels);
    crop.setDimensions(image.getNChannels(), 1, 1);
    crop.setCalibration(image.getCalibration().copy());
    return crop;
  }
}

package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Box;
import org.unstained.image.ImageFiles;

/**
 * What a model learns from, and what it is judged by.
 *
 * @param training images to learn from
 * @param validation images that say which weights are best
 * @param notes about what was left out or mended, a sentence each
 */
public record TrainingImages(
    List<TrainingImage> training, List<TrainingImage> validation, List<String> notes) {

  /** Part of the images that validates where no list says which do. */
  private static final double VALIDATION = 0.2;

  public TrainingImages {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    notes = List.copyOf(notes);
  }

  /** Names of the classes of all images, in the order of the alphabet. */
  public List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    Stream.concat(training.stream(), validation.stream())
        .forEach(image -> image.boxes().forEach(box -> names.add(box.className())));
    return List.copyOf(names);
  }

  /** How many cells there are to learn from. */
  public int cells() {
    return training.stream().mapToInt(image -> image.boxes().size()).sum();
  }

  /**
   * A folder with images and Pascal VOC annotations, see {@link AnnotationFolder#find}.
   *
   * @param training name of the list of training images; blank: all that aren't in the other list
   * @param validation name of the list of validation images; blank: a fifth of all, drawn with the
   *     seed
   * @param classes to learn; empty for all
   * @throws IOException if a folder, list or annotation can't be read, or nothing is found
   */
  public static TrainingImages ofAnnotations(
      Path folder, String training, String validation, List<String> classes, long seed)
      throws IOException {
    AnnotationFolder found = AnnotationFolder.find(folder);
    boolean lists = !training.isBlank() && !validation.isBlank();
    if (lists) {
      LabelledImages learn =
          LabelledImages.read(found, found.names(training), ImageFiles::looksLikeImage);
      LabelledImages judge =
          LabelledImages.read(found, found.names(validation), ImageFiles::looksLikeImage);
      TreeSet<String> names = new TreeSet<>(learn.classes());
      names.addAll(judge.classes());
      List<String> wanted = classes.isEmpty() ? List.copyOf(names) : classes;
      learn = learn.ofClasses(wanted);
      judge = judge.ofClasses(wanted);
      List<String> notes = new ArrayList<>(texts(learn.warnings()));
      notes.addAll(texts(judge.warnings()));
      return new TrainingImages(images(learn), images(judge), notes).checked(folder);
    }
    if (!training.isBlank() || !validation.isBlank())
      throw new IOException(
          "Name both lists, of training and of validation images, or none of them");
    LabelledImages all = LabelledImages.read(found, ImageFiles::looksLikeImage);
    if (!classes.isEmpty()) all = all.ofClasses(classes);
    return split(images(all), texts(all.warnings()), seed).checked(folder);
  }

  /**
   * A folder with a folder of crops for each class, or with two such folders, {@code train} and
   * {@code val}. Each crop is an image of its own with its cell in the middle.
   *
   * @throws IOException if a folder can't be read or there is no crop
   */
  public static TrainingImages ofCrops(Path folder, List<String> classes, long seed)
      throws IOException {
    Path train = folder.resolve("train");
    Path val = folder.resolve("val");
    List<String> notes = new ArrayList<>();
    if (Files.isDirectory(train) && Files.isDirectory(val))
      return new TrainingImages(crops(train, classes, notes), crops(val, classes, notes), notes)
          .checked(folder);
    return split(crops(folder, classes, notes), notes, seed).checked(folder);
  }

  /** Whether a folder holds crops by class rather than annotated images. */
  public static boolean looksLikeCrops(Path folder) throws IOException {
    AnnotationFolder found = AnnotationFolder.find(folder);
    if (!found.annotations().equals(folder)) return false;
    for (Path file : sorted(folder))
      if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xml")) return false;
    return true;
  }

  /**
   * Names of images in a list beside the annotations, without ending.
   *
   * @param list its name, or a text file in the folder itself
   */
  public static Set<String> listed(Path folder, String list) throws IOException {
    Path beside = folder.resolve(list.endsWith(".txt") ? list : list + ".txt");
    List<String> names =
        Files.isRegularFile(beside)
            ? Files.readAllLines(beside)
            : AnnotationFolder.find(folder).names(list);
    Set<String> all = new HashSet<>();
    for (String name : names) if (!name.isBlank()) all.add(stem(name.strip()));
    return all;
  }

  /** The same without images of these names. */
  public TrainingImages without(Set<String> stems) {
    return new TrainingImages(
        training.stream().filter(i -> !stems.contains(stem(i.name()))).toList(),
        validation.stream().filter(i -> !stems.contains(stem(i.name()))).toList(),
        notes);
  }

  private static String stem(String name) {
    return name.replaceAll("\\.(png|jpe?g|tiff?|bmp|gif)$", "");
  }

  /** Draws a fifth for validation, of crops as of images; the same for the same seed. */
  static TrainingImages split(List<TrainingImage> images, List<String> notes, long seed) {
    List<TrainingImage> drawn = new ArrayList<>(images);
    Collections.shuffle(drawn, new Random(seed));
    int validation = (int) Math.max(1, Math.round(VALIDATION * drawn.size()));
    if (drawn.size() < 2)
      throw new IllegalArgumentException(
          "%d image%s can't be shared out over training and validation; annotate more"
              .formatted(drawn.size(), drawn.size() == 1 ? "" : "s"));
    return new TrainingImages(
        drawn.subList(validation, drawn.size()), drawn.subList(0, validation), notes);
  }

  private static List<TrainingImage> crops(Path folder, List<String> classes, List<String> notes)
      throws IOException {
    List<TrainingImage> crops = new ArrayList<>();
    for (Path one : sorted(folder)) {
      if (!Files.isDirectory(one)) continue;
      String name = one.getFileName().toString();
      if (!classes.isEmpty() && !classes.contains(name)) {
        notes.add("%s: the class '%s' is left out".formatted(one, name));
        continue;
      }
      for (Path file : sorted(one))
        if (Files.isRegularFile(file) && ImageFiles.looksLikeImage(file))
          crops.add(crop(file, name));
    }
    return crops;
  }

  private static TrainingImage crop(Path file, String className) throws IOException {
    ImagePlus image = ImageFiles.open(file);
    Box whole = new Box(0, 0, image.getWidth(), image.getHeight());
    return TrainingImage.of(file, List.of(new AnnotatedBox(whole, className)));
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private TrainingImages checked(Path folder) throws IOException {
    if (training.isEmpty() || validation.isEmpty())
      throw new IOException(
          "%s has %d images to learn from and %d to validate with; at least one of each is needed. Images need an annotation (XML) of the same name, crops a folder for each class."
              .formatted(folder, training.size(), validation.size()));
    return this;
  }

  private static List<TrainingImage> images(LabelledImages all) {
    List<TrainingImage> images = new ArrayList<>();
    for (LabelledImage image : all.images())
      images.add(TrainingImage.of(image.file(), image.annotated().boxes()));
    return images;
  }

  private static List<String> texts(List<AnnotationWarning> warnings) {
    return warnings.stream().map(w -> w.file() + ": " + w.message()).toList();
  }
}

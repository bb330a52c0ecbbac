package org.unstained.workflow.training;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.image.ImageFiles;
import org.unstained.models.TextFile;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.labels.CropFolders;
import org.unstained.workflow.labels.ImagesOfLabels;
import org.unstained.workflow.labels.Labels;

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
        .forEach(image -> names.addAll(image.classes()));
    return List.copyOf(names);
  }

  /** How many cells there are to learn from. */
  public int cells() {
    return training.stream().mapToInt(image -> image.classes().size()).sum();
  }

  /** The same with cells of these classes only, and a note on how many others there were. */
  public TrainingImages ofClasses(List<String> wanted) {
    Map<String, Integer> others = new TreeMap<>();
    Stream.concat(training.stream(), validation.stream())
        .flatMap(image -> image.classes().stream())
        .filter(name -> !wanted.contains(name))
        .forEach(name -> others.merge(name, 1, Integer::sum));
    List<String> said = new ArrayList<>(notes);
    others.forEach(
        (name, count) -> said.add("%d cells of class '%s' are left out".formatted(count, name)));
    return new TrainingImages(
        training.stream().map(image -> image.ofClasses(wanted)).toList(),
        validation.stream().map(image -> image.ofClasses(wanted)).toList(),
        said);
  }

  /**
   * The same without images that show no cell: a classifier learns nothing from them, unless it is
   * to learn what is no cell.
   */
  public TrainingImages withCells() {
    return new TrainingImages(
        training.stream().filter(image -> !image.classes().isEmpty()).toList(),
        validation.stream().filter(image -> !image.classes().isEmpty()).toList(),
        notes);
  }

  /**
   * The ROIs with groups on open images, of our overlay or of people's own; a fifth of the planes
   * that have some validates. ROIs without group are left out with a note.
   *
   * @param rois of each image, in the order in which the images are to be taken
   * @throws IllegalArgumentException if fewer than two planes have labelled cells
   */
  public static TrainingImages ofOpenImages(Map<ImagePlus, List<Roi>> rois, long seed) {
    List<TrainingImage> planes = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    rois.forEach(
        (image, drawn) -> {
          LabelledRois labelled = LabelledRois.of(image, drawn);
          planes.addAll(labelled.images());
          notes.addAll(labelled.notes());
        });
    if (planes.size() < 2)
      throw new IllegalArgumentException(
          "%s. Label cells in at least two images or slices, as one of them has to validate: draw an area round each, give it a group (the class) and add it to the overlay or the ROI Manager. Or choose a folder with examples.%s"
              .formatted(
                  planes.isEmpty()
                      ? "No open image has ROIs with groups"
                      : "Only '%s' has ROIs with groups".formatted(planes.get(0).name()),
                  notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
    return split(planes, notes, seed);
  }

  /**
   * A folder with images and annotations in any format of {@link Labels}, or a file of annotations
   * such as COCO's; see {@link AnnotationFolder#find} for the folders in it. Cells on slices and
   * frames of a stack are examples of their planes.
   *
   * @param training name of the list of training images; blank: all that aren't in the other list
   * @param validation name of the list of validation images; blank: a fifth of all, drawn with the
   *     seed
   * @throws IOException if a folder, list or annotation can't be read, or nothing is found
   */
  public static TrainingImages ofAnnotations(
      Path folder, String training, String validation, long seed) throws IOException {
    AnnotationFolder found = AnnotationFolder.find(ImagesOfLabels.folder(folder));
    boolean lists = !training.isBlank() && !validation.isBlank();
    if (lists) {
      LabelledImages learn = ImagesOfLabels.read(folder, Optional.of(found.names(training)));
      LabelledImages judge = ImagesOfLabels.read(folder, Optional.of(found.names(validation)));
      List<String> notes = new ArrayList<>(texts(learn.warnings()));
      notes.addAll(texts(judge.warnings()));
      return new TrainingImages(images(learn), images(judge), notes).checked(folder);
    }
    if (!training.isBlank() || !validation.isBlank())
      throw new IOException(
          "Name both lists, of training and of validation images, or none of them");
    LabelledImages all = ImagesOfLabels.read(folder, Optional.empty());
    return split(images(all), texts(all.warnings()), seed).checked(folder);
  }

  /**
   * A folder with a folder of crops for each class, or with two such folders, {@code train} and
   * {@code val}. Each crop is an image of its own with its cell in the middle.
   *
   * @throws IOException if a folder can't be read or there is no crop
   */
  public static TrainingImages ofCrops(Path folder, long seed) throws IOException {
    Path train = folder.resolve("train");
    Path val = folder.resolve("val");
    if (Files.isDirectory(train) && Files.isDirectory(val))
      return new TrainingImages(all(crops(train)), all(crops(val)), List.of()).checked(folder);
    List<TrainingImage> training = new ArrayList<>();
    List<TrainingImage> validation = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    crops(folder)
        .forEach(
            (name, crops) -> {
              if (crops.size() < 2) {
                notes.add("%s has one crop, which can't be shared out".formatted(name));
                training.addAll(crops);
                return;
              }
              TrainingImages shared = split(crops, List.of(), seed);
              training.addAll(shared.training);
              validation.addAll(shared.validation);
            });
    return new TrainingImages(training, validation, notes).checked(folder);
  }

  private static List<TrainingImage> all(Map<String, List<TrainingImage>> byClass) {
    return byClass.values().stream().flatMap(List::stream).toList();
  }

  /** Whether a folder holds crops by class rather than annotated images. */
  public static boolean looksLikeCrops(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) return false;
    Optional<LabelFormat> format = Labels.besideImages(folder);
    if (format.isPresent()) return format.get() instanceof CropFolders;
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
    Path of = ImagesOfLabels.folder(folder);
    Path beside = of.resolve(list.endsWith(".txt") ? list : list + ".txt");
    List<String> names =
        Files.isRegularFile(beside)
            ? TextFile.lines(beside)
            : AnnotationFolder.find(of).names(list);
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
    return name.replaceAll("(?i)\\.(png|jpe?g|tiff?|bmp|gif)$", "");
  }

  /** Draws a fifth for validation; the same for the same seed. */
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

  /** The crops of each class, none of which is opened. */
  private static Map<String, List<TrainingImage>> crops(Path folder) throws IOException {
    Map<String, List<TrainingImage>> crops = new TreeMap<>();
    for (Path one : sorted(folder)) {
      if (!Files.isDirectory(one) || one.endsWith(FolderCuration.REJECTED)) continue;
      String name = one.getFileName().toString();
      List<TrainingImage> found = new ArrayList<>();
      for (Path file : sorted(one))
        if (Files.isRegularFile(file) && ImageFiles.looksLikeImage(file))
          found.add(TrainingImage.ofCrop(file, name));
      if (!found.isEmpty()) crops.put(name, found);
    }
    return crops;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private TrainingImages checked(Path folder) throws IOException {
    if (training.isEmpty() || validation.isEmpty())
      throw new IOException(
          "%s has %d images to learn from and %d to validate with; at least one of each is needed. Images need an annotation (XML, JSON, ROI set …) of the same name, crops a folder for each class."
              .formatted(folder, training.size(), validation.size()));
    return this;
  }

  private static List<TrainingImage> images(LabelledImages all) {
    List<TrainingImage> images = new ArrayList<>();
    for (LabelledImage image : all.images())
      images.addAll(TrainingImage.planes(image.file(), image.annotated().boxes()));
    return images;
  }

  private static List<String> texts(List<AnnotationWarning> warnings) {
    return warnings.stream().map(w -> w.file() + ": " + w.message()).toList();
  }
}

package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.learning.Sample;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.counts.GroupRule;
import org.unstained.workflow.files.FileContent;
import org.unstained.workflow.training.TrainingChecks;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/**
 * All labelled images of an experiment, by name, and the group of each.
 *
 * @param images in the order of their names
 * @param samples what is shared out, in the same order
 * @param notes about what was left out or mended
 */
public record ExperimentImages(
    List<TrainingImage> images, List<Sample> samples, List<String> notes) {
  public ExperimentImages {
    images = List.copyOf(images);
    samples = List.copyOf(samples);
    notes = List.copyOf(notes);
  }

  /**
   * A folder of images with annotations, or of crops by class, as training takes it; or a folder
   * with several such folders, one for each patient or plate, whose names then begin those of the
   * images.
   *
   * @param classes wanted; empty for all
   * @throws IOException if something can't be read or nothing is found
   * @throws IllegalArgumentException if the rule gives an image no group, or a class isn't there
   */
  public static ExperimentImages read(Path folder, List<String> classes, GroupRule rule)
      throws IOException {
    if (!Files.isDirectory(folder)) throw new IOException("There is no folder " + folder);
    List<Path> inside = sets(folder);
    List<TrainingImage> all = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (inside.isEmpty()) add(all, notes, folder, "");
    for (Path one : inside) add(all, notes, one, one.getFileName() + "/");
    TrainingImages there = TrainingChecks.examples(new TrainingImages(all, all, notes), classes);
    return of(there.training(), rule, there.notes());
  }

  /**
   * Images that are there already.
   *
   * @throws IllegalArgumentException if two have one name, or the rule gives one no group
   */
  public static ExperimentImages of(
      List<TrainingImage> images, GroupRule rule, List<String> notes) {
    List<TrainingImage> sorted =
        images.stream().sorted(Comparator.comparing(TrainingImage::name)).toList();
    Set<String> names = new HashSet<>();
    List<Sample> samples = new ArrayList<>();
    for (TrainingImage image : sorted) {
      if (!names.add(image.name()))
        throw new IllegalArgumentException(
            "Two images are called '%s'. Give one of them another name.".formatted(image.name()));
      samples.add(new Sample(image.name(), rule.groupOf().apply(image.name()), image.classes()));
    }
    List<String> said = new ArrayList<>(new TreeSet<>(notes));
    boolean crops = !sorted.isEmpty() && sorted.stream().allMatch(TrainingImage::isCrop);
    if (crops && rule.kind().equals("image") && groups(samples) == samples.size())
      said.add(
          "Each crop counts as an image of its own, as no two names say that they are of one image (image-cell1.tif, image-cell2.tif). If some are, group them by name, folder or table.");
    return new ExperimentImages(sorted, samples, said);
  }

  private static long groups(List<Sample> samples) {
    return samples.stream().map(Sample::group).distinct().count();
  }

  /** Folders within, each of which is a set of examples; none if the folder is one itself. */
  private static List<Path> sets(Path folder) throws IOException {
    if (!TrainingImages.looksLikeCrops(folder)) return List.of();
    List<Path> sets = new ArrayList<>();
    for (Path one : folders(folder)) {
      boolean train = List.of("train", "val").contains(one.getFileName().toString());
      if (!train && (!TrainingImages.looksLikeCrops(one) || !folders(one).isEmpty())) sets.add(one);
    }
    return sets;
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> Files.isDirectory(f) && !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static void add(List<TrainingImage> all, List<String> notes, Path folder, String prefix)
      throws IOException {
    TrainingImages found =
        TrainingImages.looksLikeCrops(folder)
            ? TrainingImages.ofCrops(folder, 0)
            : TrainingImages.ofAnnotations(folder, "", "", 0);
    Stream.concat(found.training().stream(), found.validation().stream())
        .forEach(image -> all.add(image.named(prefix + image.name())));
    notes.addAll(found.notes());
  }

  /** Names of the classes, in the order of the alphabet. */
  public List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    samples.forEach(sample -> names.addAll(sample.classes()));
    return List.copyOf(names);
  }

  /** The images with these numbers. */
  List<TrainingImage> at(List<Integer> numbers) {
    return numbers.stream().map(images::get).toList();
  }

  /** Whether images are crops, of which nobody knows where they were. */
  public boolean hasCrops() {
    return images.stream().anyMatch(TrainingImage::isCrop);
  }

  /** The same with more to say. */
  public ExperimentImages withNotes(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new ExperimentImages(images, samples, all);
  }

  /** A sentence if a model that is trained further has itself learned from some of the images. */
  public Optional<String> knownTo(ModelPackage model) {
    Set<String> known = new HashSet<>();
    model
        .description()
        .training()
        .ifPresent(
            record -> {
              known.addAll(record.training());
              known.addAll(record.validation());
            });
    long both = images.stream().filter(image -> known.contains(image.name())).count();
    return both == 0
        ? Optional.empty()
        : Optional.of(
            "'%s' was itself trained with %d of these images, so scores on them are too good."
                .formatted(model.description().key(), both));
  }

  /** Only the images that a test allows. */
  public ExperimentImages only(Predicate<String> stem) {
    List<TrainingImage> some = new ArrayList<>();
    List<Sample> theirs = new ArrayList<>();
    for (int i = 0; i < images.size(); i++)
      if (stem.test(GroupRule.stem(images.get(i).name()))) {
        some.add(images.get(i));
        theirs.add(samples.get(i));
      }
    return new ExperimentImages(some, theirs, notes);
  }

  /** The same for the same images with the same cells in the same groups. */
  String identity() {
    var digest = FileContent.digest();
    for (int i = 0; i < images.size(); i++) {
      StringBuilder text = new StringBuilder(samples.get(i).toString());
      for (AnnotatedBox box : images.get(i).drawn()) text.append(box);
      digest.update(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

package org.unstained.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.models.FolderLock;
import org.unstained.models.TextFile;
import org.unstained.overlay.WholeFile;

/**
 * What a round of training learns from: all finished images but those of validation. Each image is
 * taken with one annotation, the merged one if there is, else that of the most experienced
 * annotator. These lie as {@code annotations/NAME.xml}, and the lists in {@code splits}, so that
 * the project is a data set that any command or tool for Pascal VOC can train with.
 *
 * <p>Whole images are on one list or the other. The list of validation images is drawn once and
 * stays, so that all rounds are judged by the same images.
 *
 * @param number from 1
 * @param training names of the images to learn from
 * @param validation names of those to judge by
 * @param notes what a user should know
 */
public record TrainingRound(
    int number, List<String> training, List<String> validation, List<String> notes) {
  /** Name of the list of validation images. */
  public static final String VALIDATION = "val";

  public TrainingRound {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    notes = List.copyOf(notes);
  }

  /** Name of the list of training images. */
  public String list() {
    return "round-" + number;
  }

  /**
   * Gathers the annotations and writes the lists; draws the validation images if nobody has.
   *
   * @param part of the finished images that validates, above 0 and below 1
   * @param seed of that draw
   * @throws IOException if fewer than two images are finished, all of them validate, or an image of
   *     the list of validation images isn't finished
   */
  public static TrainingRound prepare(AnnotationProject project, double part, long seed)
      throws IOException {
    try (FolderLock lock = FolderLock.of(project.folder())) {
      List<String> notes = new ArrayList<>();
      Map<String, String> done = gather(project, notes);
      List<String> validation = requireValidation(project, done, part, seed);
      List<String> training =
          done.keySet().stream().filter(name -> !validation.contains(name)).toList();
      if (training.isEmpty())
        throw new IOException(
            "All %d finished images validate, so there is none to learn from. Finish more."
                .formatted(done.size()));
      int number = last(project) + 1;
      TrainingRound round = new TrainingRound(number, training, validation, notes);
      writeList(project.splits().resolve(round.list() + ".txt"), training);
      return round;
    }
  }

  /**
   * Gathers the annotations of the validation images, which are drawn if nobody has; errors as
   * {@link #prepare}.
   */
  public static List<String> prepareValidation(AnnotationProject project, double part, long seed)
      throws IOException {
    try (FolderLock lock = FolderLock.of(project.folder())) {
      return requireValidation(project, gather(project, new ArrayList<>()), part, seed);
    }
  }

  /** Names of the validation images; none if nobody has chosen them yet. */
  public static List<String> validation(AnnotationProject project) throws IOException {
    Path list = project.splits().resolve(VALIDATION + ".txt");
    if (!Files.isRegularFile(list)) return List.of();
    return TextFile.lines(list);
  }

  /**
   * Copies the annotation that counts of each finished image.
   *
   * @return who made it, by the name of the image
   */
  private static Map<String, String> gather(AnnotationProject project, List<String> notes)
      throws IOException {
    Files.createDirectories(project.gathered());
    Map<String, String> done = new TreeMap<>();
    Map<String, Set<String>> finished = new TreeMap<>();
    List<String> people = ProjectStates.people(project);
    for (String who : people) finished.put(who, ProjectStates.names(project.annotations(who)));
    for (ProjectImage image : project.images())
      for (String who : people) {
        if (!finished.get(who).contains(image.name())) continue;
        AnnotatedImage drawn = project.finished(who, image).orElseThrow();
        project.requireClasses(AnnotationProject.file(project.annotations(who), image), drawn);
        PascalVoc.write(
            AnnotationProject.file(project.gathered(), image),
            new AnnotatedImage(
                image.file().getFileName().toString(),
                drawn.width(),
                drawn.height(),
                drawn.boxes()));
        done.put(image.name(), who);
        break;
      }
    noteOldMerges(project, done, notes);
    return done;
  }

  private static void noteOldMerges(
      AnnotationProject project, Map<String, String> done, List<String> notes) throws IOException {
    int old = 0;
    for (Map.Entry<String, String> one : done.entrySet()) {
      if (!one.getValue().equals(AnnotationProject.MERGED)) continue;
      Path merged = project.annotations(one.getValue()).resolve(one.getKey() + ".xml");
      for (Annotator who : project.settings().annotators()) {
        Path own = project.annotations(who.name()).resolve(one.getKey() + ".xml");
        if (Files.exists(own)
            && Files.getLastModifiedTime(own).compareTo(Files.getLastModifiedTime(merged)) > 0) {
          old++;
          break;
        }
      }
    }
    if (old > 0)
      notes.add(
          "%d merged annotations are older than what an annotator has finished since. Merge them anew (replace=true) to have that counted."
              .formatted(old));
  }

  private static List<String> requireValidation(
      AnnotationProject project, Map<String, String> done, double part, long seed)
      throws IOException {
    if (!(part > 0 && part < 1))
      throw new IllegalArgumentException(
          "'part' can't be %s: it takes a number above 0 and below 1.".formatted(part));
    if (done.size() < 2)
      throw new IOException(
          "%s has %d finished images; training needs two at least, as one of them has to validate."
              .formatted(project.name(), done.size()));
    List<String> chosen = validation(project);
    if (chosen.isEmpty()) {
      List<String> names = new ArrayList<>(done.keySet());
      Collections.shuffle(names, new Random(seed));
      int count = (int) Math.max(1, Math.min(names.size() - 1, Math.round(part * names.size())));
      chosen = names.subList(0, count).stream().sorted().toList();
      writeList(project.splits().resolve(VALIDATION + ".txt"), chosen);
      return chosen;
    }
    List<String> unfinished =
        new HashSet<>(chosen).stream().filter(name -> !done.containsKey(name)).sorted().toList();
    if (!unfinished.isEmpty())
      throw new IOException(
          "%d of the validation images (splits/val.txt) aren't finished, '%s' for one. Finish them first: all rounds are judged by the same images."
              .formatted(unfinished.size(), unfinished.get(0)));
    return chosen;
  }

  private static int last(AnnotationProject project) throws IOException {
    if (!Files.isDirectory(project.splits())) return 0;
    try (Stream<Path> files = Files.list(project.splits())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("round-\\d{1,6}\\.txt"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    }
  }

  private static void writeList(Path file, List<String> names) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] text = (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(text));
  }
}

package org.unstained.workflow.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotationFolder;

/**
 * Label images of the truth and of a prediction, by the name of their image.
 *
 * @param pairs truth and prediction
 * @param notes what has no partner
 */
record LabelFiles(Map<String, Pair> pairs, List<String> notes) {
  private static final Pattern IMAGE = Pattern.compile("(?i).*\\.(png|tiff?|bmp|gif)");
  private static final Pattern ANNOTATION = Pattern.compile("(?i).*\\.(xml|json|geojson|zip|roi)");

  /** Two label images of one image. */
  record Pair(Path truth, Path predicted) {}

  /** Whether the truth is a label image, or a folder of images without an annotation. */
  static boolean are(EvaluationOptions options) throws IOException {
    if (options.runsModels() || options.predicted().isEmpty()) return false;
    return areLabels(options.truth()) && areImages(options.predicted().get());
  }

  private static boolean areImages(Path path) throws IOException {
    return Files.isDirectory(path) ? files(path).size() > 0 : isImage(path);
  }

  private static boolean areLabels(Path path) throws IOException {
    if (!Files.isDirectory(path)) return isImage(path);
    try (Stream<Path> files = Files.list(path)) {
      if (files.anyMatch(f -> ANNOTATION.matcher(f.getFileName().toString()).matches()))
        return false;
    }
    return !files(path).isEmpty();
  }

  private static boolean isImage(Path path) {
    return IMAGE.matcher(path.getFileName().toString()).matches();
  }

  /**
   * @throws IOException if a file is missing or no two have one name
   */
  static LabelFiles of(EvaluationOptions options) throws IOException {
    Path truth = options.truth();
    Path predicted = options.predicted().orElseThrow();
    if (!options.list().isEmpty() || !options.tuning().isEmpty() || !options.against().isEmpty())
      throw new IllegalArgumentException(
          "'list', 'tuning' and 'against' have no meaning for label images. Leave them out.");
    for (Path path : List.of(truth, predicted))
      if (!Files.exists(path)) throw new IOException("There is no %s.".formatted(path));
    if (Files.isDirectory(truth) != Files.isDirectory(predicted))
      throw new IOException(
          "Give two label images or two folders of them: %s and %s are one of each."
              .formatted(truth, predicted));
    if (!Files.isDirectory(truth))
      return new LabelFiles(Map.of(stem(truth), new Pair(truth, predicted)), List.of());
    Map<String, Path> ones = files(truth);
    Map<String, Path> others = files(predicted);
    Map<String, Pair> pairs = new TreeMap<>();
    ones.forEach(
        (name, file) -> {
          if (others.containsKey(name)) pairs.put(name, new Pair(file, others.get(name)));
        });
    if (pairs.isEmpty())
      throw new IOException(
          "No label image in %s has the name of one in %s (there are %s and %s, for example). Give both the names of their images; '-labels' at the end doesn't matter."
              .formatted(
                  truth,
                  predicted,
                  ones.values().iterator().next().getFileName(),
                  others.values().iterator().next().getFileName()));
    int without = ones.size() - pairs.size();
    return new LabelFiles(
        pairs,
        without == 0
            ? List.of()
            : List.of(
                "%d label images of %s are left out, as %s has none of their name"
                    .formatted(without, truth, predicted)));
  }

  /** Label maps that this software wrote, if there are any; else all images. */
  private static Map<String, Path> files(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all =
          files
              .filter(f -> !f.getFileName().toString().startsWith("."))
              .filter(LabelFiles::isImage)
              .sorted()
              .toList();
    }
    boolean ours = all.stream().anyMatch(LabelFiles::isOurs);
    Map<String, Path> byName = new TreeMap<>();
    for (Path file : all) if (!ours || isOurs(file)) byName.putIfAbsent(stem(file), file);
    return byName;
  }

  private static boolean isOurs(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).contains("-labels.");
  }

  /**
   * The picture that a label image is of: in the folder of images beside that of the labels, as
   * data sets have them.
   */
  static Optional<Path> picture(Path labels) throws IOException {
    Path parent = labels.toAbsolutePath().getParent().getParent();
    if (parent == null) return Optional.empty();
    Path folder = AnnotationFolder.find(parent).images();
    if (folder.equals(parent) || folder.equals(labels.toAbsolutePath().getParent()))
      return Optional.empty();
    return Optional.ofNullable(files(folder).get(stem(labels)));
  }

  private static String stem(Path file) {
    return TrainingOverlap.stem(file.getFileName().toString()).replaceAll("-labels$", "");
  }
}

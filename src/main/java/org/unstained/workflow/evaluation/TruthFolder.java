package org.unstained.workflow.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.AnnotationPairs;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.PascalVoc;
import org.unstained.annotation.VocFormat;
import org.unstained.image.ImageFiles;
import org.unstained.workflow.labels.LabelSets;
import org.unstained.workflow.labels.Labels;
import org.unstained.workflow.training.TrainingImages;

/**
 * Annotations that are taken for right, whether their images are there or not.
 *
 * @param images by the name of the image, without ending
 * @param notes what was mended
 */
record TruthFolder(Path path, Map<String, AnnotatedImage> images, List<String> notes) {

  /**
   * @param list of the data set, or blank for all
   * @throws IOException if a file can't be read, there is none, or no such list
   */
  static TruthFolder read(Path path, String list) throws IOException {
    if (!Files.exists(path))
      throw new IOException(
          "There is no %s. Give the folder or file of the annotations.".formatted(path));
    if (Files.isRegularFile(path) && Labels.recognise(path) instanceof VocFormat) {
      if (!list.isBlank())
        throw new IOException(
            "'list' picks images of a folder, and %s is one file. Leave it out.".formatted(path));
      AnnotationFile one = PascalVoc.read(path);
      return new TruthFolder(
          path,
          Map.of(TrainingOverlap.stem(stem(path)), LabelSets.named(one.image())),
          one.warnings().stream().map(Object::toString).toList());
    }
    if (!LabelSets.isVocFolder(path)) return of(path, LabelSets.read(path)).ofList(list);
    AnnotationPairs read = AnnotationPairs.read(path, path);
    Map<String, AnnotatedImage> images = new LinkedHashMap<>();
    for (AnnotationPairs.Pair pair : read.pairs())
      images.put(pair.name(), LabelSets.named(pair.first()));
    List<String> notes = read.warnings().stream().map(Object::toString).distinct().toList();
    return new TruthFolder(path, images, notes).ofList(list);
  }

  private static TruthFolder of(Path path, LabelSet set) {
    Map<String, AnnotatedImage> images = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    set.warnings().forEach(warning -> notes.add(warning.toString()));
    for (AnnotationFile file : set.files()) {
      images.put(file.image().stem(), LabelSets.named(file.image()));
      file.warnings().forEach(warning -> notes.add(warning.toString()));
    }
    return new TruthFolder(path, images, notes.stream().distinct().toList());
  }

  TruthFolder ofList(String list) throws IOException {
    if (list.isBlank()) return this;
    Set<String> wanted = TrainingImages.listed(path, list);
    Map<String, AnnotatedImage> some = new LinkedHashMap<>();
    images.forEach(
        (name, image) -> {
          if (wanted.contains(name)) some.put(name, image);
        });
    if (some.isEmpty())
      throw new IOException(
          "None of the %d images of the list '%s' has an annotation in %s."
              .formatted(wanted.size(), list, path));
    return new TruthFolder(path, some, notes);
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceAll("\\.[^.]*$", "");
  }

  /** Names of the classes, in the order of the alphabet. */
  List<String> classes() {
    return images.values().stream()
        .flatMap(i -> i.classes().stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /** The files of the images, where they lie in the data set. */
  Map<String, Optional<Path>> files() throws IOException {
    Map<String, Path> there = new HashMap<>();
    Path folder =
        Files.isDirectory(path)
            ? AnnotationFolder.find(path).images()
            : path.toAbsolutePath().getParent();
    for (Path folderOfImages : List.of(folder, beside(folder)))
      try (Stream<Path> files = Files.list(folderOfImages)) {
        files
            .filter(ImageFiles::looksLikeImage)
            .sorted()
            .forEach(f -> there.putIfAbsent(stem(f), f));
      }
    Map<String, Optional<Path>> found = new HashMap<>();
    images.forEach(
        (name, image) ->
            found.put(
                name,
                Optional.ofNullable(there.get(name))
                    .or(() -> Optional.ofNullable(there.get(stem(Path.of(image.name())))))));
    return found;
  }

  /** Where the images of a data set lie if the folder of its annotations was given. */
  private static Path beside(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    return parent == null ? folder : AnnotationFolder.find(parent).images();
  }
}

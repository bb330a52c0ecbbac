package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The same images as annotated twice: by two people, or by a person and a program.
 *
 * @param pairs in the order of their names
 * @param warnings of the annotations themselves
 * @param onlyFirst files of the first folder without partner, which are left out: nobody knows
 *     whether the other found nothing or never looked
 * @param onlySecond the same of the second folder
 */
public record AnnotationPairs(
    List<Pair> pairs,
    List<AnnotationWarning> warnings,
    List<Path> onlyFirst,
    List<Path> onlySecond) {

  /** Two annotations of an image; names are the files', without ending. */
  public record Pair(String name, AnnotatedImage first, AnnotatedImage second) {}

  public AnnotationPairs {
    pairs = List.copyOf(pairs);
    warnings = List.copyOf(warnings);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /**
   * Reads the Pascal VOC files that both folders have under the same name; the images themselves
   * need not be there. A folder may be a data set with {@code Annotations} or {@code annotations}
   * inside.
   *
   * @throws IOException if a folder is missing or holds no XML file, the folders share no name, an
   *     annotation is broken, or the two tell different sizes of an image
   */
  public static AnnotationPairs read(Path first, Path second) throws IOException {
    Map<String, Path> ones = files(first);
    Map<String, Path> others = files(second);
    List<Pair> pairs = new ArrayList<>();
    List<AnnotationWarning> warnings = new ArrayList<>();
    for (Map.Entry<String, Path> one : ones.entrySet()) {
      Path other = others.get(one.getKey());
      if (other == null) continue;
      AnnotationFile a = PascalVoc.read(one.getValue());
      AnnotationFile b = PascalVoc.read(other);
      requireSameSize(a, b);
      warnings.addAll(a.warnings());
      warnings.addAll(b.warnings());
      pairs.add(new Pair(one.getKey(), a.image(), b.image()));
    }
    if (pairs.isEmpty())
      throw new IOException(
          "No annotation in %s has the name of one in %s (there are %s and %s, for example). Give both the names of their images."
              .formatted(
                  first,
                  second,
                  ones.values().iterator().next().getFileName(),
                  others.values().iterator().next().getFileName()));
    return new AnnotationPairs(pairs, warnings, without(ones, others), without(others, ones));
  }

  /**
   * Pairs of images of the same name, but for the ending, in any formats.
   *
   * @throws IOException if they have no image in common, or tell different sizes of one
   */
  public static AnnotationPairs of(LabelSet first, LabelSet second) throws IOException {
    Map<String, AnnotationFile> ones = byStem(first);
    Map<String, AnnotationFile> others = byStem(second);
    List<Pair> pairs = new ArrayList<>();
    List<AnnotationWarning> warnings = new ArrayList<>(first.warnings());
    warnings.addAll(second.warnings());
    for (Map.Entry<String, AnnotationFile> one : ones.entrySet()) {
      AnnotationFile other = others.get(one.getKey());
      if (other == null) continue;
      requireSameSize(one.getValue(), other);
      warnings.addAll(one.getValue().warnings());
      warnings.addAll(other.warnings());
      pairs.add(new Pair(one.getKey(), one.getValue().image(), other.image()));
    }
    if (pairs.isEmpty())
      throw new IOException(
          "The two have no image in common: one has %s, the other %s. Give both the names of their images."
              .formatted(example(ones), example(others)));
    return new AnnotationPairs(
        pairs, warnings, without(paths(ones), paths(others)), without(paths(others), paths(ones)));
  }

  private static String example(Map<String, AnnotationFile> files) {
    return files.isEmpty() ? "none" : "'" + files.keySet().iterator().next() + "', for example";
  }

  private static Map<String, AnnotationFile> byStem(LabelSet set) {
    Map<String, AnnotationFile> files = new TreeMap<>();
    for (AnnotationFile file : set.files()) files.put(file.image().stem(), file);
    return files;
  }

  private static Map<String, Path> paths(Map<String, AnnotationFile> files) {
    Map<String, Path> paths = new TreeMap<>();
    files.forEach((stem, file) -> paths.put(stem, file.file()));
    return paths;
  }

  private static List<Path> without(Map<String, Path> files, Map<String, Path> others) {
    return files.entrySet().stream()
        .filter(file -> !others.containsKey(file.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void requireSameSize(AnnotationFile a, AnnotationFile b) throws IOException {
    AnnotatedImage one = a.image();
    AnnotatedImage other = b.image();
    if (!one.hasSize() || !other.hasSize()) return;
    if (one.width() != other.width() || one.height() != other.height())
      throw new IOException(
          "%s tells a size of %d x %d, but %s of %d x %d. They can't be about the same image."
              .formatted(
                  a.file(), one.width(), one.height(), b.file(), other.width(), other.height()));
  }

  private static Map<String, Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) throw new NotDirectoryException("There is no folder " + folder);
    Path annotations = AnnotationFolder.find(folder).annotations();
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(annotations)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(".xml"))
          found.put(Stems.of(name), file);
      }
    }
    if (found.isEmpty())
      throw new IOException(
          annotations + " holds no Pascal VOC annotations (XML files). Choose the folder of them.");
    return found;
  }
}

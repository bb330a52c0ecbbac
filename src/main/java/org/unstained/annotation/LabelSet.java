package org.unstained.annotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The annotations of some images, as a file or a folder holds them.
 *
 * @param files one for each image, which may all have been in the same file
 * @param classes each once: those that the files name in their order, then others in the order of
 *     the alphabet
 * @param warnings about files as a whole; those of images are with them
 */
public record LabelSet(
    List<AnnotationFile> files, List<LabelClass> classes, List<AnnotationWarning> warnings) {

  /**
   * @param classes in the order of the file, with colours as far as they are known; classes of the
   *     boxes need not be among them
   */
  public LabelSet {
    files = List.copyOf(files);
    Map<String, LabelClass> all = new LinkedHashMap<>();
    for (LabelClass one : classes) all.merge(one.name(), one, (a, b) -> a.hasColour() ? a : b);
    TreeSet<String> others = new TreeSet<>();
    for (AnnotationFile file : files)
      for (AnnotatedBox box : file.image().boxes()) if (box.hasClass()) others.add(box.className());
    others.forEach(name -> all.putIfAbsent(name, new LabelClass(name)));
    classes = List.copyOf(all.values());
    warnings = List.copyOf(warnings);
  }

  /** One image. */
  public static LabelSet of(AnnotationFile file) {
    return new LabelSet(List.of(file), List.of(), List.of());
  }

  /** All of these, one behind the other. */
  public static LabelSet joined(List<LabelSet> sets) {
    List<AnnotationFile> files = new ArrayList<>();
    List<LabelClass> classes = new ArrayList<>();
    List<AnnotationWarning> warnings = new ArrayList<>();
    for (LabelSet set : sets) {
      files.addAll(set.files);
      classes.addAll(set.classes);
      warnings.addAll(set.warnings);
    }
    return new LabelSet(files, classes, warnings);
  }

  public List<AnnotatedImage> images() {
    return files.stream().map(AnnotationFile::image).toList();
  }

  /** Those of the set, then those of each image. */
  public List<AnnotationWarning> allWarnings() {
    return Stream.concat(
            warnings.stream(), files.stream().flatMap(file -> file.warnings().stream()))
        .toList();
  }

  public int objects() {
    return files.stream().mapToInt(file -> file.image().boxes().size()).sum();
  }

  /** The same about other images. */
  public LabelSet with(List<AnnotationFile> others) {
    return new LabelSet(others, classes, warnings);
  }
}

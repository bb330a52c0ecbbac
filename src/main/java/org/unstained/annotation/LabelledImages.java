package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotationWarning.Kind;

/**
 * Images with their annotations, as training and scoring want them.
 *
 * @param images by name, or in the order of the list that was asked for
 * @param warnings about all files: those of each annotation, and what has no partner
 */
public record LabelledImages(List<LabelledImage> images, List<AnnotationWarning> warnings) {
  public LabelledImages {
    images = List.copyOf(images);
    warnings = List.copyOf(warnings);
  }

  /** Names of the classes, each once, in the order of the alphabet. */
  public List<String> classes() {
    Set<String> names = new TreeSet<>();
    for (LabelledImage image : images) names.addAll(image.annotated().classes());
    return List.copyOf(names);
  }

  /**
   * Reads all Pascal VOC files of a folder and finds their images: those of the same name but for
   * the ending. Where several images have it, or none, the name inside the annotation decides. An
   * image without annotation and an annotation without image are left out with a warning.
   *
   * @param isImage which files are images; others that lie beside them are passed over
   * @throws IOException if a folder is missing, or any annotation is broken: the message names the
   *     first and counts the others
   */
  public static LabelledImages read(AnnotationFolder folder, Predicate<Path> isImage)
      throws IOException {
    Pairing pairing = Pairing.of(folder, isImage);
    Set<String> names = new TreeSet<>(pairing.annotations.keySet());
    for (String stem : pairing.images.keySet())
      if (!names.contains(stem)) pairing.unannotated.add(stem);
    return pairing.read(names);
  }

  /**
   * The same for the images of a list, such as {@link AnnotationFolder#names} gives: names with or
   * without ending.
   */
  public static LabelledImages read(
      AnnotationFolder folder, Collection<String> names, Predicate<Path> isImage)
      throws IOException {
    Pairing pairing = Pairing.of(folder, isImage);
    return pairing.read(pairing.stems(names));
  }

  /**
   * Labels of any format with their images: those of the same name, or the only one of the same
   * name but for the ending. An image without labels and labels without image are left out with a
   * warning.
   *
   * <p>Cells without a class are left out with a warning; if no cell has one, all are called {@code
   * cell}.
   *
   * @param files of the images
   * @param names of the images that are wanted, with ending or without; empty for all
   */
  public static LabelledImages of(
      LabelSet set, Collection<Path> files, Optional<Collection<String>> names) {
    return ImageMatching.of(set, files, names);
  }

  /**
   * The same with boxes of these classes only. Others are left out, with one warning for each file
   * and class; a class of these that no image has gets one, too.
   */
  public LabelledImages ofClasses(Collection<String> wanted) {
    List<LabelledImage> kept = new ArrayList<>();
    List<AnnotationWarning> notes = new ArrayList<>(warnings);
    for (LabelledImage image : images) {
      AnnotatedImage all = image.annotated();
      List<AnnotatedBox> boxes =
          all.boxes().stream().filter(b -> wanted.contains(b.className())).toList();
      for (String other : all.classes())
        if (!wanted.contains(other))
          notes.add(
              new AnnotationWarning(
                  image.annotation().file(),
                  Kind.OTHER_CLASS,
                  "has %d of class '%s', which are left out. The classes are: %s"
                      .formatted(
                          all.boxes().stream().filter(b -> b.className().equals(other)).count(),
                          other,
                          String.join(", ", wanted))));
      AnnotatedImage some = new AnnotatedImage(all.name(), all.width(), all.height(), boxes);
      AnnotationFile file =
          new AnnotationFile(image.annotation().file(), some, image.annotation().warnings());
      kept.add(new LabelledImage(image.file(), file));
    }
    LabelledImages result = new LabelledImages(kept, notes);
    List<String> there = result.classes();
    for (String name : wanted)
      if (!there.contains(name) && !kept.isEmpty())
        notes.add(
            new AnnotationWarning(
                kept.get(0).annotation().file().toAbsolutePath().getParent(),
                Kind.EMPTY_CLASS,
                "no image has the class '%s'. Check its spelling, or leave it out"
                    .formatted(name)));
    return new LabelledImages(kept, notes);
  }

  /** Images and annotations of two folders by their stems. */
  private static final class Pairing {
    final AnnotationFolder folder;
    final Map<String, List<Path>> images = new TreeMap<>();
    final Map<String, Path> annotations = new TreeMap<>();
    final Set<String> unannotated = new TreeSet<>();
    final List<AnnotationWarning> warnings = new ArrayList<>();

    Pairing(AnnotationFolder folder) {
      this.folder = folder;
    }

    static Pairing of(AnnotationFolder folder, Predicate<Path> isImage) throws IOException {
      Pairing pairing = new Pairing(folder);
      for (Path file : files(folder.annotations()))
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xml"))
          pairing.annotations.put(Stems.of(file), file);
      for (Path file : files(folder.images()))
        if (isImage.test(file))
          pairing.images.computeIfAbsent(Stems.of(file), s -> new ArrayList<>()).add(file);
      return pairing;
    }

    private static List<Path> files(Path folder) throws IOException {
      if (!Files.isDirectory(folder))
        throw new NotDirectoryException(folder + ", which should be a folder with images and XML");
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(Files::isRegularFile)
            .filter(f -> !f.getFileName().toString().startsWith("."))
            .sorted()
            .toList();
      }
    }

    /** The stems of a list's names; names that nothing has are noted. */
    Set<String> stems(Collection<String> names) {
      Set<String> stems = new LinkedHashSet<>();
      for (String name : names) {
        boolean whole = annotations.containsKey(name) || images.containsKey(name);
        String stem = whole ? name : Stems.of(name);
        if (!annotations.containsKey(stem)) {
          if (images.containsKey(stem)) unannotated.add(stem);
          else
            warn(
                folder.annotations(),
                Kind.NOT_FOUND,
                "has nothing of the name '%s', which the list holds. Mend the list, or add the files"
                    .formatted(name));
        } else if (!stems.add(stem))
          warn(
              folder.annotations(),
              Kind.LISTED_TWICE,
              "the list holds '%s' twice; it is taken once".formatted(name));
      }
      return stems;
    }

    LabelledImages read(Collection<String> stems) throws IOException {
      List<LabelledImage> pairs = new ArrayList<>();
      List<IOException> broken = new ArrayList<>();
      Set<Path> used = new LinkedHashSet<>();
      for (String stem : stems)
        try {
          AnnotationFile annotation = PascalVoc.read(annotations.get(stem));
          Path image = image(stem, annotation);
          warnings.addAll(annotation.warnings());
          if (image == null)
            warn(
                annotation.file(),
                Kind.NO_IMAGE,
                "has no image '%s' in %s and is left out. Add it, or take this file away"
                    .formatted(annotation.image().name(), folder.images()));
          else {
            used.add(image);
            pairs.add(new LabelledImage(image, annotation));
          }
        } catch (IOException e) {
          broken.add(e);
        }
      if (!broken.isEmpty()) throw broken(broken);
      for (String stem : unannotated)
        for (Path image : images.get(stem))
          if (!used.contains(image))
            warn(image, Kind.NO_ANNOTATION, "has no annotation and is left out. Annotate it first");
      return new LabelledImages(pairs, warnings);
    }

    private Path image(String stem, AnnotationFile annotation) throws IOException {
      List<Path> same = images.getOrDefault(stem, List.of());
      if (same.size() == 1) return same.get(0);
      Path named = folder.images().resolve(annotation.image().name());
      for (Path image : images.getOrDefault(Stems.of(annotation.image().name()), List.of()))
        if (image.equals(named)) return image;
      if (same.isEmpty()) return null;
      throw new IOException(
          "%s may belong to any of %s. Name the image in its <filename>."
              .formatted(annotation.file(), same.stream().map(Path::getFileName).toList()));
    }

    private static IOException broken(List<IOException> all) {
      IOException first = all.get(0);
      if (all.size() == 1) return first;
      IOException joined =
          new IOException(
              "%s (%d more annotations can't be read)"
                  .formatted(first.getMessage(), all.size() - 1));
      all.forEach(joined::addSuppressed);
      return joined;
    }

    private void warn(Path file, Kind kind, String message) {
      warnings.add(new AnnotationWarning(file, kind, message));
    }
  }
}

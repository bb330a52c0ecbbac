package org.unstained.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.annotation.AnnotationWarning.Kind;

/** Finds the images of labels by their names; see {@link LabelledImages#of}. */
final class ImageMatching {
  private final Map<String, Path> byName = new HashMap<>();
  private final Map<String, List<Path>> byStem = new LinkedHashMap<>();
  private final List<AnnotationWarning> warnings = new ArrayList<>();

  private ImageMatching(Collection<Path> files) {
    for (Path file : files) {
      byName.put(file.getFileName().toString(), file);
      byStem.computeIfAbsent(Stems.of(file), s -> new ArrayList<>()).add(file);
    }
  }

  static LabelledImages of(
      LabelSet set, Collection<Path> files, Optional<Collection<String>> names) {
    ImageMatching matching = new ImageMatching(files);
    matching.warnings.addAll(set.warnings());
    boolean classes = set.images().stream().anyMatch(image -> !image.classes().isEmpty());
    Map<String, AnnotationFile> byStem = new LinkedHashMap<>();
    for (AnnotationFile file : set.files()) byStem.put(file.image().stem(), file);
    List<LabelledImage> pairs = new ArrayList<>();
    Set<Path> used = new HashSet<>();
    for (AnnotationFile file :
        names.isPresent() ? matching.wanted(names.get(), set, byStem) : set.files()) {
      Optional<Path> image = matching.image(file.image());
      matching.warnings.addAll(file.warnings());
      if (image.isEmpty())
        matching.warn(
            file.file(),
            Kind.NO_IMAGE,
            "image '%s' isn't there, or several are; its labels are left out. Add it, or take them away"
                .formatted(file.image().name()));
      else {
        used.add(image.get());
        pairs.add(new LabelledImage(image.get(), matching.classified(file, classes)));
      }
    }
    if (names.isEmpty())
      for (Path file : files)
        if (!used.contains(file))
          matching.warn(
              file, Kind.NO_ANNOTATION, "has no annotation and is left out. Annotate it first");
    return new LabelledImages(pairs, matching.warnings);
  }

  private Collection<AnnotationFile> wanted(
      Collection<String> names, LabelSet set, Map<String, AnnotationFile> byStem) {
    Map<String, AnnotationFile> byName = new HashMap<>();
    for (AnnotationFile file : set.files()) byName.put(file.image().name(), file);
    Set<AnnotationFile> wanted = new LinkedHashSet<>();
    for (String name : names) {
      AnnotationFile file =
          byName.getOrDefault(name, byStem.getOrDefault(name, byStem.get(Stems.of(name))));
      if (file != null) wanted.add(file);
      else if (!set.files().isEmpty())
        warn(
            set.files().get(0).file(),
            Kind.NOT_FOUND,
            "has no labels of '%s', which the list holds. Mend the list, or add the labels"
                .formatted(name));
    }
    return wanted;
  }

  private Optional<Path> image(AnnotatedImage image) {
    Path named = byName.get(image.name());
    if (named != null) return Optional.of(named);
    List<Path> same =
        byStem.getOrDefault(image.stem(), byStem.getOrDefault(image.name(), List.of()));
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private AnnotationFile classified(AnnotationFile file, boolean classes) {
    AnnotatedImage image = file.image();
    long without = image.boxes().stream().filter(box -> !box.hasClass()).count();
    if (without == 0) return file;
    warn(
        file.file(),
        Kind.GUESSED_CLASS,
        classes
            ? "image '%s': %d cells have no class and are left out".formatted(image.name(), without)
            : "image '%s': no cell has a class; all are called '%s'"
                .formatted(image.name(), LabelReduction.UNNAMED));
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (AnnotatedBox box : image.boxes())
      if (box.hasClass()) boxes.add(box);
      else if (!classes) boxes.add(box.as(LabelReduction.UNNAMED));
    return new AnnotationFile(file.file(), image.with(boxes), file.warnings());
  }

  private void warn(Path file, Kind kind, String message) {
    warnings.add(new AnnotationWarning(file, kind, message));
  }
}

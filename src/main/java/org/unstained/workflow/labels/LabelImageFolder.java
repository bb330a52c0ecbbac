package org.unstained.workflow.labels;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.LabelSet;
import org.unstained.image.ImageFiles;
import org.unstained.image.ImageSeries;
import org.unstained.image.LabelImages;

/** The images that labels are about, found by the names that the labels say. */
final class LabelImageFolder {
  /** Nobody has said where the images are. */
  static final LabelImageFolder NONE = new LabelImageFolder(null, List.of());

  private final Path folder;
  private final Map<String, Path> byName = new HashMap<>();
  private final Map<String, List<Path>> byStem = new HashMap<>();

  private LabelImageFolder(Path folder, List<Path> images) {
    this.folder = folder;
    for (Path image : images) {
      String name = image.getFileName().toString();
      byName.put(name, image);
      byStem.computeIfAbsent(LabelImages.title(name, ""), s -> new ArrayList<>()).add(image);
    }
  }

  /**
   * @throws IOException if there is no such folder
   */
  static LabelImageFolder of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) throw new NotDirectoryException("There is no folder " + folder);
    try (Stream<Path> files = Files.list(folder)) {
      return new LabelImageFolder(
          folder,
          files.filter(Files::isRegularFile).filter(ImageFiles::looksLikeImage).sorted().toList());
    }
  }

  /** The image of that name, or the only one of that name but for the ending. */
  Optional<Path> file(AnnotatedImage image) {
    Path named = byName.get(image.name());
    if (named != null) return Optional.of(named);
    List<Path> same =
        byStem.getOrDefault(
            LabelImages.title(image.name(), ""), byStem.getOrDefault(image.stem(), List.of()));
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  /**
   * Opens an image.
   *
   * @throws IOException if there is none of that name, or it can't be read
   */
  ImagePlus open(AnnotatedImage image) throws IOException {
    return ImageFiles.open(required(image));
  }

  private Path required(AnnotatedImage image) throws IOException {
    if (folder == null)
      throw new IOException(
          "The image '%s' is needed. Name the folder of the images.".formatted(image.name()));
    return file(image)
        .orElseThrow(
            () ->
                new IOException(
                    "%s has no image '%s', or several. Name the folder of the images of these labels."
                        .formatted(folder, image.name())));
  }

  /**
   * The labels with the names and sizes of the images, as far as those are here; labels that say
   * another size are checked against the image's. Only the beginnings of the files are read.
   *
   * @throws IOException if an image can't be read
   */
  LabelSet sized(LabelSet set) throws IOException {
    if (folder == null) return set;
    List<AnnotationFile> files = new ArrayList<>();
    for (AnnotationFile one : set.files()) {
      Optional<Path> image = file(one.image());
      if (image.isEmpty()) {
        files.add(one);
        continue;
      }
      ImageSeries size = ImageFiles.series(image.get()).get(0);
      AnnotationFile sized = one.sized(size.width(), size.height());
      AnnotatedImage named =
          new AnnotatedImage(
              image.get().getFileName().toString(),
              size.width(),
              size.height(),
              sized.image().boxes());
      files.add(new AnnotationFile(one.file(), named, sized.warnings()));
    }
    return set.with(files);
  }
}

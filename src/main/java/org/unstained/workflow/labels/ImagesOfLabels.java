package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelledImages;
import org.unstained.annotation.VocFormat;
import org.unstained.image.ImageFiles;

/** Labels of any format with their images, as training wants them. */
public final class ImagesOfLabels {
  private static final List<String> FOLDERS = List.of("images", "JPEGImages", "Images");

  private ImagesOfLabels() {}

  /** The folder of a data set: the path itself, or that of a file such as COCO's. */
  public static Path folder(Path path) {
    return Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
  }

  /**
   * Reads labels and finds their images: where {@link AnnotationFolder} does (also by {@code
   * images.txt}), in a folder {@code images} or {@code JPEGImages} there, or in one beside their
   * own folder.
   *
   * @param names of the images that are wanted, with ending or without; empty for all
   * @throws IOException if anything is broken, or there is no such folder
   */
  public static LabelledImages read(Path path, Optional<Collection<String>> names)
      throws IOException {
    AnnotationFolder found = AnnotationFolder.find(folder(path));
    Optional<LabelFormat> format = Labels.besideImages(path);
    if (Files.isDirectory(path) && format.filter(f -> !(f instanceof VocFormat)).isEmpty())
      return names.isPresent()
          ? LabelledImages.read(found, names.get(), ImageFiles::looksLikeImage)
          : LabelledImages.read(found, ImageFiles::looksLikeImage);
    return LabelledImages.of(
        Labels.read(path, format.orElseThrow().key(), LabelOptions.DEFAULTS).set(),
        images(folder(path)),
        names);
  }

  /** Images of the first folder that has any. */
  private static List<Path> images(Path folder) throws IOException {
    Set<Path> places = new LinkedHashSet<>();
    Path named = AnnotationFolder.find(folder).images();
    if (!named.equals(folder)) places.add(named);
    for (String name : FOLDERS) places.add(folder.resolve(name));
    places.add(folder);
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) for (String name : FOLDERS) places.add(above.resolve(name));
    for (Path place : places) {
      if (!Files.isDirectory(place)) continue;
      List<Path> images = new ArrayList<>();
      try (Stream<Path> files = Files.list(place)) {
        files
            .filter(Files::isRegularFile)
            .filter(ImageFiles::looksLikeImage)
            .sorted()
            .forEach(images::add);
      }
      LabelFormat maps = new LabelMapFiles();
      List<Path> own = new ArrayList<>();
      for (Path image : images) if (!maps.looksLike(image)) own.add(image);
      if (!own.isEmpty()) return own;
    }
    return List.of();
  }
}

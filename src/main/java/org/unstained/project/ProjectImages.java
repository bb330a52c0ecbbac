package org.unstained.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.image.ImageFiles;
import org.unstained.models.FolderLock;
import org.unstained.overlay.WholeFile;

/** The images of a project: in its own folder, or where {@code images.txt} says. */
public final class ProjectImages {
  static final String FOLDER = "images";

  private ProjectImages() {}

  /** Says that the images lie in another folder. */
  static void point(Path project, Path images) throws IOException {
    String path = images.toAbsolutePath().normalize() + "\n";
    WholeFile.write(
        project.resolve(AnnotationFolder.ELSEWHERE),
        out -> out.write(path.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws IOException if the folder isn't there, or two images have one name but for the ending:
   *     nobody could tell their annotations apart
   */
  static List<ProjectImage> list(Path project) throws IOException {
    Map<String, ProjectImage> images = new TreeMap<>();
    for (Path file : files(AnnotationFolder.find(project).images())) {
      ProjectImage image = new ProjectImage(stem(file), file);
      ProjectImage other = images.put(image.name().toLowerCase(Locale.ROOT), image);
      if (other != null) throw alike(other.file(), file);
    }
    return List.copyOf(images.values());
  }

  /**
   * Copies the images of a folder, or one image, into the project. Those of the same name and
   * length that are there already are passed over.
   *
   * @return how many were copied
   * @throws IOException if the project's images lie elsewhere, one can't be copied, or a name is
   *     taken by another image; then none is copied
   */
  public static int add(AnnotationProject project, Path source) throws IOException {
    Path own = project.folder().resolve(FOLDER);
    if (Files.exists(project.folder().resolve(AnnotationFolder.ELSEWHERE)))
      throw new IOException(
          "The images of %s stay in %s. Put further ones there."
              .formatted(project.name(), AnnotationFolder.find(project.folder()).images()));
    if (!Files.exists(source)) throw new IOException("There is no " + source);
    List<Path> files = Files.isDirectory(source) ? files(source) : List.of(source);
    if (files.isEmpty()) throw new IOException(source + " holds no images. Choose another folder.");
    Files.createDirectories(own);
    try (FolderLock lock = FolderLock.of(project.folder())) {
      Map<String, Path> there = new TreeMap<>();
      for (Path file : files(own)) there.put(stem(file).toLowerCase(Locale.ROOT), file);
      List<Path> fresh = new ArrayList<>();
      for (Path file : files) {
        Path other = there.put(stem(file).toLowerCase(Locale.ROOT), file);
        if (other == null) fresh.add(file);
        else if (!isSame(other, file)) throw alike(other, file);
      }
      for (Path file : fresh)
        WholeFile.write(own.resolve(file.getFileName().toString()), out -> Files.copy(file, out));
      return fresh.size();
    }
  }

  private static boolean isSame(Path there, Path file) throws IOException {
    return there.getFileName().toString().equals(file.getFileName().toString())
        && Files.mismatch(there, file) < 0;
  }

  private static IOException alike(Path one, Path other) {
    return new IOException(
        "%s and %s have the same name but for the ending, so their annotations could not be told apart. Rename one of them."
            .formatted(one, other));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder))
      throw new IOException("There is no folder %s with the project's images".formatted(folder));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ImageFiles::looksLikeImage)
          .sorted()
          .toList();
    }
  }

  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}

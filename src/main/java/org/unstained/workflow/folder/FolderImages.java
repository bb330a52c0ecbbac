package org.unstained.workflow.folder;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unstained.image.ImageFiles;
import org.unstained.image.ImageSeries;
import org.unstained.image.NumberRanges;
import org.unstained.workflow.files.OutputNames;

/**
 * The images that a folder run works on, in the order of their paths.
 *
 * <p>Left out are hidden files and folders, the output folder where it lies in the input, and what
 * a run writes beside images ({@code a-labels.tif}, {@code a-overlay.png}, folders {@code
 * a-crops}). A file whose images can't be counted is one image with a problem.
 */
final class FolderImages {
  private static final String CROPS = "-crops";

  /**
   * @param path below the input, or the name of the only file
   * @param suffix of results where the file holds several images
   */
  private record Found(Path file, Path path, int series, boolean several, String problem) {
    String suffix() {
      return several ? "-series" + series : "";
    }

    String name() {
      return slashes(path) + (several ? " - series " + series : "");
    }
  }

  private FolderImages() {}

  /**
   * The file itself, or the images of a folder.
   *
   * @throws IOException if there is no such file or folder, it can't be read, or holds no image
   *     that is wanted
   */
  static List<FolderImage> of(Path input, Path output, FolderChoice choice) throws IOException {
    if (!Files.exists(input))
      throw new IOException("There is no file or folder " + input.toAbsolutePath());
    if (!Files.isReadable(input))
      throw new IOException("Can't read %s. Check its permissions.".formatted(input));
    List<Found> found = new ArrayList<>();
    if (Files.isDirectory(input)) {
      for (Path file : files(input, output, choice))
        addSeries(found, file, input.relativize(file), choice.series());
      if (found.isEmpty()) throw nothing(input, choice);
    } else addSeries(found, input, input.getFileName(), choice.series());
    return named(found);
  }

  private static IOException nothing(Path input, FolderChoice choice) {
    return new IOException(
        "There is no image in %s%s.%s"
            .formatted(
                input.toAbsolutePath(),
                choice.pattern().isEmpty()
                    ? ""
                    : " whose name fits '%s'".formatted(choice.pattern()),
                choice.recursive()
                    ? ""
                    : " Images of subfolders are read if the run is to be recursive."));
  }

  private static List<Path> files(Path input, Path output, FolderChoice choice) throws IOException {
    List<Path> files = new ArrayList<>();
    Path ours = output.toAbsolutePath().normalize();
    Files.walkFileTree(
        input,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        choice.recursive() ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
            if (folder.equals(input)) return FileVisitResult.CONTINUE;
            String name = folder.getFileName().toString();
            boolean skipped =
                name.startsWith(".")
                    || name.endsWith(CROPS)
                    || folder.toAbsolutePath().normalize().equals(ours);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            if (about.isRegularFile()
                && ImageFiles.looksLikeImage(file)
                && choice.takes(input.relativize(file))) files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(input)) throw e;
            boolean loop = e instanceof java.nio.file.FileSystemLoopException;
            boolean wanted =
                ImageFiles.looksLikeImage(file) && choice.takes(input.relativize(file));
            if (loop || !choice.recursive() && !wanted) return FileVisitResult.CONTINUE;
            if (!wanted)
              throw new IOException(
                  "Can't read %s (%s). Check its permissions, or choose the images by a pattern."
                      .formatted(file, e.getClass().getSimpleName()),
                  e);
            files.add(file); // it will fail by itself and say why
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  /** Files are looked into only where there may be more than the one that is wanted. */
  private static void addSeries(List<Found> found, Path file, Path path, NumberRanges wanted) {
    boolean first = wanted.equals(NumberRanges.FIRST) && !mayBePartOfASet(file);
    if (first || holdsOne(file)) {
      found.add(new Found(file, path, 1, false, ""));
      return;
    }
    try {
      List<ImageSeries> all = ImageFiles.series(file);
      boolean several = all.size() > 1 && !wanted.equals(NumberRanges.FIRST);
      for (int number : wanted.of(all.size(), "Series"))
        if (beginsIn(file, all.get(number - 1)))
          found.add(new Found(file, path, number, several, ""));
    } catch (IOException | RuntimeException | Error e) {
      found.add(new Found(file, path, 1, false, FailureReason.of(e)));
    }
  }

  /** An image of several files counts once, with the file in which it begins. */
  private static boolean beginsIn(Path file, ImageSeries series) throws IOException {
    return !Files.exists(series.file()) || Files.isSameFile(file, series.file());
  }

  private static boolean mayBePartOfASet(Path file) {
    String name = lower(file.getFileName().toString());
    return name.contains(".ome.") || name.endsWith(".ome");
  }

  private static boolean holdsOne(Path file) {
    return lower(file.getFileName().toString()).matches(".*\\.(png|jpe?g|bmp|pgm|ppm|pbm)");
  }

  /**
   * What the results of an image begin with: its path without ending, or with it where several
   * images differ in nothing else ({@code a.png} and {@code a.tif}). Two names that differ only in
   * capitals count as the same, as they do on many disks.
   */
  private static List<FolderImage> named(List<Found> found) {
    Map<String, Integer> count = new HashMap<>();
    for (Found one : found) count.merge(lower(stem(one)), 1, Integer::sum);
    return found.stream()
        .map(
            one ->
                new FolderImage(
                    one.file(),
                    one.series(),
                    one.name(),
                    count.get(lower(stem(one))) > 1
                        ? slashes(one.path()) + one.suffix()
                        : stem(one),
                    one.problem()))
        .toList();
  }

  private static String stem(Found one) {
    Path folder = one.path().getParent();
    String stem = OutputNames.stem(one.path()) + one.suffix();
    return folder == null ? stem : slashes(folder) + "/" + stem;
  }

  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

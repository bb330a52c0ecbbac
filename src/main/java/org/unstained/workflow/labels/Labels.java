package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.annotation.CellCsv;
import org.unstained.annotation.Coco;
import org.unstained.annotation.GeoJson;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelFormat.Layout;
import org.unstained.annotation.LabelMe;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.PointText;
import org.unstained.annotation.VocFormat;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.RoiSets;
import org.unstained.workflow.files.OutputFolder;

/** Labels in files of all formats that we know: which one a file or folder is, reading, writing. */
public final class Labels {
  /** The format is to be found out. */
  public static final String AUTO = "auto";

  private static final List<LabelFormat> FORMATS =
      List.of(
          new VocFormat(),
          new Coco(),
          new LabelMe(),
          new GeoJson(),
          new RoiSets(),
          new LabelMapFiles(),
          new CellCsv(),
          new PointText(),
          new CropFolders());

  /** Folders of a data set that labels may lie in. */
  private static final List<String> INSIDE =
      List.of("Annotations", "annotations", "labels", "masks", "rois");

  /** Labels as they were read, and what format they had. */
  public record Found(LabelFormat format, LabelSet set) {}

  private Labels() {}

  /** All that can be read or written. */
  public static List<LabelFormat> formats() {
    return FORMATS;
  }

  /**
   * @throws IllegalArgumentException if there is none with this key
   */
  public static LabelFormat format(String key) {
    return FORMATS.stream()
        .filter(format -> format.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no format '%s'. There are: %s"
                        .formatted(
                            key,
                            String.join(", ", FORMATS.stream().map(LabelFormat::key).toList()))));
  }

  /**
   * Reads labels of a file, or of all files of that kind in a folder. Where the folder holds none,
   * its folders {@code Annotations, annotations, labels, masks} and {@code rois} are looked at.
   *
   * @param format its key, or {@link #AUTO}
   * @throws IOException if there is no such file, its format isn't known, or any file is broken:
   *     the message names the first and counts the others
   */
  public static Found read(Path path, String format, LabelOptions options) throws IOException {
    if (!Files.exists(path))
      throw new NoSuchFileException(
          path.toString(), null, "there is no such file or folder. Check its name");
    LabelFormat known = format.equals(AUTO) ? recognise(path) : format(format);
    if (Files.isRegularFile(path) || known.layout() == Layout.FOLDERS)
      return new Found(known, known.read(path, options));
    List<Path> files = files(path, known);
    if (files.isEmpty())
      throw new IOException(
          "%s holds no labels of the format %s (*%s). Choose their folder, or another format."
              .formatted(path, known.title(), known.ending()));
    return new Found(known, readAll(files, known, options));
  }

  private static LabelSet readAll(List<Path> files, LabelFormat format, LabelOptions options)
      throws IOException {
    List<LabelSet> sets = new ArrayList<>();
    List<IOException> broken = new ArrayList<>();
    for (Path file : files)
      try {
        sets.add(format.read(file, options));
      } catch (IOException e) {
        broken.add(e);
      }
    if (broken.isEmpty()) return LabelSet.joined(sets);
    IOException first = broken.get(0);
    if (broken.size() == 1) throw first;
    IOException all =
        new IOException(
            "%s (%d more files can't be read)".formatted(first.getMessage(), broken.size() - 1));
    broken.forEach(all::addSuppressed);
    throw all;
  }

  /**
   * Which format a file, or the files of a folder, have.
   *
   * @throws IOException if it is none, or a folder holds several
   */
  public static LabelFormat recognise(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      for (LabelFormat format : FORMATS)
        if (format.layout() != Layout.FOLDERS && format.looksLike(path)) return format;
      LabelFormat map = new LabelMapFiles();
      if (ImageFiles.looksLikeImage(path)) return map;
      throw unknown(path);
    }
    Map<LabelFormat, Integer> found = counted(path);
    if (found.isEmpty()) throw unknown(path);
    if (found.size() > 1) throw several(path, found);
    return found.keySet().iterator().next();
  }

  /**
   * As {@link #recognise}, for the labels beside images: where a folder holds several formats,
   * Pascal VOC counts, as what we write beside images ourselves is none of people's labels.
   *
   * @return empty if there are none
   * @throws IOException if a folder holds several others
   */
  public static Optional<LabelFormat> besideImages(Path path) throws IOException {
    if (Files.isRegularFile(path)) return Optional.of(recognise(path));
    Map<LabelFormat, Integer> found = counted(path);
    for (LabelFormat format : found.keySet())
      if (format instanceof VocFormat) return Optional.of(format);
    if (found.size() > 1) throw several(path, found);
    return found.keySet().stream().findFirst();
  }

  /** The formats of a folder and how many files each has; folders of crops if there is no file. */
  private static Map<LabelFormat, Integer> counted(Path folder) throws IOException {
    Map<LabelFormat, Integer> found = new LinkedHashMap<>();
    for (LabelFormat format : FORMATS) {
      int count = files(folder, format).size();
      if (count > 0) found.put(format, count);
    }
    for (LabelFormat format : FORMATS)
      if (found.isEmpty() && format.layout() == Layout.FOLDERS && format.looksLike(folder))
        found.put(format, 1);
    return found;
  }

  private static IOException several(Path path, Map<LabelFormat, Integer> found) {
    return new IOException(
        "%s holds labels of several formats: %s. Say which to read (format), or choose one file or a folder with one of them."
            .formatted(
                path,
                String.join(
                    ", ",
                    found.entrySet().stream()
                        .map(one -> one.getValue() + " of " + one.getKey().key())
                        .toList())));
  }

  private static IOException unknown(Path path) {
    return new IOException(
        "%s holds no labels of a format that is known (%s). Choose the file or folder of the labels, or say the format."
            .formatted(path, String.join(", ", FORMATS.stream().map(LabelFormat::key).toList())));
  }

  /** The files of a format in a folder, or in the first of its folders that has some; sorted. */
  private static List<Path> files(Path folder, LabelFormat format) throws IOException {
    List<Path> own = ownFiles(folder, format);
    for (int i = 0; own.isEmpty() && i < INSIDE.size(); i++)
      if (Files.isDirectory(folder.resolve(INSIDE.get(i))))
        own = ownFiles(folder.resolve(INSIDE.get(i)), format);
    return own;
  }

  private static List<Path> ownFiles(Path folder, LabelFormat format) throws IOException {
    if (format.layout() == Layout.FOLDERS) return List.of();
    List<Path> own = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList())
        if (!file.getFileName().toString().startsWith(".")
            && Files.isRegularFile(file)
            && format.looksLike(file)) own.add(file);
    }
    return own;
  }

  /**
   * Writes labels.
   *
   * @param target a file where the format holds all images in one, or there is one image and the
   *     name has the format's ending; else a folder, which is made if need be
   * @return what the format can't hold and what else was left out, a sentence each
   * @throws IOException if a file can't be written; those before it are then written
   * @throws IllegalArgumentException if something isn't known that the format needs, as sizes
   */
  public static List<String> write(Path target, LabelSet set, LabelFormat format)
      throws IOException {
    LabelReduction reduced = LabelReduction.of(set, format.holds());
    List<String> notes = new ArrayList<>(reduced.sentences(format.title()));
    LabelSet kept = reduced.set();
    boolean file =
        format.layout() == Layout.ONE_FILE
            || format.layout() == Layout.FILE_PER_IMAGE
                && kept.files().size() == 1
                && target.getFileName().toString().endsWith(ending(format))
                && !Files.isDirectory(target);
    if (format.layout() == Layout.FOLDERS) notes.addAll(format.write(target, kept));
    else if (file) {
      Path to = Files.isDirectory(target) ? inFolder(target, format) : target;
      if (to.toAbsolutePath().getParent() != null)
        OutputFolder.make(to.toAbsolutePath().getParent());
      notes.addAll(format.write(to, kept));
    } else {
      OutputFolder.make(target);
      LabelFileNames names = new LabelFileNames(format);
      for (var one : kept.files())
        notes.addAll(format.write(target.resolve(names.of(one.image())), kept.with(List.of(one))));
    }
    return notes;
  }

  /** The file of a whole data set in a folder. */
  static Path inFolder(Path folder, LabelFormat format) {
    return folder.resolve("labels" + format.ending());
  }

  private static String ending(LabelFormat format) {
    return format.ending().substring(format.ending().lastIndexOf('.'));
  }
}

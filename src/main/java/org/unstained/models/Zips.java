package org.unstained.models;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Zips from people we don't know. Nothing is written outside the folder: entries that are absolute,
 * have {@code ..}, a drive or a scheme are refused, symbolic links come out as plain files or not
 * at all. Sizes are counted while unpacking, whatever the entries claim.
 */
final class Zips {
  /** How much may come out of a zip. */
  record Limits(long bytes, int files) {
    /** For a model: the largest in use take some hundred megabytes. */
    static final Limits MODEL = new Limits(4L << 30, 10_000);

    /** For the engine's files with CUDA, about 5 GB. */
    static final Limits ENGINE = new Limits(12L << 30, 1_000);
  }

  interface Choice {
    /** Where the file goes in the folder, or null if it isn't wanted. */
    String placeOf(String entry);
  }

  private Zips() {}

  static void unpack(Path zip, Path folder, Limits limits, Choice choice) throws IOException {
    Set<String> places = new HashSet<>();
    Set<String> folders = new HashSet<>();
    long left = limits.bytes;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      byte[] buffer = new byte[1 << 16];
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = confined(zip, entry.getName());
        String place = entry.isDirectory() ? null : choice.placeOf(name);
        if (place == null) continue;
        // On some systems A and a are one file.
        if (!places.add(place.toLowerCase(Locale.ROOT)))
          throw bad(zip, "has the file '%s' twice".formatted(name));
        requireNoFolder(zip, place.toLowerCase(Locale.ROOT), places, folders);
        if (places.size() > limits.files)
          throw bad(zip, "has more than %,d files".formatted(limits.files));
        Path target = folder.resolve(place);
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target)) {
          for (int n; (n = in.read(buffer)) >= 0; ) {
            left -= n;
            if (left < 0) throw bad(zip, "holds more than %,d MB".formatted(limits.bytes >> 20));
            out.write(buffer, 0, n);
          }
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged(zip, e);
    }
  }

  /** A file and a folder can't have one name. */
  private static void requireNoFolder(
      Path zip, String place, Set<String> places, Set<String> folders)
      throws ModelPackageException {
    boolean taken = folders.contains(place);
    for (int i = place.indexOf('/'); i >= 0; i = place.indexOf('/', i + 1)) {
      folders.add(place.substring(0, i));
      taken |= places.contains(place.substring(0, i));
    }
    if (taken) throw bad(zip, "has a file and a folder of one name at '%s'".formatted(place));
  }

  /** The names of all files in the zip, sorted. */
  static List<String> names(Path zip) throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) names.add(confined(zip, entry.getName()));
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw damaged(zip, e);
    }
    return List.copyOf(names);
  }

  /** Packs all files of a folder, in the same order and with the same times each time. */
  static void pack(Path folder, Path zip) throws IOException {
    Set<Path> files = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Path part = Files.createFile(WholeFolder.beside(zip, "part"));
    try {
      try (ZipOutputStream out =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        for (Path file : files) {
          ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
          entry.setLastModifiedTime(FileTime.fromMillis(0));
          out.putNextEntry(entry);
          Files.copy(file, out);
          out.closeEntry();
        }
      }
      WholeFolder.replace(part, zip);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String confined(Path zip, String name) throws ModelPackageException {
    try {
      return PackagePaths.confined(name);
    } catch (IllegalArgumentException e) {
      throw bad(zip, "is refused: " + e.getMessage());
    }
  }

  /** What Java says about zips is for people who know their format. */
  private static ModelPackageException damaged(Path zip, Exception e) {
    return new ModelPackageException(
        zip.toString(),
        "is no zip or is damaged" + (e instanceof EOFException ? ": its end is missing" : ""),
        "Get it again and compare its size.");
  }

  private static ModelPackageException bad(Path zip, String problem) {
    return new ModelPackageException(
        zip.toString(), problem, "Don't use it; ask its author for another one.");
  }
}

package org.unstained.site;

import java.nio.file.Path;
import java.util.List;
import org.scijava.util.FileUtils;

/**
 * A file of a release, as it will lie in Fiji's folder.
 *
 * @param path in Fiji's folder, with {@code /}, letters and digits of ASCII, {@code _ - .}
 * @param source where it lies now
 * @param platforms of the updater, e.g. {@code linux64}; none for all
 * @param needs names of files that it needs, of this site or Fiji's own
 */
record SiteFile(
    String path,
    Path source,
    List<String> platforms,
    String description,
    List<String> needs,
    List<String> links,
    List<String> authors) {

  SiteFile {
    if (!path.matches("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)+"))
      throw new IllegalArgumentException(
          "'%s' can't be a file of an update site: folders and a name of A–Z a–z 0–9 _ - . only"
              .formatted(path));
    platforms = List.copyOf(platforms);
    needs = List.copyOf(needs);
    links = List.copyOf(links);
    authors = List.copyOf(authors);
  }

  /** The path without a version, by which the updater knows the file. */
  String name() {
    return nameOf(path);
  }

  /** A path without the version in it, as the updater takes it out: of jars only. */
  static String nameOf(String path) {
    return FileUtils.stripFilenameVersion(path);
  }
}

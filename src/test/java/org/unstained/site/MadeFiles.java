package org.unstained.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files for a site, made in a folder. */
final class MadeFiles {
  private final Path folder;
  private int number;

  MadeFiles(Path folder) {
    this.folder = folder;
  }

  /** A jar with one entry of this content. */
  SiteFile jar(String path, String content, String... needs) throws IOException {
    return jarBuilt(path, content, "Manifest-Version: 1.0\n", needs);
  }

  SiteFile jarBuilt(String path, String content, String manifest, String... needs)
      throws IOException {
    Path jar = next(".jar");
    write(jar, Map.of("a.txt", content), manifest);
    String[] folders = path.split("/");
    List<String> platforms = folders.length > 2 ? List.of(folders[1]) : List.of();
    return file(path, jar, platforms, List.of(needs));
  }

  SiteFile text(String path, String content) throws IOException {
    Path file = next(".txt");
    Files.writeString(file, content);
    return file(path, file, List.of(), List.of());
  }

  static void write(Path jar, Map<String, String> entries, String manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
      zip.putNextEntry(new ZipEntry("META-INF/"));
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(manifest.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path next(String ending) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(number++ + ending);
  }

  private static SiteFile file(
      String path, Path source, List<String> platforms, List<String> needs) {
    return new SiteFile(
        path,
        source,
        platforms,
        "Does <this> & \"that\", für Zellen",
        needs,
        List.of("https://example.org/a?b=c&d"),
        List.of("A. Author"));
  }
}

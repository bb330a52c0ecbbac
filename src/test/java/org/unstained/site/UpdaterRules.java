package org.unstained.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What Fiji's updater looks at, for checks and the test client. It shares nothing with the builder,
 * so that a mistake of one shows at the other.
 */
final class UpdaterRules {
  /** By the first folder of a path: the endings that the updater looks at; none for all. */
  private static final Map<String, List<String>> WATCHED =
      Map.of(
          "jars", List.of(".jar"),
          "plugins",
              List.of(".jar", ".txt", ".ijm", ".py", ".rb", ".clj", ".js", ".bsh", ".groovy"),
          "scripts", List.of(".m", ".ijm", ".py", ".rb", ".clj", ".js", ".bsh", ".groovy"),
          "macros", List.of(".txt", ".ijm", ".png"),
          "models", List.of(),
          "luts", List.of(".lut"),
          "images", List.of(".png", ".tif", ".txt", ".ico"),
          "lib", List.of(),
          "licenses", List.of());

  static final Set<String> PLATFORMS =
      Set.of(
          "linux64",
          "linux-arm64",
          "macos64",
          "macos-arm64",
          "win64",
          "win-arm64",
          "linux32",
          "win32",
          "linuxx",
          "macosx",
          "winx");

  private UpdaterRules() {}

  static boolean isWatched(String path) {
    List<String> endings = WATCHED.get(path.substring(0, Math.max(0, path.indexOf('/'))));
    return endings != null && (endings.isEmpty() || endings.stream().anyMatch(path::endsWith));
  }

  /** All watched files below Fiji's folder, as paths with {@code /}. */
  static List<String> watchedFiles(Path fiji) throws IOException {
    try (Stream<Path> files = Files.walk(fiji)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> fiji.relativize(file).toString().replace('\\', '/'))
          .filter(UpdaterRules::isWatched)
          .sorted()
          .toList();
    }
  }

  /** Whether a file of these platforms is for this one; the names that end in x are groups. */
  static boolean isFor(List<String> platforms, String platform) {
    if (platforms.isEmpty() || platforms.contains(platform)) return true;
    return platforms.contains("linuxx") && platform.startsWith("linux")
        || platforms.contains("macosx") && platform.startsWith("macos")
        || platforms.contains("winx") && platform.startsWith("win");
  }

  /** The updater's SHA-1 of a file that lies at this path of Fiji's folder. */
  static String checksum(String path, Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      if (path.endsWith(".jar")) {
        digestJar(sha, file);
      } else {
        sha.update(path.getBytes(StandardCharsets.US_ASCII));
        drain(Files.newInputStream(file), sha);
      }
      StringBuilder hex = new StringBuilder();
      for (byte b : sha.digest()) hex.append("%02x".formatted(b));
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void digestJar(MessageDigest sha, Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      TreeMap<String, JarEntry> sorted = new TreeMap<>();
      jar.stream().forEach(entry -> sorted.put(entry.getName(), entry));
      for (JarEntry entry : sorted.values()) {
        sha.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
        InputStream in = jar.getInputStream(entry);
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) in.close();
        else if (entry.getName().endsWith(".properties")) sha.update(skipHashed(in.readAllBytes()));
        else drain(in, sha);
      }
    }
  }

  private static void drain(InputStream in, MessageDigest sha) throws IOException {
    try (DigestInputStream digesting = new DigestInputStream(in, sha)) {
      digesting.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Line by line; whether the updater takes a line's beginning for one hangs on the line before.
   */
  static byte[] skipHashed(byte[] properties) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    String text = new String(properties, StandardCharsets.ISO_8859_1);
    boolean seen = true;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      boolean comment = seen && line.startsWith("#");
      String rest = (comment ? "" : line) + (end < 0 ? "" : "\n");
      kept.writeBytes(rest.getBytes(StandardCharsets.ISO_8859_1));
      boolean onlyHashes = line.chars().allMatch(c -> c == '#');
      seen = !(seen && onlyHashes);
      from = end < 0 ? text.length() : end + 1;
    }
    return kept.toByteArray();
  }
}

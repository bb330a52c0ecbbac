package org.unstained.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The checksum of Fiji's updater: SHA-1, over the path and the content of a file; over the names
 * and contents of a jar's entries, sorted by name, without the manifest's content and without
 * comments in properties. So a jar that is built again has the same one.
 */
final class Checksum {
  private Checksum() {}

  /**
   * @param path in Fiji's folder, with the version
   * @return 40 hexadecimal digits in lower case
   */
  static String of(String path, Path file) throws IOException {
    MessageDigest digest = sha1();
    if (path.endsWith(".jar")) {
      addJar(digest, file);
    } else {
      digest.update(path.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = Files.newInputStream(file)) {
        add(digest, in);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addJar(MessageDigest digest, Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
      entries.sort(Comparator.comparing(ZipEntry::getName));
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        digest.update(name.getBytes(StandardCharsets.US_ASCII));
        if (name.equals("META-INF/MANIFEST.MF")) continue;
        try (InputStream in = zip.getInputStream(entry)) {
          if (name.endsWith(".properties")) digest.update(withoutComments(in.readAllBytes()));
          else add(digest, in);
        }
      }
    }
  }

  private enum At {
    /** Where a comment may begin. */
    LINE_START,
    LINE,
    /** Behind the {@code #} that began a comment, and more of them. */
    HASHES,
    COMMENT
  }

  /**
   * A comment leaves an empty line. By a quirk of the updater, a comment isn't seen in the line
   * after an empty one, or after one of nothing but {@code #}.
   */
  static byte[] withoutComments(byte[] properties) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    At at = At.LINE_START;
    for (byte b : properties) {
      boolean end = b == '\n';
      switch (at) {
        case LINE_START -> {
          if (b != '#') kept.write(b);
          at = b == '#' ? At.HASHES : At.LINE;
        }
        case LINE -> {
          kept.write(b);
          if (end) at = At.LINE_START;
        }
        case HASHES -> {
          if (end) kept.write(b);
          if (b != '#') at = end ? At.LINE : At.COMMENT;
        }
        case COMMENT -> {
          if (end) {
            kept.write(b);
            at = At.LINE_START;
          }
        }
      }
    }
    return kept.toByteArray();
  }

  private static void add(MessageDigest digest, InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

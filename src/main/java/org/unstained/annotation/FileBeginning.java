package org.unstained.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a file is by its name and its first bytes. */
final class FileBeginning {
  private static final int LENGTH = 1 << 16;

  private FileBeginning() {}

  static boolean ends(Path file, String... endings) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    for (String ending : endings) if (name.endsWith(ending)) return true;
    return false;
  }

  /** The first 64 KiB as text, a byte a letter. */
  static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
    }
  }
}

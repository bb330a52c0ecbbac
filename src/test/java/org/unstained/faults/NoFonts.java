package org.unstained.faults;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.Assume;

/**
 * Makes a Java of its own fail at fonts, as one does whose libraries for them are missing: the
 * class that loads them can't. The first who writes meets an {@code UnsatisfiedLinkError}, all
 * later ones a {@code NoClassDefFoundError}.
 */
final class NoFonts {
  private NoFonts() {}

  private static final String CLASS =
      """
      package sun.font;

      public abstract class SunFontManager {
        static {
          if (true) %s
        }

        public static SunFontManager getInstance() {
          return null;
        }
      }
      """;

  static final String MISSING = "fonts-that-are-missing";

  /** Options of Java; with them it has no fonts, as its libraries for them are missing. */
  static List<String> options(Path folder) throws IOException {
    return options(folder, "System.loadLibrary(\"%s\");".formatted(MISSING));
  }

  /**
   * Options of Java.
   *
   * @param fault what happens as it looks for fonts first
   * @param folder for what takes the place of Java's class; empty
   */
  static List<String> options(Path folder, String fault) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Assume.assumeNotNull(compiler);
    Path source =
        Files.createDirectories(folder.resolve("sun/font")).resolve("SunFontManager.java");
    Files.writeString(source, CLASS.formatted(fault));
    String patch = "java.desktop=" + folder;
    int code =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "--patch-module",
            patch,
            "-d",
            folder.toString(),
            source.toString());
    assertEquals("compiled", 0, code);
    return List.of("--patch-module", patch);
  }
}

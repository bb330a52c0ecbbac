package org.unstained.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ChecksumTest {
  private static final long SMALL_JAR = 4_000_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  /** printf 'macros/unstained/a.ijmrun("x");\n' | sha1sum. */
  @Test
  public void aFileCountsWithItsPathAndContent() throws IOException {
    Path file = temporary.newFile().toPath();
    Files.writeString(file, "run(\"x\");\n");
    assertEquals(
        "e89c039f79132ef14f15074dbd683e5bdc950a3d", Checksum.of("macros/unstained/a.ijm", file));
  }

  /**
   * printf 'META-INF/META-INF/MANIFEST.MFa.class\001\002\003p.properties\nk=v\n\n# kept\nz=#1\n' |
   * sha1sum.
   */
  @Test
  public void aJarCountsWithItsSortedEntriesWithoutManifestAndComments() throws IOException {
    Path jar = temporary.newFile("x.jar").toPath();
    MadeFiles.write(
        jar,
        Map.of("p.properties", "#Mon Jan 1\nk=v\n\n# kept\nz=#1\n", "a.class", "\1\2\3"),
        "Manifest-Version: 1.0\n");
    assertEquals("2847b67327ceb9c4de0af3fdc7d999a331576ebb", Checksum.of("jars/x-1.0.jar", jar));
    assertEquals("2847b67327ceb9c4de0af3fdc7d999a331576ebb", Checksum.of("plugins/y.jar", jar));
  }

  @Test
  public void anotherManifestOrCommentLeavesAJarTheSame() throws IOException {
    Path one = temporary.newFile("1.jar").toPath();
    Path two = temporary.newFile("2.jar").toPath();
    Path three = temporary.newFile("3.jar").toPath();
    MadeFiles.write(one, Map.of("p.properties", "#today\nk=v\n"), "A: 1\n");
    MadeFiles.write(two, Map.of("p.properties", "#tomorrow\nk=v\n"), "B: 2\n");
    MadeFiles.write(three, Map.of("p.properties", "#today\nk=w\n"), "A: 1\n");
    assertEquals(Checksum.of("a.jar", one), Checksum.of("a.jar", two));
    assertNotEquals(Checksum.of("a.jar", one), Checksum.of("a.jar", three));
  }

  @Test
  public void builderAndClientAgreeOnAllShortProperties() {
    char[] alphabet = {'#', '\n', 'k', '\r'};
    for (int length = 0; length <= 7; length++)
      for (int code = 0; code < 1 << 2 * length; code++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(alphabet[code >> 2 * i & 3]);
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(
            text.toString().replace("\n", "\\n"),
            UpdaterRules.skipHashed(bytes),
            Checksum.withoutComments(bytes));
      }
  }

  @Test
  public void aCommentLeavesAnEmptyLineUnlessTheLineBeforeHidesIt() {
    assertEquals("\nk=v\n", kept("#c\nk=v\n"));
    assertEquals("\n\n\nk", kept("#a\n#b\n##c\nk"));
    assertEquals("\n#kept\n\nk\n", kept("\n#kept\n#gone\nk\n"));
    assertEquals("\n#kept\n", kept("#\n#kept\n"));
    assertEquals("k\n", kept("k\n#no end"));
  }

  private static String kept(String text) {
    return new String(
        Checksum.withoutComments(text.getBytes(StandardCharsets.ISO_8859_1)),
        StandardCharsets.ISO_8859_1);
  }

  @Test
  public void builderAndClientAgreeOnRealJars() throws IOException {
    int jars = 0;
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(path);
      if (!path.endsWith(".jar") || !Files.isRegularFile(jar) || Files.size(jar) > SMALL_JAR)
        continue;
      assertEquals(path, UpdaterRules.checksum("jars/a.jar", jar), Checksum.of("jars/a.jar", jar));
      jars++;
    }
    assertTrue(jars + " jars", jars > 10);
  }
}

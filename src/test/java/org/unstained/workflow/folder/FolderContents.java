package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Whether two folder runs have written the same. */
public final class FolderContents {
  private FolderContents() {}

  /** The same entries with the same bytes in the same order; says how many. */
  public static int assertSameZips(Path expected, Path actual) throws IOException {
    int entries = 0;
    try (ZipInputStream a = new ZipInputStream(Files.newInputStream(expected));
        ZipInputStream b = new ZipInputStream(Files.newInputStream(actual))) {
      for (ZipEntry e = a.getNextEntry(); e != null; e = a.getNextEntry()) {
        ZipEntry other = b.getNextEntry();
        assertEquals(e.getName(), other == null ? "nothing" : other.getName());
        assertArrayEquals(e.getName(), a.readAllBytes(), b.readAllBytes());
        entries++;
      }
      assertEquals(null, b.getNextEntry());
    }
    return entries;
  }

  /** The same files with the same bytes; says how many. */
  static int assertSameFiles(Path expected, Path actual) throws IOException {
    List<String> names = names(expected);
    assertEquals(names, names(actual));
    for (String name : names)
      assertArrayEquals(
          name,
          Files.readAllBytes(expected.resolve(name)),
          Files.readAllBytes(actual.resolve(name)));
    return names.size();
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
    }
    return names;
  }
}

package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Zips from people we don't know. */
public class ZipsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path zip(String... names) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : names) entries.put(name, name.getBytes());
    Path zip = folder.getRoot().toPath().resolve("a.zip");
    TestPackages.zip(zip, entries);
    return zip;
  }

  private String refused(Path zip) {
    Path to = folder.getRoot().toPath().resolve("to");
    IOException e =
        assertThrows(
            ModelPackageException.class,
            () -> WholeFolder.write(to, part -> Zips.unpack(zip, part, Zips.Limits.MODEL, n -> n)));
    assertFalse(Files.exists(to));
    assertEquals(1, folder.getRoot().list().length);
    assertTrue(e.getMessage(), e.getMessage().startsWith(zip + ": "));
    return e.getMessage();
  }

  @Test
  public void namesThatNotEverySystemTakesAreRefused() throws IOException {
    for (String name :
        new String[] {
          "CON",
          "con.txt",
          "a/NUL",
          "aux.roi",
          "COM1",
          "lpt9.x",
          "x".repeat(300),
          "y/".repeat(999) + "z"
        }) {
      String message = refused(zip("rdf.yaml", name));
      assertTrue(message, message.length() < 400);
    }
    for (String name : new String[] {"console", "auxiliary.txt", "com10", "nul_"})
      assertEquals(name, PackagePaths.confined(name));
  }

  /** What the disk said about it named a hidden folder. */
  @Test
  public void aFileAndAFolderOfOneNameAreRefused() throws IOException {
    assertTrue(refused(zip("a", "a/b")).contains("one name"));
    assertTrue(refused(zip("a/b", "A")).contains("one name"));
  }

  /** "Unexpected end of ZLIB input stream" named no file. */
  @Test
  public void aDamagedZipIsNamed() throws IOException {
    Path zip = zip("a", "b");
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(refused(zip).contains("damaged"));
    int content = 30 + 1; // of the first file, behind its header and name
    bytes[content] = (byte) 0xff;
    Files.write(zip, bytes);
    refused(zip);
  }

  @Test
  public void whatIsRefusedLeavesNothingInTheLibrary() throws IOException {
    Path home = folder.getRoot().toPath().resolve("home");
    ModelLibrary library = new ModelLibrary(home, Optional.empty());
    int before = library.list().size();
    Path zip = zip("rdf.yaml", "rdf.yaml/inside");
    assertThrows(IOException.class, () -> library.install(zip.toString(), false, (d, a) -> true));
    assertEquals(before, library.list().size());
  }
}

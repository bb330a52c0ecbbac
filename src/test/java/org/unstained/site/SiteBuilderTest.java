package org.unstained.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.site.SiteIndex.Earlier;
import org.unstained.site.SiteIndex.Listing;

public class SiteBuilderTest {
  private static final long FIRST = 20260101120000L;
  private static final long SECOND = 20260201120000L;
  private static final long THIRD = 20260301120000L;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private MadeFiles made;

  @Before
  public void openFolder() throws IOException {
    made = new MadeFiles(temporary.newFolder("sources").toPath());
  }

  @Test
  public void theFirstReleaseHasEachFileUnderPathAndTimestamp() throws IOException {
    SiteFile plugin = made.jar("plugins/Our_-1.0.jar", "one", "jars/gson.jar");
    Path site = build("1", FIRST, null, plugin, made.text("macros/unstained/a.ijm", "x"));
    assertArrayEquals(
        Files.readAllBytes(plugin.source()),
        Files.readAllBytes(site.resolve("plugins/Our_-1.0.jar-20260101120000")));
    assertTrue(Files.exists(site.resolve("macros/unstained/a.ijm-20260101120000")));
    Listing listing = listing(site, "plugins/Our_.jar");
    assertEquals("plugins/Our_-1.0.jar", listing.path());
    assertEquals(Files.size(plugin.source()), listing.current().get().size());
    assertEquals("Does <this> & \"that\", für Zellen", listing.current().get().description());
    assertEquals(List.of("https://example.org/a?b=c&d"), listing.current().get().links());
    assertEquals(List.of("jars/gson.jar"), listing.current().get().needs());
    assertEquals(List.of("A. Author"), listing.current().get().authors());
    assertEquals(List.of(), listing.earlier());
  }

  @Test
  public void whatIsReadIsWhatWasWritten() throws IOException {
    Path first =
        build(
            "1",
            FIRST,
            null,
            made.jar("jars/win64/n-1.0.jar", "n"),
            made.jar("jars/a-1.0.jar", "1"));
    Path second = build("2", SECOND, first, made.jar("jars/a-2.0.jar", "2"));
    SiteIndex index = SiteAddress.of(second).index();
    assertArrayEquals(index.bytes(), Files.readAllBytes(second.resolve("db.xml.gz")));
    assertEquals(List.of("win64"), listing(second, "jars/win64/n.jar").platforms());
  }

  @Test
  public void aChangedFileKeepsItsOldVersionInTheHistory() throws IOException {
    Path first = build("1", FIRST, null, made.jar("jars/a-1.0.jar", "one"));
    Path second = build("2", SECOND, first, made.jar("jars/a-1.1.jar", "two"));
    Path third = build("3", THIRD, second, made.jar("jars/a-1.2.jar", "three"));
    String one = listing(first, "jars/a.jar").current().get().checksum();
    String two = listing(second, "jars/a.jar").current().get().checksum();
    Listing listing = listing(third, "jars/a.jar");
    assertEquals(THIRD, listing.current().get().timestamp());
    assertEquals(
        List.of(
            new Earlier(one, FIRST, SECOND, "jars/a-1.0.jar"),
            new Earlier(two, SECOND, THIRD, "jars/a-1.1.jar")),
        listing.earlier());
    check(third, second);
  }

  @Test
  public void anUnchangedFileKeepsItsTimestamp() throws IOException {
    SiteFile same = made.jar("jars/a-1.0.jar", "same");
    Path first = build("1", FIRST, null, same, made.text("macros/unstained/b.ijm", "1"));
    Path second = build("2", SECOND, first, same, made.text("macros/unstained/b.ijm", "2"));
    assertEquals(FIRST, listing(second, "jars/a.jar").current().get().timestamp());
    assertTrue(Files.exists(second.resolve("jars/a-1.0.jar-20260101120000")));
    assertEquals(SECOND, listing(second, "macros/unstained/b.ijm").current().get().timestamp());
    check(second, first);
  }

  @Test
  public void aJarThatOnlyHasAnotherManifestStaysAsItWas() throws IOException {
    SiteFile before = made.jarBuilt("jars/a-1.0.jar", "same", "Built: 1\n");
    SiteFile after = made.jarBuilt("jars/a-1.0.jar", "same", "Built: " + "x".repeat(99) + "y\n");
    Path first = build("1", FIRST, null, before);
    Path second = build("2", SECOND, first, after);
    assertArrayEquals(
        Files.readAllBytes(before.source()),
        Files.readAllBytes(second.resolve("jars/a-1.0.jar-20260101120000")));
    check(second, first);
  }

  @Test
  public void aDroppedFileStaysListedWithoutAVersionAndMayComeBack() throws IOException {
    SiteFile rest = made.jar("jars/a-1.0.jar", "a");
    SiteFile leaving = made.jar("jars/b-1.0.jar", "b");
    Path first = build("1", FIRST, null, rest, leaving);
    Path second = build("2", SECOND, first, rest);
    Listing dropped = listing(second, "jars/b.jar");
    String checksum = listing(first, "jars/b.jar").current().get().checksum();
    assertEquals(Optional.empty(), dropped.current());
    assertEquals(
        List.of(new Earlier(checksum, FIRST, SECOND, "jars/b-1.0.jar")), dropped.earlier());
    assertFalse(Files.exists(second.resolve("jars/b-1.0.jar-20260101120000")));
    check(second, first);
    Path third = build("3", THIRD, second, rest, leaving);
    assertEquals(THIRD, listing(third, "jars/b.jar").current().get().timestamp());
    assertEquals(dropped.earlier(), listing(third, "jars/b.jar").earlier());
    check(third, second);
  }

  @Test
  public void theSameFilesAndTimeGiveTheSameBytes() throws IOException {
    SiteFile a = made.jar("jars/a-1.0.jar", "a");
    SiteFile b = made.text("macros/unstained/b.ijm", "b");
    byte[] once = Files.readAllBytes(build("1", FIRST, null, a, b).resolve("db.xml.gz"));
    byte[] again = Files.readAllBytes(build("2", FIRST, null, b, a).resolve("db.xml.gz"));
    assertArrayEquals(once, again);
    byte[] onTop =
        Files.readAllBytes(
            build("3", SECOND, temporary.getRoot().toPath().resolve("1"), a, b)
                .resolve("db.xml.gz"));
    assertArrayEquals("nothing has changed", once, onTop);
  }

  @Test
  public void aChangeThatIsNotLaterIsRefused() throws IOException {
    Path first = build("1", FIRST, null, made.jar("jars/a-1.0.jar", "a"));
    for (SiteFile changed :
        List.of(made.jar("jars/a-1.0.jar", "b"), made.jar("jars/other-1.0.jar", "a"))) {
      IOException e = assertThrows(IOException.class, () -> build("2", FIRST, first, changed));
      assertTrue(e.getMessage(), e.getMessage().contains("must be later"));
    }
    assertFalse(Files.exists(temporary.getRoot().toPath().resolve("2/db.xml.gz")));
  }

  @Test
  public void twoFilesOfOneNameAreRefused() {
    assertThrows(
        IOException.class,
        () ->
            build(
                "1",
                FIRST,
                null,
                made.jar("jars/a-1.0.jar", "a"),
                made.jar("jars/a-1.1.jar", "b")));
  }

  @Test
  public void aSiteThatIsNotThereIsNoFirstRelease() {
    assertThrows(
        IOException.class,
        () ->
            build(
                "1",
                FIRST,
                temporary.getRoot().toPath().resolve("nowhere"),
                made.jar("jars/a-1.0.jar", "a")));
  }

  @Test
  public void pathsThatMakeTroubleInAddressesAreRefused() {
    for (String path :
        List.of("a.jar", "/jars/a.jar", "jars/../a.jar", "jars/a b.jar", "jars/ä.jar"))
      assertThrows(path, IllegalArgumentException.class, () -> made.jar(path, "a"));
  }

  private Path build(String folder, long time, Path before, SiteFile... files) throws IOException {
    Path target = temporary.getRoot().toPath().resolve(folder);
    Files.createDirectories(target);
    SiteBuilder.build(
        List.of(files), Optional.ofNullable(before).map(SiteAddress::of), time, target);
    return target;
  }

  private static Listing listing(Path site, String name) throws IOException {
    return SiteAddress.of(site).index().listings().get(name);
  }

  private static void check(Path site, Path before) throws IOException {
    assertEquals(
        List.of(),
        SiteCheck.problems(
            SiteAddress.of(site), Optional.of(SiteAddress.of(before).index()), Set.of("gson")));
  }
}

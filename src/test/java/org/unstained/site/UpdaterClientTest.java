package org.unstained.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.site.UpdaterClient.Done;
import org.unstained.site.UpdaterClient.Status;

/** Walks a client through releases of a small site, over HTTP. */
public class UpdaterClientTest {
  private static final long FIRST = 20260101120000L;
  private static final long SECOND = 20260201120000L;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private SiteServer server;
  private Path fiji;
  private UpdaterClient client;
  private Path first;
  private Path second;

  @Before
  public void buildReleases() throws IOException {
    MadeFiles made = new MadeFiles(temporary.newFolder("sources").toPath());
    SiteFile windows = made.jar("jars/win64/native-1.0.jar", "win");
    SiteFile linux = made.jar("jars/linux64/native-1.0.jar", "linux");
    SiteFile library = made.jar("jars/lib-1.0.jar", "lib", "jars/gson.jar");
    first =
        release(
            "1",
            FIRST,
            null,
            windows,
            linux,
            library,
            made.jar(
                "plugins/Our_-1.0.jar",
                "1",
                "jars/lib.jar",
                "jars/win64/native.jar",
                "jars/linux64/native.jar"),
            made.text("macros/unstained/kept.ijm", "kept"),
            made.text("macros/unstained/changed.ijm", "old"),
            made.text("macros/unstained/dropped.ijm", "dropped"),
            made.text("macros/unstained/gone.ijm", "gone"));
    second =
        release(
            "2",
            SECOND,
            first,
            windows,
            linux,
            library,
            made.jar("plugins/Our_-2.0.jar", "2", "jars/lib.jar", "jars/helper.jar"),
            made.jar("jars/helper-1.0.jar", "helper"),
            made.text("macros/unstained/kept.ijm", "kept"),
            made.text("macros/unstained/changed.ijm", "new"));
    server = new SiteServer(first);
    fiji = temporary.newFolder("Fiji").toPath();
    Files.createDirectories(fiji.resolve("jars"));
    Files.copy(library.source(), fiji.resolve("jars/gson-2.10.1.jar"));
    client = new UpdaterClient(fiji, server.address(), "linux64");
  }

  @After
  public void stopServer() {
    server.close();
  }

  @Test
  public void theFirstUpdateInstallsAllOfThisPlatform() throws IOException {
    assertEquals(Set.of(Status.NEW), Set.copyOf(client.look().values()));
    server.asked();
    Done done = client.update();
    assertEquals(
        List.of(
            "jars/lib-1.0.jar",
            "jars/linux64/native-1.0.jar",
            "macros/unstained/changed.ijm",
            "macros/unstained/dropped.ijm",
            "macros/unstained/gone.ijm",
            "macros/unstained/kept.ijm",
            "plugins/Our_-1.0.jar"),
        done.installed());
    assertEquals(with("jars/gson-2.10.1.jar", done.installed()), UpdaterRules.watchedFiles(fiji));
    assertTrue(server.asked().stream().noneMatch(path -> path.contains("win64")));
    assertEquals(Set.of(Status.INSTALLED), Set.copyOf(client.look().values()));
    assertEquals(Set.of(), client.missing());
    assertEquals(new Done(List.of(), List.of(), List.of()), client.update());
  }

  @Test
  public void anUpdateReplacesRenamesAddsAndRemoves() throws IOException {
    client.update();
    server.serve(second);
    Map<String, Status> status = client.look();
    assertEquals(Status.UPDATEABLE, status.get("plugins/Our_.jar"));
    assertEquals(Status.UPDATEABLE, status.get("macros/unstained/changed.ijm"));
    assertEquals(Status.INSTALLED, status.get("macros/unstained/kept.ijm"));
    assertEquals(Status.OBSOLETE, status.get("macros/unstained/dropped.ijm"));
    assertEquals(Status.NEW, status.get("jars/helper.jar"));
    server.asked();
    Done done = client.update();
    assertEquals(
        List.of("jars/helper-1.0.jar", "macros/unstained/changed.ijm", "plugins/Our_-2.0.jar"),
        done.installed());
    assertEquals(
        List.of("macros/unstained/dropped.ijm", "macros/unstained/gone.ijm"), done.removed());
    assertEquals("only what changed is downloaded", 1 + 3, server.asked().size());
    assertEquals(
        List.of(
            "jars/gson-2.10.1.jar",
            "jars/helper-1.0.jar",
            "jars/lib-1.0.jar",
            "jars/linux64/native-1.0.jar",
            "macros/unstained/changed.ijm",
            "macros/unstained/kept.ijm",
            "plugins/Our_-2.0.jar"),
        UpdaterRules.watchedFiles(fiji));
    assertEquals("new", Files.readString(fiji.resolve("macros/unstained/changed.ijm")));
  }

  @Test
  public void whatTheUserChangedIsLeftAlone() throws IOException {
    client.update();
    Files.writeString(fiji.resolve("macros/unstained/changed.ijm"), "mine");
    Files.writeString(fiji.resolve("macros/unstained/dropped.ijm"), "mine too");
    server.serve(second);
    Map<String, Status> status = client.look();
    assertEquals(Status.MODIFIED, status.get("macros/unstained/changed.ijm"));
    assertEquals(Status.OBSOLETE_MODIFIED, status.get("macros/unstained/dropped.ijm"));
    Done done = client.update();
    assertEquals(
        List.of("macros/unstained/changed.ijm", "macros/unstained/dropped.ijm"), done.skipped());
    assertEquals("mine", Files.readString(fiji.resolve("macros/unstained/changed.ijm")));
    assertEquals("mine too", Files.readString(fiji.resolve("macros/unstained/dropped.ijm")));
  }

  @Test
  public void withoutHistoryTheClientBelievesThatTheUserChangedTheFile() throws IOException {
    client.update();
    MadeFiles made = new MadeFiles(temporary.newFolder("others").toPath());
    server.serve(release("bare", SECOND, null, made.jar("plugins/Our_-2.0.jar", "2")));
    assertEquals(Status.MODIFIED, client.look().get("plugins/Our_.jar"));
    assertEquals(List.of("plugins/Our_-1.0.jar"), client.update().skipped());
  }

  @Test
  public void aClientThatMissedAReleaseGetsTheNewest() throws IOException {
    client.update();
    MadeFiles made = new MadeFiles(temporary.newFolder("others").toPath());
    server.serve(release("3", 20260301120000L, second, made.jar("plugins/Our_-3.0.jar", "3")));
    assertEquals(Status.UPDATEABLE, client.look().get("plugins/Our_.jar"));
    client.update();
    assertEquals(
        List.of("jars/gson-2.10.1.jar", "plugins/Our_-3.0.jar"), UpdaterRules.watchedFiles(fiji));
  }

  @Test
  public void whatTheUserRemovedStaysAway() throws IOException {
    client.update();
    Files.delete(fiji.resolve("macros/unstained/kept.ijm"));
    assertEquals(Status.NOT_INSTALLED, client.look().get("macros/unstained/kept.ijm"));
    server.serve(second);
    client.update();
    assertTrue(Files.notExists(fiji.resolve("macros/unstained/kept.ijm")));
  }

  @Test
  public void anUninstallLeavesNothingOfOursAndAllOfOthers() throws IOException {
    client.update();
    Files.writeString(fiji.resolve("macros/unstained/mine.ijm"), "mine");
    assertEquals(7, client.uninstall().size());
    assertEquals(
        List.of("jars/gson-2.10.1.jar", "macros/unstained/mine.ijm"),
        UpdaterRules.watchedFiles(fiji));
  }

  @Test
  public void whatFijiShouldHaveIsMissed() throws IOException {
    Files.delete(fiji.resolve("jars/gson-2.10.1.jar"));
    client.update();
    assertEquals(Set.of("jars/gson.jar"), client.missing());
  }

  @Test
  public void aDamagedDownloadIsNotInstalled() throws IOException {
    Files.writeString(first.resolve("macros/unstained/changed.ijm-" + FIRST), "olt");
    IOException e = assertThrows(IOException.class, client::update);
    assertTrue(e.getMessage(), e.getMessage().contains("checksum"));
    assertTrue(Files.notExists(fiji.resolve("macros/unstained/changed.ijm")));
  }

  /** The index is made at the time of the release, as on a server. */
  private Path release(String name, long time, Path before, SiteFile... files) throws IOException {
    Path folder = temporary.newFolder(name).toPath();
    SiteBuilder.build(
        List.of(files), Optional.ofNullable(before).map(SiteAddress::of), time, folder);
    LocalDateTime made =
        LocalDateTime.of(
            (int) (time / 10_000_000_000L), (int) (time / 100_000_000 % 100), 1, 12, 0, 1);
    Files.setLastModifiedTime(
        folder.resolve("db.xml.gz"), FileTime.from(made.toInstant(ZoneOffset.UTC)));
    return folder;
  }

  private static List<String> with(String path, List<String> paths) {
    List<String> all = new ArrayList<>(paths);
    all.add(path);
    return all.stream().sorted().toList();
  }
}

package org.unstained.models;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.messageOf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DownloadTest {
  private static final long MOST = 1 << 24;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private final byte[] content = new byte[500_000];
  private FileServer server;
  private Path target;

  @Before
  public void setUp() throws IOException {
    new Random(3).nextBytes(content);
    server = new FileServer(content);
    target = temporary.getRoot().toPath().resolve("new/file.zip");
  }

  @After
  public void tearDown() {
    server.close();
  }

  @Test
  public void aFileComesWholeWithProgress() throws IOException {
    List<Long> heard = new ArrayList<>();
    Download.to(
        target,
        server.address("/moved"),
        MOST,
        Optional.of(Sha256.of(content)),
        (done, total) -> heard.add(done) && total == content.length);
    assertArrayEquals(content, Files.readAllBytes(target));
    assertEquals(0, (long) heard.get(0));
    assertEquals(content.length, (long) heard.get(heard.size() - 1));
    assertOnlyTarget();
  }

  @Test
  public void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
    server.breakAfter = 200_000;
    String message = messageOf(this::fetch);
    assertFalse(message, Files.exists(target));
    long have = Files.size(target.resolveSibling("file.zip.part"));
    assertTrue("got " + have, have > 0 && have <= 200_000);
    server.breakAfter = -1;
    fetch();
    assertArrayEquals(content, Files.readAllBytes(target));
    assertEquals(List.of("null", "bytes=" + have + "-"), server.ranges);
    assertOnlyTarget();
  }

  @Test
  public void aFileThatChangedMeanwhileComesAnew() throws IOException {
    server.breakAfter = 200_000;
    messageOf(this::fetch);
    server.breakAfter = -1;
    server.tag = "\"two\"";
    server.content = new byte[300_000];
    fetch();
    assertArrayEquals(new byte[300_000], Files.readAllBytes(target));
  }

  @Test
  public void cancellingKeepsWhatHasCome() throws IOException {
    String message =
        messageOf(
            () ->
                Download.to(
                    target,
                    server.address("/file.zip"),
                    MOST,
                    Optional.empty(),
                    (done, total) -> done < 100_000));
    assertTrue(message, message.contains("cancelled"));
    assertTrue(Files.size(target.resolveSibling("file.zip.part")) >= 100_000);
    fetch();
    assertArrayEquals(content, Files.readAllBytes(target));
    assertEquals(2, server.ranges.size());
    assertTrue(server.ranges.get(1), server.ranges.get(1).startsWith("bytes="));
  }

  @Test
  public void aWrongHashIsRefusedAndNothingStays() throws IOException {
    String message =
        messageOf(
            () ->
                Download.to(
                    target,
                    server.address("/file.zip"),
                    MOST,
                    Optional.of("0".repeat(64)),
                    Progress.NONE));
    assertTrue(message, message.contains("SHA-256"));
    assertNothing();
  }

  @Test
  public void tooLongFilesAreRefusedWithAndWithoutTheirLength() throws IOException {
    for (boolean withLength : new boolean[] {true, false}) {
      server.withLength = withLength;
      String message =
          messageOf(
              () ->
                  Download.to(
                      target, server.address("/file.zip"), 1000, Optional.empty(), Progress.NONE));
      assertTrue(message, message.contains("longer than"));
      assertNothing();
    }
  }

  @Test
  public void addressesThatLeadNowhereSayWhatToDo() throws IOException {
    URI gone = server.address("/file.zip");
    assertTrue(messageOf(() -> fetch(server.address("/other"))).contains("the server answers 404"));
    server.close();
    assertTrue(messageOf(() -> fetch(gone)).contains("can't be reached"));
    assertTrue(messageOf(() -> fetch(URI.create("ftp://a/b"))).contains("https://"));
    assertTrue(
        messageOf(() -> fetch(target.resolveSibling("none.zip").toUri())).contains("not there"));
  }

  @Test
  public void fileAddressesAreCopied() throws IOException {
    Path source = temporary.getRoot().toPath().resolve("a b.zip");
    Files.write(source, content);
    fetch(source.toUri());
    assertArrayEquals(content, Files.readAllBytes(target));
    assertTrue(Files.exists(source));
  }

  private void fetch() throws IOException {
    fetch(server.address("/file.zip"));
  }

  private void fetch(URI address) throws IOException {
    Download.to(target, address, MOST, Optional.empty(), Progress.NONE);
  }

  private void assertOnlyTarget() throws IOException {
    try (var files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
  }

  private void assertNothing() throws IOException {
    try (var files = Files.list(target.getParent())) {
      assertEquals(List.of(), files.toList());
    }
  }
}

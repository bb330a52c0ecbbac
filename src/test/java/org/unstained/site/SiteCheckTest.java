package org.unstained.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SiteCheckTest {
  private static final long FIRST = 20260101120000L;
  private static final long SECOND = 20260201120000L;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path before;
  private Path site;

  /** A site in its second release, with a file that changed, one that didn't, one that is gone. */
  @Before
  public void buildSite() throws IOException {
    MadeFiles made = new MadeFiles(temporary.newFolder("sources").toPath());
    SiteFile same = made.jar("jars/win64/same-1.0.jar", "same");
    before = temporary.newFolder("1").toPath();
    site = temporary.newFolder("2").toPath();
    SiteBuilder.build(
        List.of(
            same, made.jar("plugins/Our_-1.0.jar", "1"), made.text("macros/unstained/a.ijm", "a")),
        Optional.empty(),
        FIRST,
        before);
    SiteBuilder.build(
        List.of(
            same, made.jar("plugins/Our_-2.0.jar", "2", "jars/gson.jar", "jars/win64/same.jar")),
        Optional.of(SiteAddress.of(before)),
        SECOND,
        site);
  }

  @Test
  public void aGoodSiteHasNoProblems() throws IOException {
    assertEquals(List.of(), problems());
  }

  @Test
  public void aSiteOnAWebServerIsCheckedToo() throws IOException {
    try (SiteServer server = new SiteServer(site)) {
      assertEquals(
          List.of(),
          SiteCheck.problems(SiteAddress.of(server.address()), Optional.empty(), Set.of("gson")));
      Files.delete(plugin());
      finds(
          "Our_-2.0.jar can't be read",
          SiteCheck.problems(SiteAddress.of(server.address()), Optional.empty(), Set.of("gson")));
    }
  }

  @Test
  public void aMissingFileIsFound() throws IOException {
    Files.delete(plugin());
    finds("plugins/Our_-2.0.jar can't be read", problems());
  }

  @Test
  public void anotherContentIsFound() throws IOException {
    Files.copy(
        before.resolve("plugins/Our_-1.0.jar-" + FIRST),
        plugin(),
        StandardCopyOption.REPLACE_EXISTING);
    finds("plugins/Our_-2.0.jar has the checksum", problems());
  }

  @Test
  public void anotherSizeIsFound() throws IOException {
    change(xml -> xml.replaceFirst("filesize=\"\\d+\"", "filesize=\"7\""));
    finds("bytes instead of 7", problems());
  }

  @Test
  public void aNameOfFijiIsFound() throws IOException {
    finds("has the name of a file of Fiji", problems(Set.of("gson", "Our_")));
  }

  @Test
  public void aNeedThatNobodyHasIsFound() throws IOException {
    finds("needs jars/gson.jar, which neither we nor Fiji have", problems(Set.of()));
  }

  @Test
  public void aWrongPlatformIsFound() throws IOException {
    change(xml -> xml.replace("<platform>win64<", "<platform>win65<"));
    List<String> problems = problems();
    finds("win65, which is no platform", problems);
    finds("by its folder for [win64]", problems);
    change(xml -> xml.replace("<platform>win65</platform>", ""));
    finds("is for the platforms [], by its folder for [win64]", problems());
  }

  @Test
  public void aStrangerIsFound() throws IOException {
    Files.writeString(site.resolve("jars/left.jar-1"), "x");
    finds("jars/left.jar-1 isn't in the index", problems());
  }

  @Test
  public void aLostHistoryIsFound() throws IOException {
    change(xml -> xml.replaceFirst("<previous-version[^>]*plugins/Our[^>]*>", ""));
    finds("plugins/Our_.jar has lost its version " + FIRST, problems());
  }

  @Test
  public void aForgottenFileIsFound() throws IOException {
    change(xml -> xml.replaceFirst("(?s)<plugin filename=\"macros.*?</plugin>", ""));
    finds("macros/unstained/a.ijm was in the release before", problems());
  }

  @Test
  public void aHistoryOutOfOrderIsFound() throws IOException {
    change(
        xml ->
            xml.replace(
                "previous-version timestamp=\"" + FIRST, "previous-version timestamp=\"" + SECOND));
    finds("aren't in order", problems());
  }

  @Test
  public void aTimestampThatIsNoTimeIsFound() throws IOException {
    change(xml -> xml.replace(Long.toString(SECOND), "20261301120000"));
    finds("no yyyyMMddHHmmss", problems());
  }

  @Test
  public void aFileThatTheUpdaterDoesNotLookAtIsFound() throws IOException {
    change(xml -> xml.replace("macros/unstained/a.ijm", "macros/unstained/a.java"));
    finds("The updater doesn't look at files like macros/unstained/a.java", problems());
  }

  @Test
  public void anIndexThatBreaksItsRulesCannotBeRead() throws IOException {
    change(xml -> xml.replace("</version>", "<platform>win64</platform></version>"));
    assertThrows(IOException.class, this::problems);
    Files.write(site.resolve("db.xml.gz"), new byte[] {1, 2, 3});
    assertThrows(IOException.class, this::problems);
  }

  private Path plugin() {
    return site.resolve("plugins/Our_-2.0.jar-" + SECOND);
  }

  private List<String> problems() throws IOException {
    return problems(Set.of("gson"));
  }

  private List<String> problems(Set<String> fiji) throws IOException {
    return SiteCheck.problems(
        SiteAddress.of(site), Optional.of(SiteAddress.of(before).index()), fiji);
  }

  private static void finds(String problem, List<String> problems) {
    assertTrue(problems.toString(), problems.stream().anyMatch(p -> p.contains(problem)));
  }

  private void change(UnaryOperator<String> change) throws IOException {
    Path index = site.resolve("db.xml.gz");
    byte[] old = Files.readAllBytes(index);
    String xml;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(old))) {
      xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String changed = change.apply(xml);
    assertTrue("nothing was changed", !changed.equals(xml));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(changed.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(index, bytes.toByteArray());
  }
}

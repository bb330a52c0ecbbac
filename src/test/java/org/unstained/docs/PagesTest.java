package org.unstained.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The pages for users: what they link to is there, and what they quote is said. */
public class PagesTest {
  private static final Path DOCS = Path.of("docs");
  private static final Path PICTURES = DOCS.resolve("pictures");
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** As much as people can be asked to fetch with the sources. */
  private static final long MOST_BYTES = 3 << 20;

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

  /** A text of the sources, its lines joined. */
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  public void relativeLinksLeadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages())
      for (String link : links(page)) {
        if (link.matches("[a-z]+:.*")) continue;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there =
            Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
        if (!there) broken.add(page + " -> " + link);
      }
    assertEquals(List.of(), broken);
  }

  @Test
  public void everyPageIsInTheListOfPages() throws IOException {
    Set<String> listed = new LinkedHashSet<>(links(DOCS.resolve("README.md")));
    for (Path page : pages())
      if (page.startsWith(DOCS) && !page.endsWith("README.md"))
        assertTrue(page.toString(), listed.contains(page.getFileName().toString()));
  }

  @Test
  public void everyPictureIsShownAndAllAreSmall() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path page : pages())
      for (String link : links(page)) shown.add(page.resolveSibling(link).normalize().toString());
    long bytes = 0;
    try (Stream<Path> pictures = Files.list(PICTURES)) {
      for (Path picture : pictures.toList()) {
        assertTrue(picture + " is shown nowhere", shown.contains(picture.toString()));
        bytes += Files.size(picture);
      }
    }
    assertTrue(bytes + " bytes", bytes < MOST_BYTES);
  }

  /** A message of the page may end earlier than that of the program; … stands for anything. */
  @Test
  public void messagesOfTheTroubleshootingAreThoseOfTheProgram() throws IOException {
    List<String> said = texts();
    List<String> unknown = new ArrayList<>();
    Matcher heading =
        Pattern.compile("(?m)^### (.+)$")
            .matcher(Files.readString(DOCS.resolve("troubleshooting.md")));
    while (heading.find()) {
      String message = heading.group(1);
      if (message.equals("No cell is found, and there is no message")) continue;
      Pattern like =
          Pattern.compile(
              Stream.of(message.split("…", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*?")));
      if (said.stream().noneMatch(text -> like.matcher(text).find())) unknown.add(message);
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  public void theTwoCommandsComeFirst() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher block = CODE.matcher(readme);
    assertTrue(block.find());
    List<String> commands = block.group().lines().filter(line -> line.startsWith("mvn ")).toList();
    assertEquals(commands.toString(), 2, commands.size());
    assertTrue(commands.get(0), commands.get(0).startsWith("mvn -q compile exec:java "));
    assertTrue(commands.get(1), commands.get(1).startsWith("mvn -B -ntp clean verify"));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("ARCHITECTURE.md")));
    try (Stream<Path> files = Files.list(DOCS)) {
      pages.addAll(files.filter(file -> file.toString().endsWith(".md")).sorted().toList());
    }
    assertFalse(pages.isEmpty());
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(prose(page));
    while (link.find()) links.add(link.group(1));
    return links;
  }

  /** Names of the headings as the web shows them. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new TreeSet<>();
    Matcher heading = HEADING.matcher(prose(page));
    while (heading.find())
      anchors.add(
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    return anchors;
  }

  private static String prose(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String source = JOIN.matcher(Files.readString(file)).replaceAll("");
        Matcher text = TEXT.matcher(source);
        while (text.find()) texts.add(text.group(1).replace("\\u00b5", "µ").replace("\\\"", "\""));
      }
    }
    return texts;
  }
}

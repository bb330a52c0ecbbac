package org.unstained;

import static java.util.Map.entry;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * Keeps the table of packages in ARCHITECTURE.md. It reads the sources rather than the classes, so
 * that fully qualified names in code count as imports do.
 */
public class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/org/unstained");

  /** What each package may import of ours. */
  private static final Map<String, Set<String>> OURS =
      Map.ofEntries(
          entry("letters", Set.of()),
          entry("cells", Set.of()),
          entry("report", Set.of("letters")),
          entry("segment", Set.of()),
          entry("models", Set.of()),
          entry("inference", Set.of("cells", "models")),
          entry("annotation", Set.of("cells", "models", "inference")),
          entry("learning", Set.of("cells", "models", "inference", "annotation")),
          entry("classical", Set.of("learning")),
          entry("embedding", Set.of("classical")),
          entry("clusters", Set.of("embedding")),
          entry("image", Set.of("cells", "letters")),
          entry("overlay", Set.of("cells", "image", "annotation", "letters")),
          entry(
              "workflow",
              Set.of(
                  "image",
                  "segment",
                  "cells",
                  "overlay",
                  "models",
                  "inference",
                  "annotation",
                  "learning",
                  "classical",
                  "embedding",
                  "clusters",
                  "report",
                  "letters")),
          entry(
              "project",
              Set.of(
                  "cells",
                  "image",
                  "overlay",
                  "workflow",
                  "models",
                  "inference",
                  "annotation",
                  "learning")),
          entry(
              "command",
              Set.of(
                  "cells",
                  "segment",
                  "image",
                  "overlay",
                  "workflow",
                  "project",
                  "models",
                  "inference",
                  "annotation",
                  "learning",
                  "classical",
                  "embedding",
                  "clusters",
                  "report",
                  "letters")),
          entry(
              "app",
              Set.of(
                  "cells",
                  "segment",
                  "image",
                  "overlay",
                  "workflow",
                  "project",
                  "command",
                  "models",
                  "inference",
                  "annotation",
                  "learning",
                  "classical")));

  /** Libraries, by the beginning of their names, and the packages that may use them. */
  private static final Map<String, Set<String>> OTHERS =
      Map.ofEntries(
          entry("ij", Set.of("image", "overlay", "workflow", "project", "command", "app")),
          entry("org.scijava", Set.of("command", "app")),
          entry("net.imagej.patcher", Set.of("app")),
          entry("picocli", Set.of("app")),
          entry("org.apache.commons.csv", Set.of("annotation", "overlay", "workflow", "project")),
          entry("com.google.gson", Set.of("annotation", "workflow", "project", "classical")),
          entry("smile", Set.of("classical")),
          entry("libsvm", Set.of("classical")),
          entry("ai.djl", Set.of("models", "inference", "learning")),
          entry("org.snakeyaml.engine", Set.of("models")),
          entry("net.imglib2", OURS.keySet()),
          entry("java", OURS.keySet()),
          entry("javax", OURS.keySet()),
          entry("org.w3c.dom", Set.of("image")),
          entry("org.xml.sax", Set.of("image")));

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern STRING =
      Pattern.compile("\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])((?:[a-z][a-z0-9_]*\\.)+)[A-Z]\\w*");

  /** A package, without {@code org.unstained}, and what it uses of another. */
  private record Use(String from, String to, String name) {}

  /** {@code workflow} of {@code workflow.counts}. */
  private static String top(String name) {
    return name.split("\\.")[0];
  }

  @Test
  public void everyPackageIsInTheTable() throws IOException {
    try (Stream<Path> folders = Files.list(SOURCES)) {
      for (Path folder : folders.filter(Files::isDirectory).toList())
        assertTrue(
            "Package " + folder.getFileName() + " isn't in the table",
            OURS.containsKey(folder.getFileName().toString()));
    }
  }

  @Test
  public void packagesImportOfOursOnlyWhatTheTableAllows() throws IOException {
    List<Use> wrong = new ArrayList<>();
    for (Use use : uses())
      if (use.to().startsWith("org.unstained.")) {
        String to = top(use.to().substring("org.unstained.".length()));
        String from = top(use.from());
        if (!to.equals(from) && !OURS.get(from).contains(to)) wrong.add(use);
      }
    assertEquals(List.of(), wrong);
  }

  @Test
  public void packagesUseOnlyTheLibrariesThatTheTableAllows() throws IOException {
    List<Use> wrong = new ArrayList<>();
    for (Use use : uses()) {
      if (use.to().startsWith("org.unstained")) continue;
      String library =
          OTHERS.keySet().stream()
              .filter(l -> use.to().equals(l) || use.to().startsWith(l + "."))
              .findFirst()
              .orElse(null);
      if (library == null || !OTHERS.get(library).contains(top(use.from()))) wrong.add(use);
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  public void inLearningOnlyTrainersAndLossesUseTheEngine() throws IOException {
    Pattern names = Pattern.compile(".*(Trainer|Loss|Targets)\\.java");
    for (Path file : sources())
      if (file.startsWith(SOURCES.resolve("learning"))
          && !names.matcher(file.getFileName().toString()).matches())
        assertFalse(file + " uses the engine", code(file).contains("ai.djl"));
  }

  @Test
  public void packagesDoNotImportEachOtherInACircle() throws IOException {
    Map<String, Set<String>> graph = new TreeMap<>();
    for (Use use : uses()) {
      String to = use.to().replaceFirst("org\\.unstained\\.", "");
      if (!to.equals(use.to()) && !to.equals(use.from()))
        graph.computeIfAbsent(use.from(), p -> new TreeSet<>()).add(to);
    }
    for (String start : graph.keySet()) {
      Set<String> reached = new LinkedHashSet<>();
      List<String> open = new ArrayList<>(graph.get(start));
      while (!open.isEmpty()) {
        String next = open.remove(0);
        if (!reached.add(next)) continue;
        open.addAll(graph.getOrDefault(next, Set.of()));
      }
      assertFalse(start + " reaches itself through " + reached, reached.contains(start));
    }
  }

  @Test
  public void noPackageHasACatchAllName() throws IOException {
    Pattern bad = Pattern.compile(".*(Util|Utils|Helper|Manager|Impl)\\.java|util|core|impl");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertEquals(
          List.of(), files.filter(f -> bad.matcher(f.getFileName().toString()).matches()).toList());
    }
  }

  @Test
  public void onlyTheCommandLinePrints() throws IOException {
    Pattern print = Pattern.compile("System\\.(out|err)|printStackTrace\\(\\)");
    for (Path file : sources())
      if (!file.startsWith(SOURCES.resolve("app")))
        assertFalse(file + " prints", print.matcher(code(file)).find());
  }

  @Test
  public void theSearchFindsQualifiedNames() {
    Matcher name = NAME.matcher("x = ij.IJ.log(y); java.util.List<Foo> z");
    assertTrue(name.find());
    assertEquals("ij.", name.group(1));
    assertTrue(name.find());
    assertEquals("java.util.", name.group(1));
  }

  private static List<Use> uses() throws IOException {
    List<Use> uses = new ArrayList<>();
    for (Path file : sources()) {
      String from =
          SOURCES.relativize(file.getParent()).toString().replace(File.separatorChar, '.');
      Matcher name = NAME.matcher(code(file).replaceAll("(?m)^package .*$", ""));
      while (name.find()) {
        String to = name.group(1).substring(0, name.group(1).length() - 1);
        if (isPackage(to)) uses.add(new Use(from, to, name.group()));
      }
    }
    assertFalse("no source read", uses.isEmpty());
    return uses;
  }

  /** Not {@code field.Name} or {@code variable.CONSTANT}: those have no known beginning. */
  private static boolean isPackage(String name) {
    return name.contains(".") || OTHERS.containsKey(name);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !f.getFileName().toString().equals("package-info.java"))
          .toList();
    }
  }

  private static String code(Path file) throws IOException {
    String text = Files.readString(file);
    return COMMENT.matcher(STRING.matcher(text).replaceAll("\"\"")).replaceAll(" ");
  }
}

package org.unstained.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The real recipe with the libraries that this very build has, natives made small. */
public class SiteRecipeTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Set<String> fiji;
  private Path own;
  private List<Path> libraries;

  @Before
  public void gatherLibraries() throws IOException {
    fiji = FijiFiles.names(PROJECT);
    MadeFiles made = new MadeFiles(temporary.newFolder("sources").toPath());
    own = temporary.getRoot().toPath().resolve("Unstained_-9.9.9.jar");
    Files.copy(made.jar("plugins/a.jar", "own").source(), own);
    libraries = new ArrayList<>();
    String runtime = Files.readString(PROJECT.resolve("target/runtime-class-path.txt")).strip();
    for (String path : runtime.split(File.pathSeparator))
      if (!path.contains("pytorch-native")) libraries.add(Path.of(path));
    for (String classifier : List.of("linux-x86_64", "win-x86_64", "osx-aarch64")) {
      Path folder = temporary.getRoot().toPath().resolve("pytorch-native-cpu/2.7.1");
      Files.createDirectories(folder);
      Path jar = folder.resolve("pytorch-native-cpu-2.7.1-" + classifier + ".jar");
      Files.copy(made.jar("jars/a.jar", classifier).source(), jar);
      libraries.add(jar);
    }
  }

  @Test
  public void theRealSiteIsRight() throws IOException {
    List<SiteFile> files = files();
    Path site = temporary.newFolder("site").toPath();
    SiteBuilder.build(files, Optional.empty(), 20260101120000L, site);
    assertEquals(List.of(), SiteCheck.problems(SiteAddress.of(site), Optional.empty(), fiji));
    Set<String> names =
        files.stream().map(SiteFile::name).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        names.toString(),
        names.containsAll(
            Set.of(
                "plugins/Unstained_.jar",
                "jars/api.jar",
                "jars/pytorch-engine.jar",
                "jars/pytorch-jni.jar",
                "jars/linux64/pytorch-native-cpu-linux-x86_64.jar",
                "jars/macos-arm64/pytorch-native-cpu-osx-aarch64.jar",
                "jars/win64/pytorch-native-cpu-win-x86_64.jar")));
  }

  @Test
  public void everyMacroIsInTheSite() throws IOException {
    Set<Path> taken = files().stream().map(SiteFile::source).collect(Collectors.toSet());
    try (Stream<Path> macros = Files.walk(PROJECT.resolve("macros"))) {
      for (Path macro : macros.filter(file -> file.toString().endsWith(".ijm")).toList())
        assertTrue(macro + " isn't in the site", taken.contains(macro));
    }
  }

  @Test
  public void aLibraryThatNobodyBringsIsRefused() throws IOException {
    Path jar = temporary.getRoot().toPath().resolve("newcomer/1.0/newcomer-1.0.jar");
    Files.createDirectories(jar.getParent());
    Files.copy(own, jar);
    libraries.add(jar);
    IOException e = assertThrows(IOException.class, this::files);
    assertTrue(e.getMessage(), e.getMessage().startsWith("newcomer-1.0.jar is needed"));
  }

  @Test
  public void aJarThatMavenDoesNotGiveIsRefused() {
    libraries.removeIf(jar -> jar.toString().contains("win-x86_64"));
    IOException e = assertThrows(IOException.class, this::files);
    assertTrue(e.getMessage(), e.getMessage().contains("pytorch-native-cpu win-x86_64"));
  }

  @Test
  public void fijiHasWhatTheParentManagesAndNothingOfOurs() {
    assertTrue(
        fiji.toString(),
        fiji.containsAll(
            Set.of("gson", "jna", "ij", "imglib2", "slf4j-api", "commons-compress", "picocli")));
    for (String ours : List.of("api", "pytorch-engine", "pytorch-jni", "Unstained_"))
      assertFalse(ours, fiji.contains(ours));
    assertTrue(fiji.size() + " names", fiji.size() > 500);
  }

  @Test
  public void theFirstCommentOfAMacroDescribesIt() throws IOException {
    Path macro = temporary.newFile("a.ijm").toPath();
    Files.writeString(macro, "// Finds cells\n// in folders.\n//\n// Argument: a path.\nrun();\n");
    assertEquals("Finds cells in folders.", SiteRecipe.firstComment(macro));
    Files.writeString(macro, "run();\n");
    assertThrows(IOException.class, () -> SiteRecipe.firstComment(macro));
  }

  private List<SiteFile> files() throws IOException {
    return SiteRecipe.read(PROJECT.resolve("update-site/site.json"))
        .files(PROJECT, own, libraries, fiji);
  }
}

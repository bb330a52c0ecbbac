package org.unstained.site;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What goes into the site, as {@code update-site/site.json} says. */
final class SiteRecipe {
  private List<String> links;
  private List<String> embedded;
  private List<Jar> jars;
  private List<Folder> folders;

  /** A jar of the build, by its name in Maven. */
  private static final class Jar {
    private String artifact;
    private String classifier = "";
    private String folder;
    private List<String> platforms = List.of();
    private String description;
    private List<String> needs = List.of();
    private List<String> authors;
  }

  /** A folder of the project whose files are taken, with all folders in it. */
  private static final class Folder {
    private String from;
    private String to;
    private List<String> endings;
    private List<String> needs;
    private List<String> authors;
  }

  /**
   * A jar in Maven's repository, or ours, {@code <artifact>-<version>[-<classifier>].jar}.
   *
   * @param classifier empty for none
   */
  private record Artifact(String name, String version, String classifier, Path jar) {
    static Artifact inRepository(Path jar) {
      String version = jar.getParent().getFileName().toString();
      String artifact = jar.getParent().getParent().getFileName().toString();
      String rest =
          jar.getFileName().toString().substring(artifact.length() + 1 + version.length());
      String classifier = rest.replaceFirst("\\.jar$", "").replaceFirst("^-", "");
      return new Artifact(artifact, version, classifier, jar);
    }

    /** The version comes last, as only there the updater finds it in all of the names. */
    String file() {
      return "%s%s-%s.jar".formatted(name, classifier.isEmpty() ? "" : "-" + classifier, version);
    }
  }

  private SiteRecipe() {}

  static SiteRecipe read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Gson().fromJson(reader, SiteRecipe.class);
    } catch (JsonParseException e) {
      throw new IOException(file + " is no valid JSON: " + e.getMessage(), e);
    }
  }

  /**
   * All files of the site.
   *
   * @param project the project's folder
   * @param own our jar, {@code <artifact>-<version>.jar}
   * @param libraries what Maven gives us at run time
   * @param fiji names of Fiji's jars, see {@link FijiFiles}
   * @throws IOException if a library is neither shipped, embedded nor Fiji's, or one isn't there
   */
  List<SiteFile> files(Path project, Path own, List<Path> libraries, Set<String> fiji)
      throws IOException {
    List<Artifact> artifacts = new ArrayList<>();
    artifacts.add(ours(own));
    for (Path library : libraries) artifacts.add(Artifact.inRepository(library));
    List<SiteFile> files = new ArrayList<>();
    for (Jar jar : jars) files.add(file(jar, artifacts));
    for (Folder folder : folders) files.addAll(files(folder, project));
    for (Artifact artifact : artifacts) {
      boolean shipped = files.stream().anyMatch(file -> file.source().equals(artifact.jar()));
      if (!shipped && !embedded.contains(artifact.name()) && !fiji.contains(artifact.name()))
        throw new IOException(
            "%s is needed at run time, but is neither in the site, nor embedded, nor Fiji's"
                .formatted(artifact.file()));
    }
    return files;
  }

  private Artifact ours(Path own) throws IOException {
    String file = own.getFileName().toString();
    String name = jars.get(0).artifact;
    if (!file.startsWith(name + "-")) throw new IOException(file + " isn't a jar of " + name);
    String version = file.substring(name.length() + 1).replaceFirst("\\.jar$", "");
    return new Artifact(name, version, "", own);
  }

  private SiteFile file(Jar jar, List<Artifact> artifacts) throws IOException {
    for (Artifact artifact : artifacts)
      if (artifact.name().equals(jar.artifact) && artifact.classifier().equals(jar.classifier))
        return new SiteFile(
            jar.folder + "/" + artifact.file(),
            artifact.jar(),
            jar.platforms,
            jar.description,
            jar.needs,
            links,
            jar.authors);
    throw new IOException(
        "Maven gives no jar %s %s for the site".formatted(jar.artifact, jar.classifier).strip());
  }

  private List<SiteFile> files(Folder folder, Path project) throws IOException {
    Path from = project.resolve(folder.from);
    if (!Files.isDirectory(from)) throw new IOException("The project has no folder " + folder.from);
    List<SiteFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String path = from.relativize(file).toString().replace('\\', '/');
        if (folder.endings.stream().noneMatch(path::endsWith)) continue;
        files.add(
            new SiteFile(
                folder.to + "/" + path,
                file,
                List.of(),
                firstComment(file),
                folder.needs,
                links,
                folder.authors));
      }
    }
    return files;
  }

  /** The first paragraph of comment at the head of a macro or script. */
  static String firstComment(Path file) throws IOException {
    Pattern comment = Pattern.compile("\\s*(?://|#)\\s*(\\w.*)");
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = comment.matcher(line);
      if (matcher.matches())
        text.append(text.isEmpty() ? "" : " ").append(matcher.group(1).strip());
      else if (!text.isEmpty()) break;
    }
    if (text.isEmpty())
      throw new IOException(file + " doesn't begin with a comment that says what it does");
    return text.toString();
  }
}

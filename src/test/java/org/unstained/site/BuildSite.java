package org.unstained.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.unstained.site.SiteIndex.Listing;

/**
 * Builds a release of the site and checks it; see {@code update-site/RELEASING.md}. Maven runs it.
 *
 * <p>Arguments: our jar, a file with the paths of all jars we need at run time and {@code |}
 * between them, the folder to write, {@code previous=} with the site of the release before (a
 * folder or a web address; nothing for the first), {@code timestamp=} (nothing for the time of the
 * commit).
 */
public final class BuildSite {
  private BuildSite() {}

  /**
   * @throws IOException if the site can't be built or isn't right, with what is wrong
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of("").toAbsolutePath();
    Path target = Path.of(args[2]);
    Optional<SiteAddress> before =
        Optional.of(args[3].substring("previous=".length()))
            .filter(place -> !place.isBlank())
            .map(SiteAddress::of);
    long timestamp = timestamp(args[4].substring("timestamp=".length()), project);
    Set<String> fiji = FijiFiles.names(project);
    List<Path> libraries =
        Stream.of(Files.readString(Path.of(args[1])).strip().split("\\|")).map(Path::of).toList();
    List<SiteFile> files =
        SiteRecipe.read(project.resolve("update-site/site.json"))
            .files(project, Path.of(args[0]), libraries, fiji);
    clear(target);
    SiteIndex index = SiteBuilder.build(files, before, timestamp, target);
    List<String> problems =
        SiteCheck.problems(
            SiteAddress.of(target),
            before.isPresent() ? Optional.of(before.get().index()) : Optional.empty(),
            fiji);
    if (!problems.isEmpty())
      throw new IOException("The site isn't right:\n" + String.join("\n", problems));
    System.out.println(list(index));
    System.out.printf("Built and checked: %s%n", target);
  }

  /** A line for each file. */
  static String list(SiteIndex index) {
    StringBuilder text = new StringBuilder();
    long bytes = 0;
    for (Listing listing : index.listings().values()) {
      long size = listing.current().map(SiteIndex.Version::size).orElse(0L);
      bytes += size;
      text.append(
          "%,13d  %s  %-11s  %s%n"
              .formatted(
                  size,
                  listing.current().map(v -> Long.toString(v.timestamp())).orElse("dropped       "),
                  String.join(" ", listing.platforms()),
                  listing.path()));
    }
    return text.append("%,13d bytes in all".formatted(bytes)).toString();
  }

  /** The given one, or that of the environment's SOURCE_DATE_EPOCH, or of the last commit. */
  private static long timestamp(String given, Path project) throws IOException {
    if (given.matches("\\d{14}")) return Long.parseLong(given);
    if (!given.isBlank())
      throw new IOException("The timestamp '%s' is no yyyyMMddHHmmss".formatted(given));
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    if (epoch == null) epoch = timeOfCommit(project);
    return timestamp(Instant.ofEpochSecond(Long.parseLong(epoch)));
  }

  static long timestamp(Instant time) {
    return Long.parseLong(
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(time));
  }

  private static String timeOfCommit(Path project) throws IOException {
    Process git =
        new ProcessBuilder("git", "log", "-1", "--format=%ct")
            .directory(project.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String time = new String(git.getInputStream().readAllBytes()).strip();
    if (!time.matches("\\d+"))
      throw new IOException(
          "git doesn't tell the time of the commit. Give -Dsite.timestamp=yyyyMMddHHmmss");
    return time;
  }

  private static void clear(Path target) throws IOException {
    if (Files.isDirectory(target))
      try (Stream<Path> files = Files.walk(target)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    Files.createDirectories(target);
  }
}

package org.unstained.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.unstained.site.SiteIndex.Earlier;
import org.unstained.site.SiteIndex.Listing;
import org.unstained.site.SiteIndex.Version;

/** Finds what is wrong with a site before its users do. */
final class SiteCheck {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private final SiteAddress site;
  private final Set<String> fiji;
  private final List<String> problems = new ArrayList<>();

  private SiteCheck(SiteAddress site, Set<String> fiji) {
    this.site = site;
    this.fiji = fiji;
  }

  /**
   * What is wrong, a sentence each; nothing if all is well.
   *
   * @param before the release before, whose history must go on; empty if there was none
   * @param fiji names of Fiji's jars, see {@link FijiFiles}
   * @throws IOException if the index can't be read
   */
  static List<String> problems(SiteAddress site, Optional<SiteIndex> before, Set<String> fiji)
      throws IOException {
    SiteCheck check = new SiteCheck(site, fiji);
    SiteIndex index = site.index();
    if (index.listings().isEmpty()) check.problem("The index is empty");
    for (Listing listing : index.listings().values()) {
      check.path(listing);
      check.platforms(listing);
      check.history(listing);
      if (listing.current().isPresent()) {
        check.file(listing.path(), listing.current().get());
        check.needs(listing, index);
      }
    }
    if (before.isPresent()) check.goesOn(before.get(), index);
    if (site.isFolder()) check.strangers(index);
    return check.problems;
  }

  private void problem(String format, Object... values) {
    problems.add(format.formatted(values));
  }

  private void path(Listing listing) {
    String path = listing.path();
    if (!UpdaterRules.isWatched(path)) problem("The updater doesn't look at files like %s", path);
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (path.endsWith(".jar")) {
      String base = SiteFile.nameOf(file).replaceFirst("\\.jar$", "");
      if (fiji.contains(base)) problem("%s has the name of a file of Fiji, %s", path, base);
    } else if (!path.toLowerCase(Locale.ROOT).contains("/unstained/")) {
      problem("%s doesn't lie in a folder of our own", path);
    }
  }

  private void platforms(Listing listing) {
    for (String platform : listing.platforms())
      if (!UpdaterRules.PLATFORMS.contains(platform))
        problem("%s is for %s, which is no platform", listing.path(), platform);
    String[] folders = listing.path().split("/");
    boolean inPlatform = folders.length > 2 && UpdaterRules.PLATFORMS.contains(folders[1]);
    List<String> expected = inPlatform ? List.of(folders[1]) : List.of();
    if (!listing.platforms().equals(expected))
      problem(
          "%s is for the platforms %s, by its folder for %s",
          listing.path(), listing.platforms(), expected);
  }

  private void file(String path, Version version) throws IOException {
    timestamp(path, version.timestamp());
    if (version.description().isBlank()) problem("%s has no description", path);
    if (version.authors().isEmpty()) problem("%s has no author", path);
    Path copy = Files.createTempFile("site", path.endsWith(".jar") ? ".jar" : "");
    try (InputStream in = site.open(path + "-" + version.timestamp())) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      if (Files.size(copy) != version.size())
        problem("%s has %d bytes instead of %d", path, Files.size(copy), version.size());
      String checksum = UpdaterRules.checksum(path, copy);
      if (!checksum.equals(version.checksum()))
        problem("%s has the checksum %s instead of %s", path, checksum, version.checksum());
    } catch (IOException e) {
      problem("%s can't be read: %s", path, e.getMessage());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void needs(Listing listing, SiteIndex index) {
    for (String need : listing.current().orElseThrow().needs()) {
      Listing ours = index.listings().get(need);
      boolean here = ours != null && ours.current().isPresent();
      String base = need.replaceFirst(".*/", "").replaceFirst("\\.jar$", "");
      if (!here && !(need.equals("jars/" + base + ".jar") && fiji.contains(base)))
        problem("%s needs %s, which neither we nor Fiji have", listing.path(), need);
    }
  }

  private void history(Listing listing) {
    String name = SiteFile.nameOf(listing.path());
    if (listing.current().isEmpty() && listing.earlier().isEmpty())
      problem("%s has no version at all", name);
    long newest = listing.current().map(Version::timestamp).orElse(Long.MAX_VALUE);
    long before = 0;
    Set<String> seen = new HashSet<>();
    for (Earlier earlier : listing.earlier()) {
      timestamp(name, earlier.timestamp());
      timestamp(name, earlier.obsolete());
      if (!earlier.checksum().matches("[0-9a-f]{40}"))
        problem("%s has an earlier checksum '%s'", name, earlier.checksum());
      if (!SiteFile.nameOf(earlier.path()).equals(name))
        problem("%s has an earlier version of another file, %s", name, earlier.path());
      if (earlier.timestamp() <= before || earlier.obsolete() <= earlier.timestamp())
        problem("The versions of %s aren't in order at %d", name, earlier.timestamp());
      if (earlier.obsolete() > newest)
        problem("%s is older than the end of its version %d", name, earlier.timestamp());
      if (!seen.add(earlier.checksum() + earlier.timestamp()))
        problem("%s has the version %d twice", name, earlier.timestamp());
      before = earlier.timestamp();
    }
  }

  private void goesOn(SiteIndex before, SiteIndex index) {
    for (String name : before.listings().keySet()) {
      Listing was = before.listings().get(name);
      Listing is = index.listings().get(name);
      if (is == null) {
        problem("%s was in the release before and isn't listed any more", name);
        continue;
      }
      Set<String> known = new HashSet<>();
      is.current().ifPresent(version -> known.add(version.checksum() + version.timestamp()));
      for (Earlier earlier : is.earlier()) known.add(earlier.checksum() + earlier.timestamp());
      for (Earlier earlier : was.earlier())
        if (!known.contains(earlier.checksum() + earlier.timestamp()))
          problem("%s has lost its version %d", name, earlier.timestamp());
      if (was.current().isPresent()) {
        Version old = was.current().get();
        if (!known.contains(old.checksum() + old.timestamp()))
          problem("%s has lost its version %d", name, old.timestamp());
        boolean same =
            is.current().isPresent() && is.current().get().checksum().equals(old.checksum());
        if (same && is.current().get().timestamp() != old.timestamp())
          problem("%s hasn't changed but has another timestamp", name);
      }
    }
  }

  /** Files that nobody will ever ask for; old versions may stay. */
  private void strangers(SiteIndex index) throws IOException {
    Set<String> expected = new HashSet<>(Set.of(SiteIndex.FILE));
    for (Listing listing : index.listings().values()) {
      listing.current().ifPresent(v -> expected.add(listing.path() + "-" + v.timestamp()));
      for (Earlier earlier : listing.earlier())
        expected.add(earlier.path() + "-" + earlier.timestamp());
    }
    try (Stream<Path> files = Files.walk(site.folder())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = site.folder().relativize(file).toString().replace('\\', '/');
        if (!expected.contains(path)) problem("%s isn't in the index", path);
      }
    }
  }

  private void timestamp(String name, long timestamp) {
    try {
      LocalDateTime.parse(Long.toString(timestamp), TIMESTAMP);
    } catch (DateTimeParseException e) {
      problem("%s has the timestamp %d, which is no yyyyMMddHHmmss", name, timestamp);
    }
  }
}

package org.unstained.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unstained.site.SiteIndex.Earlier;
import org.unstained.site.SiteIndex.Listing;
import org.unstained.site.SiteIndex.Version;

/**
 * Makes a release of a site on top of the one before. What hasn't changed keeps its timestamp, what
 * has changed keeps the old version in its history, and what is gone stays listed without a
 * version: from that, clients know that a file of theirs is an old one of ours, which they may
 * replace or remove, and not one that the user changed.
 */
final class SiteBuilder {
  private SiteBuilder() {}

  /**
   * Writes all current files and the index. Nothing of an earlier release is needed beside them.
   *
   * @param before the release before; empty for the first
   * @param timestamp of this release, later than all of {@code before} unless nothing changed
   * @param target a folder that is empty or not there
   * @throws IOException if two files have one name, a changed file isn't newer, or a file can't be
   *     read or written
   */
  static SiteIndex build(
      List<SiteFile> files, Optional<SiteAddress> before, long timestamp, Path target)
      throws IOException {
    SiteIndex old = before.isPresent() ? before.get().index() : SiteIndex.empty();
    TreeMap<String, Listing> listings = new TreeMap<>();
    for (SiteFile file : files) {
      Optional<Listing> was = Optional.ofNullable(old.listings().get(file.name()));
      if (listings.put(file.name(), listing(file, was, timestamp)) != null)
        throw new IOException("Two files of the site have the name " + file.name());
    }
    for (String name : old.listings().keySet())
      if (!listings.containsKey(name))
        listings.put(name, dropped(old.listings().get(name), timestamp));
    SiteIndex index = new SiteIndex(listings);
    if (timestamp <= old.latest() && !checksums(index).equals(checksums(old)))
      throw new IOException(
          "Files have changed since the release of %d, so this one must be later, but is of %d"
              .formatted(old.latest(), timestamp));
    for (SiteFile file : files) write(file, listings.get(file.name()), before, target);
    Files.write(target.resolve(SiteIndex.FILE), index.bytes());
    return index;
  }

  /** Of the current files, by name. */
  private static Map<String, String> checksums(SiteIndex index) {
    Map<String, String> checksums = new TreeMap<>();
    index
        .listings()
        .forEach(
            (name, listing) ->
                listing.current().ifPresent(version -> checksums.put(name, version.checksum())));
    return checksums;
  }

  private static Listing listing(SiteFile file, Optional<Listing> was, long timestamp)
      throws IOException {
    String checksum = Checksum.of(file.path(), file.source());
    Optional<Version> old = was.flatMap(Listing::current);
    boolean same = old.isPresent() && old.get().checksum().equals(checksum);
    Version version =
        new Version(
            checksum,
            same ? old.get().timestamp() : timestamp,
            same ? old.get().size() : Files.size(file.source()),
            file.description(),
            file.needs(),
            file.links(),
            file.authors());
    List<Earlier> earlier = new ArrayList<>(was.map(Listing::earlier).orElse(List.of()));
    if (!same) was.flatMap(w -> last(w, timestamp)).ifPresent(earlier::add);
    return new Listing(
        same ? was.get().path() : file.path(), file.platforms(), Optional.of(version), earlier);
  }

  private static Listing dropped(Listing was, long timestamp) {
    List<Earlier> earlier = new ArrayList<>(was.earlier());
    last(was, timestamp).ifPresent(earlier::add);
    return new Listing(was.path(), was.platforms(), Optional.empty(), earlier);
  }

  private static Optional<Earlier> last(Listing was, long obsolete) {
    return was.current()
        .map(old -> new Earlier(old.checksum(), old.timestamp(), obsolete, was.path()));
  }

  /** An unchanged jar may have another manifest and so another size: then the old one is taken. */
  private static void write(
      SiteFile file, Listing listing, Optional<SiteAddress> before, Path target)
      throws IOException {
    Version version = listing.current().orElseThrow();
    String place = listing.path() + "-" + version.timestamp();
    Path written = target.resolve(place);
    Files.createDirectories(written.getParent());
    if (Files.size(file.source()) == version.size()) {
      Files.copy(file.source(), written, StandardCopyOption.REPLACE_EXISTING);
    } else {
      try (InputStream in = before.orElseThrow().open(place)) {
        Files.copy(in, written, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

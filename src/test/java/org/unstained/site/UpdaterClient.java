package org.unstained.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Does to a folder of Fiji what Fiji's updater does with one site. It knows of the site only what
 * comes over HTTP, and of the folder only what lies in it.
 */
final class UpdaterClient {
  /** What the updater calls a file. */
  enum Status {
    NOT_INSTALLED,
    INSTALLED,
    UPDATEABLE,
    /** No version of ours: the user's own, which an update leaves alone. */
    MODIFIED,
    NEW,
    OBSOLETE,
    OBSOLETE_MODIFIED,
    OBSOLETE_UNINSTALLED
  }

  /**
   * What an update did.
   *
   * @param installed paths that came or were replaced
   * @param removed paths that went
   * @param skipped paths that the user changed
   */
  record Done(List<String> installed, List<String> removed, List<String> skipped) {}

  private final Path fiji;
  private final String site;
  private final String platform;

  /** The updater remembers when the index that it saw last was made. */
  private long lastSeen;

  private long lastModified;
  private final Set<String> otherPlatforms = new HashSet<>();

  /**
   * @param fiji the folder
   * @param site its web address, with a slash at its end
   * @param platform of this Fiji, e.g. {@code linux64}
   */
  UpdaterClient(Path fiji, String site, String platform) {
    this.fiji = fiji;
    this.site = site;
    this.platform = platform;
  }

  private static final class Entry {
    String path;
    final List<String> platforms = new ArrayList<>();
    final List<String> needs = new ArrayList<>();
    final Set<String> known = new HashSet<>();
    final List<Long> times = new ArrayList<>();
    String checksum;
    long timestamp;
    long size;
    String local;
    Status status;
  }

  private static final class Reader extends DefaultHandler {
    final Map<String, Entry> entries = new LinkedHashMap<>();
    private Entry entry;
    private final StringBuilder text = new StringBuilder();

    @Override
    public void startElement(String uri, String local, String tag, Attributes at) {
      text.setLength(0);
      switch (tag) {
        case "plugin" -> {
          entry = new Entry();
          entry.path = at.getValue("filename");
          entries.put(SiteFile.nameOf(entry.path), entry);
        }
        case "version" -> {
          entry.checksum = at.getValue("checksum");
          entry.timestamp = Long.parseLong(at.getValue("timestamp"));
          entry.size = Long.parseLong(at.getValue("filesize"));
          entry.known.add(entry.checksum);
          entry.times.add(entry.timestamp);
        }
        case "previous-version" -> {
          entry.known.add(at.getValue("checksum"));
          entry.times.add(Long.parseLong(at.getValue("timestamp")));
        }
        case "dependency" -> entry.needs.add(at.getValue("filename"));
        default -> {}
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String local, String tag) {
      if (tag.equals("platform")) entry.platforms.add(text.toString().strip());
    }
  }

  /** The status of each file of this platform, by name. */
  Map<String, Status> look() throws IOException {
    Map<String, Status> statuses = new TreeMap<>();
    read().forEach((name, entry) -> statuses.put(name, entry.status));
    return statuses;
  }

  /**
   * Installs what is new or needed, replaces what is old, removes what is obsolete.
   *
   * @throws IOException if a download isn't what the index says
   */
  Done update() throws IOException {
    Map<String, Entry> entries = read();
    Done done = new Done(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<String> wanted = new TreeSet<>();
    entries.forEach(
        (name, entry) -> {
          if (entry.status == Status.NEW || entry.status == Status.UPDATEABLE) wanted.add(name);
        });
    List<String> open = new ArrayList<>(wanted);
    while (!open.isEmpty())
      for (String need : entries.get(open.remove(0)).needs)
        if (entries.containsKey(need)
            && entries.get(need).status == Status.NOT_INSTALLED
            && wanted.add(need)) open.add(need);
    for (String name : wanted) done.installed().add(install(entries.get(name)));
    for (Entry entry : entries.values())
      switch (entry.status) {
        case OBSOLETE -> {
          Files.delete(fiji.resolve(entry.local));
          done.removed().add(entry.local);
        }
        case MODIFIED, OBSOLETE_MODIFIED -> done.skipped().add(entry.local);
        default -> {}
      }
    lastSeen = lastModified;
    return done;
  }

  /** The user unticks the site: all that is of it goes, changed or not. */
  List<String> uninstall() throws IOException {
    List<String> removed = new ArrayList<>();
    for (Entry entry : read().values())
      if (entry.local != null) {
        Files.delete(fiji.resolve(entry.local));
        removed.add(entry.local);
      }
    return removed;
  }

  /** Names that installed files need and that neither the site nor the folder has. */
  Set<String> missing() throws IOException {
    Map<String, Entry> entries = read();
    Set<String> present = new HashSet<>();
    for (String path : UpdaterRules.watchedFiles(fiji)) present.add(SiteFile.nameOf(path));
    Set<String> missing = new TreeSet<>();
    for (Entry entry : entries.values())
      if (entry.local != null)
        for (String need : entry.needs)
          if (!present.contains(need) && !otherPlatforms.contains(need)) missing.add(need);
    return missing;
  }

  private Map<String, Entry> read() throws IOException {
    Reader reader = new Reader();
    URLConnection connection = connect("db.xml.gz");
    lastModified = BuildSite.timestamp(Instant.ofEpochMilli(connection.getLastModified()));
    try (InputStream in = new GZIPInputStream(connection.getInputStream())) {
      SAXParserFactory.newInstance().newSAXParser().parse(in, reader);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(e);
    }
    otherPlatforms.clear();
    reader.entries.forEach(
        (name, entry) -> {
          if (!UpdaterRules.isFor(entry.platforms, platform)) otherPlatforms.add(name);
        });
    reader.entries.keySet().removeAll(otherPlatforms);
    for (Entry entry : reader.entries.values()) entry.status = uninstalled(entry);
    for (String path : UpdaterRules.watchedFiles(fiji)) {
      Entry entry = reader.entries.get(SiteFile.nameOf(path));
      if (entry == null) continue;
      if (entry.local != null)
        throw new IOException(
            "Two versions lie in the folder: %s, %s".formatted(entry.local, path));
      entry.local = path;
      entry.status = installed(entry, UpdaterRules.checksum(path, fiji.resolve(path)));
    }
    return reader.entries;
  }

  private Status uninstalled(Entry entry) {
    if (entry.checksum == null) return Status.OBSOLETE_UNINSTALLED;
    boolean allNewer = entry.times.stream().allMatch(time -> time > lastSeen);
    return allNewer ? Status.NEW : Status.NOT_INSTALLED;
  }

  private static Status installed(Entry entry, String checksum) {
    boolean known = entry.known.contains(checksum);
    if (entry.checksum == null) return known ? Status.OBSOLETE : Status.OBSOLETE_MODIFIED;
    if (checksum.equals(entry.checksum)) return Status.INSTALLED;
    return known ? Status.UPDATEABLE : Status.MODIFIED;
  }

  private String install(Entry entry) throws IOException {
    Path target = fiji.resolve(entry.path);
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), "download", ".part");
    try (InputStream in = connect(entry.path + "-" + entry.timestamp).getInputStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.size(part) != entry.size)
      throw new IOException(
          "%s has %d bytes instead of %d".formatted(entry.path, Files.size(part), entry.size));
    String checksum = UpdaterRules.checksum(entry.path, part);
    if (!checksum.equals(entry.checksum))
      throw new IOException("%s has the checksum %s".formatted(entry.path, checksum));
    if (entry.local != null) Files.delete(fiji.resolve(entry.local));
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    return entry.path;
  }

  private URLConnection connect(String file) throws IOException {
    URLConnection connection = URI.create(site + file.replace(" ", "%20")).toURL().openConnection();
    connection.setUseCaches(false);
    return connection;
  }
}

package org.unstained.site;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a site is: a folder, or a web address of one. */
final class SiteAddress {
  private final String place;

  private SiteAddress(String place) {
    this.place = place;
  }

  /**
   * @param place a folder, or an address that begins with {@code http://} or {@code https://}
   */
  static SiteAddress of(String place) {
    return new SiteAddress(place.endsWith("/") ? place : place + "/");
  }

  static SiteAddress of(Path folder) {
    return of(folder.toString());
  }

  boolean isFolder() {
    return !place.startsWith("http://") && !place.startsWith("https://");
  }

  Path folder() {
    return Path.of(place);
  }

  /**
   * @param file its path in the site
   * @throws IOException if it isn't there, with its name
   */
  InputStream open(String file) throws IOException {
    if (!isFolder()) {
      URLConnection connection = URI.create(place + file).toURL().openConnection();
      connection.setUseCaches(false);
      return connection.getInputStream();
    }
    Path path = folder().resolve(file);
    if (!Files.isRegularFile(path)) throw new FileNotFoundException(file + " isn't in " + place);
    return Files.newInputStream(path);
  }

  SiteIndex index() throws IOException {
    try (InputStream in = open(SiteIndex.FILE)) {
      return SiteIndex.read(in);
    }
  }

  @Override
  public String toString() {
    return place;
  }
}

package org.unstained.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Installs a site into a folder as Fiji's updater does, over HTTP. Arguments: the site's folder or
 * web address, the folder of Fiji, the platform, e.g. {@code linux64}.
 */
public final class InstallSite {
  private InstallSite() {}

  /**
   * @throws IOException if it can't be installed or a file that it needs is missing then
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3 || !UpdaterRules.PLATFORMS.contains(args[2]))
      throw new IOException(
          "Give the site, the folder of Fiji, and one of " + UpdaterRules.PLATFORMS);
    Path fiji = Path.of(args[1]);
    Files.createDirectories(fiji);
    SiteAddress site = SiteAddress.of(args[0]);
    if (!site.isFolder()) {
      install(args[0], fiji, args[2]);
      return;
    }
    try (SiteServer server = new SiteServer(site.folder().toAbsolutePath().normalize())) {
      install(server.address(), fiji, args[2]);
    }
  }

  private static void install(String site, Path fiji, String platform) throws IOException {
    UpdaterClient client =
        new UpdaterClient(fiji, site.endsWith("/") ? site : site + "/", platform);
    UpdaterClient.Done done = client.update();
    done.installed().forEach(path -> System.out.println("installed " + path));
    done.removed().forEach(path -> System.out.println("removed " + path));
    done.skipped().forEach(path -> System.out.println("left alone, as you changed it: " + path));
    Set<String> missing = client.missing();
    if (!missing.isEmpty()) throw new IOException("Fiji should have, but has not: " + missing);
  }
}

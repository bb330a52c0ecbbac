package org.unstained.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks a site: the first argument is its folder or web address, the second, if there is one, that
 * of the release before.
 */
public final class CheckSite {
  private CheckSite() {}

  /**
   * @throws IOException if something is wrong, with all that is
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0 || args.length > 2)
      throw new IOException("Give the site's folder or address, and, if you like, the one before");
    SiteAddress site = SiteAddress.of(args[0]);
    Optional<SiteIndex> before =
        args.length > 1 ? Optional.of(SiteAddress.of(args[1]).index()) : Optional.empty();
    List<String> problems =
        SiteCheck.problems(site, before, FijiFiles.names(Path.of("").toAbsolutePath()));
    System.out.println(BuildSite.list(site.index()));
    if (!problems.isEmpty())
      throw new IOException("The site isn't right:\n" + String.join("\n", problems));
    System.out.printf("All is well with %s%n", site);
  }
}

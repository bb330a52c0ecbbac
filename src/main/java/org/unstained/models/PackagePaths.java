package org.unstained.models;

import java.util.ArrayList;
import java.util.List;

/** Paths inside a package or zip, which must not lead out of it on any system. */
final class PackagePaths {
  private PackagePaths() {}

  /**
   * The path with forward slashes and without {@code .} parts.
   *
   * @throws IllegalArgumentException if it is empty, absolute, has a drive, a scheme, a {@code ..}
   *     part, or a character or name that some system can't keep
   */
  static String confined(String path) {
    String slashed = path.replace('\\', '/');
    if (slashed.startsWith("/") || slashed.contains(":"))
      throw new IllegalArgumentException(
          "The path '%s' is not a path inside the package".formatted(path));
    List<String> parts = new ArrayList<>();
    for (String part : slashed.split("/")) {
      if (part.isEmpty() || part.equals(".")) continue;
      // Windows drops dots and spaces at the end, so ".. " would be "..".
      if (part.equals("..") || part.endsWith(".") || part.endsWith(" "))
        throw new IllegalArgumentException(
            "The path '%s' could lead out of the package".formatted(path));
      if (part.chars().anyMatch(c -> c < ' ' || "<>\"|?*".indexOf(c) >= 0))
        throw new IllegalArgumentException(
            "The path '%s' has a character that file names can't have".formatted(path));
      parts.add(part);
    }
    if (parts.isEmpty()) throw new IllegalArgumentException("A path is missing");
    return String.join("/", parts);
  }
}

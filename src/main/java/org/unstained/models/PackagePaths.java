package org.unstained.models;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths inside a package or zip, which must not lead out of it on any system. */
final class PackagePaths {
  /** Windows has devices of these names in every folder, with any ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|(com|lpt)[1-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  /** Letters, some of which take several of the 255 bytes that most disks give a name. */
  private static final int LONGEST_NAME = 120;

  private static final int LONGEST_PATH = 400;

  private PackagePaths() {}

  private static String shortened(String path) {
    return path.length() <= 60 ? path : path.substring(0, 60) + "…";
  }

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
      if (part.length() > LONGEST_NAME || DEVICE.matcher(part).matches())
        throw new IllegalArgumentException(
            "The path '%s' has a name that files can't have on every system"
                .formatted(shortened(path)));
      parts.add(part);
    }
    if (path.length() > LONGEST_PATH)
      throw new IllegalArgumentException(
          "The path '%s' is too long for some systems".formatted(shortened(path)));
    if (parts.isEmpty()) throw new IllegalArgumentException("A path is missing");
    return String.join("/", parts);
  }
}

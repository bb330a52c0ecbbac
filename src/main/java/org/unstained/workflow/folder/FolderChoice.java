package org.unstained.workflow.folder;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.unstained.image.NumberRanges;

/**
 * What of a folder a run works on.
 *
 * @param pattern names to take, as a shell has them: {@code *} any letters, {@code ?} one, {@code
 *     {a,b}} either; capitals don't matter. With a slash it is matched against the path below the
 *     folder ({@code day1/**}), without against the file's name. Blank for all
 * @param recursive whether folders in the folder are read too
 * @param series of a file with several images, those to take
 * @param slices to take of each image
 * @param frames to take of each image
 */
public record FolderChoice(
    String pattern,
    boolean recursive,
    NumberRanges series,
    NumberRanges slices,
    NumberRanges frames) {

  public FolderChoice {
    pattern = pattern.strip();
    if (!pattern.isEmpty()) matcher(pattern);
  }

  /** All images of the folder itself, the first of each file, with all planes. */
  public static FolderChoice standard() {
    return new FolderChoice("", false, NumberRanges.FIRST, NumberRanges.ALL, NumberRanges.ALL);
  }

  /** Only images whose path from the folder on fits the pattern. */
  public FolderChoice withPattern(String other) {
    return new FolderChoice(other, recursive, series, slices, frames);
  }

  /** Images in folders of the folder, too. */
  public FolderChoice withSubfolders() {
    return new FolderChoice(pattern, true, series, slices, frames);
  }

  /** Only these images of files that hold several. */
  public FolderChoice withSeries(NumberRanges other) {
    return new FolderChoice(pattern, recursive, other, slices, frames);
  }

  /** Only these slices and frames. */
  public FolderChoice withPlanes(NumberRanges someSlices, NumberRanges someFrames) {
    return new FolderChoice(pattern, recursive, series, someSlices, someFrames);
  }

  /**
   * @param path of a file, from the folder on
   */
  boolean takes(Path path) {
    if (pattern.isEmpty()) return true;
    Path looked = pattern.contains("/") ? path : path.getFileName();
    return matcher(pattern).matches(Path.of(looked.toString().toLowerCase(Locale.ROOT)));
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.toLowerCase(Locale.ROOT));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'pattern' can't be '%s' (%s). Write it such as *.tif, plate?_*.png or {a,b}*."
              .formatted(pattern, e.getDescription()),
          e);
    }
  }
}

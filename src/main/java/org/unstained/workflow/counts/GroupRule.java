package org.unstained.workflow.counts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;

/**
 * Which images belong together, because they are of one patient, plate or picture. They never stand
 * on two sides of a split.
 *
 * @param kind for people, such as {@code image}
 * @param groupOf gives the group of an image's name
 */
public record GroupRule(String kind, Function<String, String> groupOf) {
  /** Kind of {@link #well}. */
  static final String WELL = "well";

  private static final Pattern ENDING = Pattern.compile("(?i)\\.(png|jpe?g|tiff?|bmp|gif)$");

  /** What the crops of one image differ by, as Crop Cells names them. */
  private static final Pattern CELL = Pattern.compile("-cell\\d+$");

  private static final CSVFormat TABLE =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  /**
   * Each image by itself. A crop {@code exp1-cell12.tif} belongs to the image {@code exp1}, in
   * whatever folder it lies.
   */
  public static GroupRule image() {
    return new GroupRule("image", GroupRule::picture);
  }

  /** The first folder of the name, from the folder of the examples on. */
  public static GroupRule folder() {
    return new GroupRule(
        "folder",
        name -> {
          int slash = name.indexOf('/');
          if (slash < 1)
            throw new IllegalArgumentException(
                "%s lies in no folder of its own. Put the images of each group into a folder within the folder of the examples, or group them another way."
                    .formatted(name));
          return name.substring(0, slash);
        });
  }

  /**
   * The well that the name says ({@link Well}); where the images lie in folders, such as one a
   * plate, with the folder before it: {@code plate1/A05}.
   */
  public static GroupRule well() {
    return new GroupRule(
        WELL,
        name -> {
          Well well =
              Well.find(name)
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "No well is found in the name '%s'. Wells are looked for as A05, A5 or r01c05; group by a pattern if yours are called otherwise."
                                  .formatted(name)));
          int slash = name.lastIndexOf('/');
          String folder = slash < 0 ? "" : name.substring(0, slash + 1);
          boolean ownFolder = Well.find(folder).equals(Optional.of(well));
          return (ownFolder ? parent(folder) : folder) + well.text();
        });
  }

  /** Without the last folder, as that is the well. */
  private static String parent(String folder) {
    return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
  }

  /**
   * What a regular expression finds in the name: its first bracket if it has one, otherwise all
   * that it finds.
   *
   * @throws IllegalArgumentException if it is no regular expression; the function throws it for a
   *     name in which nothing is found
   */
  public static GroupRule name(String expression) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no regular expression: %s. For plates as in 'plate3_A05.png' take plate\\d+."
              .formatted(expression, e.getDescription()),
          e);
    }
    return new GroupRule(
        "name " + expression,
        name -> {
          Matcher found = pattern.matcher(name);
          String group =
              !found.find() ? null : found.groupCount() > 0 ? found.group(1) : found.group();
          if (group == null || group.isBlank())
            throw new IllegalArgumentException(
                "'%s' finds no group in the name '%s'. It has to find one in every name."
                    .formatted(expression, name));
          return group;
        });
  }

  /**
   * A column of a table with a header and a row an image; its column {@code image} holds the names,
   * with or without ending. Crops may be listed by themselves or by their image.
   *
   * @throws IOException if the file can't be read, a column is missing or an image is in two groups
   */
  public static GroupRule table(Path file, String column) throws IOException {
    Map<String, String> groups = CsvFile.read(file, TABLE, rows -> groups(file, rows, column));
    return new GroupRule(
        "column " + column + " of " + file.getFileName(),
        name -> {
          String group = groups.get(stem(name));
          if (group == null) group = groups.get(stem(name.substring(name.lastIndexOf('/') + 1)));
          if (group == null) group = groups.get(picture(name));
          if (group == null || group.isBlank())
            throw new IllegalArgumentException(
                "%s names no group (%s) for the image '%s'. Add a row for it."
                    .formatted(file, column, name));
          return group;
        });
  }

  private static Map<String, String> groups(Path file, CSVParser rows, String column)
      throws IOException {
    Map<String, String> groups = new HashMap<>();
    for (String wanted : new String[] {"image", column})
      if (!rows.getHeaderNames().contains(wanted))
        throw new IOException(
            "%s has no column '%s'. Its columns are %s"
                .formatted(file, wanted, String.join(", ", rows.getHeaderNames())));
    for (CSVRecord row : rows) {
      if (!row.isSet("image") || !row.isSet(column)) continue;
      String old = groups.put(stem(row.get("image")), row.get(column));
      if (old != null && !old.equals(row.get(column)))
        throw new IOException(
            "%s, row %d: the image '%s' is in two groups, %s and %s"
                .formatted(file, row.getRecordNumber(), row.get("image"), old, row.get(column)));
    }
    return groups;
  }

  /** The picture that an image is, or that a crop is of. */
  private static String picture(String name) {
    String file = stem(name.substring(name.lastIndexOf('/') + 1));
    Matcher cell = CELL.matcher(file);
    return cell.find() ? file.substring(0, cell.start()) : stem(name);
  }

  /** The name of a file without its ending. */
  public static String stem(String name) {
    return ENDING.matcher(name).replaceAll("");
  }
}

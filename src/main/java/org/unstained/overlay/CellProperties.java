package org.unstained.overlay;

import ij.gui.Roi;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;

/**
 * What an ROI of ours carries with it, as ImageJ's ROI properties: {@code cell} (the number), and
 * once classified {@code class}, {@code score} and {@code p_<class>} for each class. A label that a
 * person gave has the score 1 and the property {@code by} with the value {@code hand}. A detector's
 * cell has {@code box}, its {@code x y width height} with the digits that ImageJ's whole pixels
 * lack.
 *
 * <p>The property {@code unstained} marks the ROI as ours. Its value is the version of this list,
 * followed by the classes in their order, which the properties themselves don't keep.
 */
final class CellProperties {
  static final String MARK = "unstained";
  static final String BY = "by";
  static final String HAND = "hand";
  private static final String VERSION = "1";

  private CellProperties() {}

  /** The names of the properties, the same objects for all cells of one run. */
  static final class Names {
    private final Map<List<String>, String> marks = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    private String mark(Classification what) {
      return marks.computeIfAbsent(
          List.copyOf(what.probabilities().keySet()),
          classes ->
              classes.stream()
                  .map(name -> URLEncoder.encode(oneLine(name), StandardCharsets.UTF_8))
                  .collect(Collectors.joining(",", VERSION + " ", ""))
                  .trim());
    }

    private String key(String name) {
      return keys.computeIfAbsent(name, n -> "p_" + oneLine(n));
    }
  }

  static void write(Roi roi, Cell cell, Names names) {
    roi.setProperty("cell", Integer.toString(cell.number()));
    Box box = cell.box();
    if (!isWhole(box))
      roi.setProperty("box", box.x() + " " + box.y() + " " + box.width() + " " + box.height());
    Classification what = cell.classification();
    if (what == null) {
      roi.setProperty(MARK, VERSION);
      return;
    }
    roi.setProperty(MARK, names.mark(what));
    roi.setProperty("class", oneLine(what.name()));
    roi.setProperty("score", Double.toString(what.score()));
    if (what.byHand()) roi.setProperty(BY, HAND);
    what.probabilities().forEach((name, p) -> roi.setProperty(names.key(name), Double.toString(p)));
  }

  private static boolean isWhole(Box box) {
    return box.x() == Math.rint(box.x())
        && box.y() == Math.rint(box.y())
        && box.width() == Math.rint(box.width())
        && box.height() == Math.rint(box.height());
  }

  /**
   * The box of a cell with all its digits, as long as the ROI lies where the box was rounded to. An
   * ROI that somebody moved or changed has the box that one sees.
   *
   * @param pixels round the ROI as it lies now
   */
  static Box box(Roi roi, Box pixels) {
    String text = roi.getProperty("box");
    if (text == null) return pixels;
    String[] sides = text.trim().split("\\s+");
    if (sides.length != 4) return pixels;
    try {
      Box exact =
          new Box(
              Double.parseDouble(sides[0]),
              Double.parseDouble(sides[1]),
              Double.parseDouble(sides[2]),
              Double.parseDouble(sides[3]));
      boolean same =
          isRounded(exact.x(), pixels.x())
              && isRounded(exact.y(), pixels.y())
              && isRounded(exact.x() + exact.width(), pixels.x() + pixels.width())
              && isRounded(exact.y() + exact.height(), pixels.y() + pixels.height());
      return same ? exact : pixels;
    } catch (IllegalArgumentException e) {
      return pixels;
    }
  }

  private static boolean isRounded(double exact, double pixels) {
    return Math.round(exact) == pixels;
  }

  /** ImageJ keeps properties one a line, so a name can't have two. */
  static String oneLine(String name) {
    for (int i = 0; i < name.length(); i++)
      if (name.charAt(i) < ' ') return name.replaceAll("[\\x00-\\x1f]+", " ");
    return name;
  }

  static boolean isOurs(Roi roi) {
    return roi != null && roi.getProperty(MARK) != null;
  }

  /** The number of the cell, or 0 if somebody has spoiled it. */
  static int number(Roi roi) {
    try {
      return Math.max(0, Integer.parseInt(roi.getProperty("cell")));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * @return null if the cell isn't classified
   * @throws IllegalArgumentException if somebody has written something else than numbers
   */
  static Classification classification(Roi roi) {
    String name = roi.getProperty("class");
    if (name == null) return null;
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (String other : classes(roi)) {
      String p = roi.getProperty("p_" + other);
      if (p != null) probabilities.put(other, number(roi, p));
    }
    return new Classification(
        name, number(roi, roi.getProperty("score")), probabilities, isByHand(roi));
  }

  /** Whether a person has said what the cell is. */
  static boolean isByHand(Roi roi) {
    return HAND.equals(roi.getProperty(BY)) && roi.getProperty("class") != null;
  }

  /** The classes that the cell could have had, in their order; none if nobody knows them. */
  static List<String> classes(Roi roi) {
    String[] mark = roi.getProperty(MARK).split(" ", 2);
    if (mark.length < 2) return List.of();
    return Stream.of(mark[1].split(",")).map(CellProperties::decoded).toList();
  }

  /**
   * @throws IllegalArgumentException if somebody has spoilt it
   */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "an ROI has a property with '%s', which was damaged".formatted(text), e);
    }
  }

  /**
   * The score, NaN if the cell has none.
   *
   * @throws IllegalArgumentException if somebody has written something else than a number
   */
  static double score(Roi roi) {
    String text = roi.getProperty("score");
    return text == null ? Double.NaN : number(roi, text);
  }

  private static double number(Roi roi, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NullPointerException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "The ROI '%s' has a property '%s' where a number should be. Segment or classify again."
              .formatted(roi.getName(), text));
    }
  }

  /**
   * The properties of an ROI as text that {@link java.util.Properties#load} reads back as they
   * were. ImageJ writes them as they are and reads them with that method, so that a class name with
   * a blank, a colon, a backslash or an umlaut comes back broken.
   *
   * @param raw as ImageJ writes them, or null
   */
  static String escaped(Roi roi, String raw) {
    if (raw == null) return null;
    StringBuilder text = new StringBuilder(raw.length() + 16);
    for (String line : raw.split("\n")) {
      int colon = line.indexOf(": ");
      while (colon >= 0
          && !line.substring(colon + 2).equals(roi.getProperty(line.substring(0, colon))))
        colon = line.indexOf(": ", colon + 1);
      if (colon < 0) continue;
      escape(text, line.substring(0, colon), true);
      text.append(": ");
      escape(text, line.substring(colon + 2), false);
      text.append('\n');
    }
    return text.toString();
  }

  private static void escape(StringBuilder text, String part, boolean key) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean special = key ? " :=#!\\".indexOf(c) >= 0 : c == '\\' || c == ' ' && i == 0;
      if (c < ' ' || c > '~') text.append(String.format("\\u%04x", (int) c));
      else if (special) text.append('\\').append(c);
      else text.append(c);
    }
  }
}

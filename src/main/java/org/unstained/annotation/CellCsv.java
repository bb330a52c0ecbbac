package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.cells.Box;

/**
 * Our table of cells as a CSV file, one row a cell: {@code image, frame, slice, channel, cell,
 * x_px, y_px, width_px, height_px, class, score}, then measurements. Images without cells have no
 * row. Read are files with an image and a box at least, in any order of columns; other columns of
 * numbers are measurements.
 *
 * <p>Where all cells of an image stand on the first plane, they are read as being on no plane in
 * particular: tables of single images say 1 there.
 */
public final class CellCsv implements LabelFormat {
  private static final List<String> COLUMNS =
      List.of(
          "image",
          "frame",
          "slice",
          "channel",
          "cell",
          "x_px",
          "y_px",
          "width_px",
          "height_px",
          "class",
          "score");
  private static final List<String> NEEDED =
      List.of("image", "x_px", "y_px", "width_px", "height_px");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  @Override
  public String key() {
    return "csv";
  }

  @Override
  public String title() {
    return "CSV";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(
        LabelTrait.FRACTION,
        LabelTrait.NO_CLASS,
        LabelTrait.SCORE,
        LabelTrait.POSITION,
        LabelTrait.CHANNEL,
        LabelTrait.NUMBER,
        LabelTrait.MEASUREMENTS);
  }

  @Override
  public Layout layout() {
    return Layout.ONE_FILE;
  }

  @Override
  public String ending() {
    return ".csv";
  }

  @Override
  public boolean looksLike(Path file) throws IOException {
    if (!FileBeginning.ends(file, ".csv")) return false;
    String first = FileBeginning.of(file).split("\\R", 2)[0];
    return NEEDED.stream().allMatch(first::contains);
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    Map<String, List<AnnotatedBox>> images = CsvFile.read(file, rows -> images(file, rows));
    List<AnnotationFile> files = new ArrayList<>();
    images.forEach((image, boxes) -> files.add(file(file, image, boxes)));
    return new LabelSet(files, List.of(), List.of());
  }

  private static Map<String, List<AnnotatedBox>> images(Path file, CSVParser rows)
      throws IOException {
    List<String> names = rows.getHeaderNames();
    for (String name : NEEDED)
      if (!names.contains(name)) throw broken(file, "it has no column '" + name + "'", null);
    Map<String, List<AnnotatedBox>> images = new LinkedHashMap<>();
    for (CSVRecord row : rows) add(file, names, row, images);
    return images;
  }

  private static AnnotationFile file(Path file, String image, List<AnnotatedBox> boxes) {
    ImagePosition first = new ImagePosition(1, 1, 1);
    boolean single = boxes.stream().allMatch(b -> b.details().position().equals(first));
    BoxCheck check = new BoxCheck(file, "image '%s': ".formatted(image), 0, 0);
    List<AnnotatedBox> checked = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      AnnotatedBox box = boxes.get(i);
      if (single) box = box.with(box.details().at(ImagePosition.UNKNOWN));
      check.checked(i + 1, box).ifPresent(checked::add);
    }
    return new AnnotationFile(file, new AnnotatedImage(image, 0, 0, checked), check.warnings());
  }

  private static void add(
      Path file, List<String> names, CSVRecord row, Map<String, List<AnnotatedBox>> images)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size() && i < row.size(); i++)
      values.put(names.get(i), row.get(i).strip());
    String where = "line %d".formatted(row.getRecordNumber() + 1);
    String image = FileText.lastPart(values.getOrDefault("image", ""));
    if (image.isBlank()) throw broken(file, where + " names no image", null);
    try {
      images.computeIfAbsent(image, i -> new ArrayList<>()).add(cell(values));
    } catch (IllegalArgumentException e) {
      throw broken(file, where + ": " + e.getMessage(), e);
    }
  }

  private static AnnotatedBox cell(Map<String, String> values) {
    Box box =
        new Box(
            number(values, "x_px"),
            number(values, "y_px"),
            number(values, "width_px"),
            number(values, "height_px"));
    ImagePosition at =
        new ImagePosition(count(values, "channel"), count(values, "slice"), count(values, "frame"));
    Map<String, Double> measurements = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (COLUMNS.contains(name) || value.isEmpty()) return;
          if (value.equals("NaN")) measurements.put(name, Double.NaN);
          else if (isNumber(value)) measurements.put(name, Decimals.parse(value));
        });
    String score = values.getOrDefault("score", "");
    return new AnnotatedBox(box, values.getOrDefault("class", ""))
        .with(
            ObjectDetails.NONE
                .withId(values.getOrDefault("cell", ""))
                .at(at)
                .withScore(score.isEmpty() ? Double.NaN : number(values, "score"))
                .withMeasurements(measurements));
  }

  private static boolean isNumber(String text) {
    try {
      Decimals.parse(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double number(Map<String, String> values, String name) {
    String text = values.getOrDefault(name, "");
    try {
      return Decimals.parse(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' should be a number, but is '%s'".formatted(name, text));
    }
  }

  private static int count(Map<String, String> values, String name) {
    String text = values.getOrDefault(name, "");
    if (text.isEmpty()) return 0;
    double value = number(values, name);
    if (value < 0 || value != Math.rint(value) || value > Integer.MAX_VALUE)
      throw new IllegalArgumentException(
          "'%s' should be a whole number, but is '%s'".formatted(name, text));
    return (int) value;
  }

  private static IOException broken(Path file, String why, Exception cause) {
    return new IOException(
        "%s is no table of cells that can be read: %s. Export it again, or take it out of the folder."
            .formatted(file, why),
        cause);
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    Set<String> measurements = new LinkedHashSet<>();
    for (AnnotatedImage image : set.images())
      for (AnnotatedBox box : image.boxes())
        for (String name : box.details().measurements().keySet())
          if (!COLUMNS.contains(name)) measurements.add(name);
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.addAll(measurements);
    WholeText.write(
        file,
        out -> {
          CSVPrinter rows = new CSVPrinter(out, FORMAT);
          rows.printRecord(columns);
          for (AnnotatedImage image : set.images()) {
            int number = 0;
            for (AnnotatedBox box : image.boxes()) {
              number++;
              rows.printRecord(row(image, box, number, columns));
            }
          }
          rows.flush();
        });
    return List.of();
  }

  private static List<String> row(
      AnnotatedImage image, AnnotatedBox drawn, int number, List<String> columns) {
    ObjectDetails details = drawn.details();
    ImagePosition at = details.position().orFirst();
    Box box = drawn.box();
    List<String> row = new ArrayList<>(columns.size());
    row.add(image.name());
    row.add(Integer.toString(at.frame()));
    row.add(Integer.toString(at.slice()));
    row.add(Integer.toString(at.channel()));
    row.add(details.id().isEmpty() ? Integer.toString(number) : details.id());
    for (double value : new double[] {box.x(), box.y(), box.width(), box.height()})
      row.add(Decimals.plain(value));
    row.add(drawn.className());
    row.add(details.hasScore() ? Decimals.plain(details.score()) : "");
    for (String name : columns.subList(COLUMNS.size(), columns.size())) {
      Double value = details.measurements().get(name);
      row.add(value == null ? "" : Double.isFinite(value) ? Decimals.plain(value) : "NaN");
    }
    return row;
  }
}

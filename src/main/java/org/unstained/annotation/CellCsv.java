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
import org.apache.commons.csv.CSVPrinter;
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
    return CellTableReader.IMAGE_AND_BOX.stream().allMatch(first::contains);
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    Map<String, List<AnnotatedBox>> images = new LinkedHashMap<>();
    CellTableReader.read(
        file,
        CellTableReader.IMAGE_AND_BOX,
        columns -> {
          List<String> others = columns.stream().filter(c -> !COLUMNS.contains(c)).toList();
          return row ->
              images.computeIfAbsent(imageName(row), i -> new ArrayList<>()).add(cell(row, others));
        });
    List<AnnotationFile> files = new ArrayList<>();
    images.forEach((image, boxes) -> files.add(file(file, image, boxes)));
    return new LabelSet(files, List.of(), List.of());
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

  /** Without the folders of another computer. */
  private static String imageName(CellRow row) {
    String name = FileText.lastPart(row.image());
    if (name.isBlank()) throw row.fail("'%s' is the name of no image".formatted(row.image()));
    return name;
  }

  private static AnnotatedBox cell(CellRow row, List<String> others) {
    ImagePosition at =
        new ImagePosition(
            row.whole("channel", 0, 0), row.whole("slice", 0, 0), row.whole("frame", 0, 0));
    Map<String, Double> measurements = new LinkedHashMap<>();
    for (String name : others) {
      double value = row.measurement(name);
      if (!Double.isNaN(value) || row.text(name).equals("NaN")) measurements.put(name, value);
    }
    return new AnnotatedBox(row.box(), row.text("class"))
        .with(
            ObjectDetails.NONE
                .withId(row.text("cell"))
                .at(at)
                .withScore(row.numberOrNone("score"))
                .withMeasurements(measurements));
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

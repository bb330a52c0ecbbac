package org.unstained.workflow.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.unstained.cells.Box;
import org.unstained.cells.Fate;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.ErrorPicture;
import org.unstained.overlay.WholeFile;
import org.unstained.report.Html;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.report.Report;
import org.unstained.report.Report.Section;
import org.unstained.report.Table;

/**
 * An evaluation as files: {@value #PAGE} with pictures of the worst images, {@value #IMAGES} with a
 * row an image, {@value #CELLS} with a row a prediction or missed cell, and {@value #SCORES} with
 * all figures.
 */
public final class EvaluationFiles {
  static final String PAGE = "report.html";
  static final String IMAGES = "images.csv";
  static final String CELLS = "cells.csv";
  static final String SCORES = "scores.json";

  private static final int PICTURES = 6;
  private static final int LONGER_SIDE = 560;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private EvaluationFiles() {}

  /**
   * Writes all four; older ones of these names are replaced.
   *
   * @param folder is made if it isn't there
   * @return the page
   * @throws IOException if a file can't be written
   */
  public static Path write(Evaluated evaluated, Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder))
      throw new IOException(
          "%s is a file, and the report needs a folder. Choose another.".formatted(folder));
    Files.createDirectories(folder);
    write(folder.resolve(SCORES), GSON.toJson(evaluated.facts()) + "\n");
    write(folder.resolve(IMAGES), numbers(evaluated.images()).csv());
    write(folder.resolve(CELLS), cells(evaluated).csv());
    Path page = folder.resolve(PAGE);
    write(page, Html.of(withPictures(evaluated)));
    return page;
  }

  private static void write(Path file, String text) throws IOException {
    WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** In a CSV what doesn't exist is empty. */
  private static Table numbers(Table table) {
    return new Table(
        "",
        table.columns().stream().map(c -> c.replace(' ', '_')).toList(),
        table.rows().stream()
            .map(row -> row.stream().map(c -> c.equals(Numbers.NONE) ? "" : c).toList())
            .toList());
  }

  private static Table cells(Evaluated evaluated) {
    List<List<String>> rows = new ArrayList<>();
    for (JudgedPlane plane : evaluated.planes())
      for (JudgedPlane.JudgedCell cell : plane.cells()) {
        Box box = cell.mark().box();
        rows.add(
            List.of(
                plane.image(),
                cell.mark().fate().word(),
                cell.is(),
                cell.called(),
                text(cell.score()),
                text(cell.iou()),
                text(box.x()),
                text(box.y()),
                text(box.width()),
                text(box.height())));
      }
    return new Table(
        "",
        List.of(
            "image",
            "fate",
            "is",
            "called",
            "score",
            "iou",
            "x_px",
            "y_px",
            "width_px",
            "height_px"),
        rows);
  }

  private static String text(double value) {
    if (Double.isNaN(value)) return "";
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** The worst images go before what the figures mean. */
  private static Report withPictures(Evaluated evaluated) throws IOException {
    List<JudgedPlane> worst =
        evaluated.planes().stream()
            .filter(p -> p.file().isPresent() && p.errors() > 0)
            .sorted(Comparator.comparingLong(JudgedPlane::errors).reversed())
            .limit(PICTURES)
            .toList();
    if (worst.isEmpty()) return evaluated.report();
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Text(
            "The images with most errors. Blue, whole line: hit; green, long dashes: wrong class; orange, dots: false; pink, dashes: missed."));
    for (JudgedPlane plane : worst) parts.add(picture(plane));
    List<Section> sections = new ArrayList<>(evaluated.report().sections());
    sections.add(Math.max(0, sections.size() - 1), new Section("Errors", parts));
    return new Report(evaluated.report().title(), evaluated.report().about(), sections);
  }

  private static Part.Picture picture(JudgedPlane plane) throws IOException {
    BufferedImage picture =
        ErrorPicture.of(ImageFiles.open(plane.file().orElseThrow()), plane.marks(), LONGER_SIDE);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return new Part.Picture(
        png.toByteArray(),
        "%s: %d hits, %d of a wrong class, %d false, %d missed"
            .formatted(
                plane.image(),
                plane.count(Fate.HIT),
                plane.count(Fate.WRONG_CLASS),
                plane.count(Fate.FALSE),
                plane.count(Fate.MISS)));
  }
}

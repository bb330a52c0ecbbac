package org.unstained.workflow.experiment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.DetectionMatching;
import org.unstained.learning.JudgedCell;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.learning.Matches;
import org.unstained.learning.Sample;
import org.unstained.workflow.files.CsvMerge;

/**
 * All answers of a trial as rows: the columns of every table of cells, then {@code truth} (the
 * class that the cell has; of a detection the class of the cell that it matches at IoU 0.5, empty
 * if none), {@code group, method, seed, fold, fraction}.
 */
final class AnswerTable {
  private AnswerTable() {}

  static void write(
      BufferedWriter out,
      ExperimentImages images,
      Trial trial,
      List<String> classes,
      List<Answers> answers)
      throws IOException {
    CSVPrinter printer = new CSVPrinter(out, CsvMerge.FORMAT);
    List<String> columns =
        new ArrayList<>(
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
                "score"));
    classes.forEach(name -> columns.add("p_" + name));
    columns.addAll(List.of("truth", "group", "method", "seed", "fold", "fraction"));
    printer.printRecord(columns);
    Map<String, String> groups = new HashMap<>();
    for (Sample sample : images.samples()) groups.put(sample.name(), sample.group());
    for (Answers each : answers) {
      Rows rows = new Rows(printer, classes, groups, trial, each.method());
      if (each instanceof Answers.OfCells cells)
        for (JudgedCell cell : cells.cells())
          rows.add(
              cell.image(),
              cell.number(),
              cell.box(),
              cell.scores().names().get(cell.scores().best()),
              cell.scores().get(cell.scores().best()),
              cell.scores(),
              cell.className());
      if (each instanceof Answers.OfImages found) detections(rows, found.images());
    }
    printer.flush();
  }

  private static void detections(Rows rows, List<JudgedImage> images) throws IOException {
    Matches matches = DetectionMatching.match(images, 0.5, MatchSettings.VOC, false);
    for (int i = 0; i < images.size(); i++) {
      JudgedImage image = images.get(i);
      for (int d = 0; d < image.detections().size(); d++) {
        Detection one = image.detections().get(d);
        int truth = matches.truthOf(i, d);
        rows.add(
            image.name(),
            d + 1,
            one.box(),
            one.className(),
            one.score(),
            one.classes(),
            truth < 0 ? "" : image.truths().get(truth).className());
      }
    }
  }

  private record Rows(
      CSVPrinter printer,
      List<String> classes,
      Map<String, String> groups,
      Trial trial,
      String method) {
    void add(
        String image,
        int cell,
        Box box,
        String called,
        double score,
        ClassScores scores,
        String truth)
        throws IOException {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  image,
                  1,
                  1,
                  1,
                  cell,
                  box.x(),
                  box.y(),
                  box.width(),
                  box.height(),
                  called,
                  score));
      for (String name : classes) {
        int at = scores.names().indexOf(name);
        row.add(at < 0 ? "" : scores.get(at));
      }
      row.addAll(
          List.of(
              truth,
              groups.getOrDefault(image, ""),
              method,
              trial.seed(),
              trial.split().name(),
              trial.fraction()));
      printer.printRecord(row);
    }
  }
}

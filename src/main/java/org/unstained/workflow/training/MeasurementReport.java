package org.unstained.workflow.training;

import ij.gui.Plot;
import ij.io.FileSaver;
import java.awt.Color;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;
import org.unstained.classical.NeighbourCurve;
import org.unstained.classical.Samples;
import org.unstained.letters.Letters;
import org.unstained.workflow.files.CsvMerge;
import org.unstained.workflow.files.OutputFolder;

/**
 * The files about a cross-validation, for other programs and papers: {@value #SCORES} with a line a
 * classifier, {@code <model>-predictions.csv} with a line a cell, {@code <model>-confusion.csv},
 * and for neighbours {@code <model>-k-curve.csv} and, where Java has {@link Letters}, {@code .png}.
 */
public final class MeasurementReport {
  private MeasurementReport() {}

  /** Other classifiers of the same cells add their lines, networks too. */
  static final String SCORES = "scores.csv";

  private static final Color[] COLOURS = {new Color(0x0072B2), new Color(0xD55E00)};

  /**
   * Writes the files into a folder, which is made; files of the same model are replaced, and so is
   * its line in {@value #SCORES}.
   *
   * @throws IOException if the folder can't be written, or its scores are no table
   */
  public static void write(MeasurementTraining trained, Path folder) throws IOException {
    OutputFolder.make(folder);
    String key = trained.model().description().key();
    MeasurementScores scores = trained.scores();
    predictions(scores, folder.resolve(key + "-predictions.csv"));
    confusion(scores, folder.resolve(key + "-confusion.csv"));
    if (!trained.curves().isEmpty()) curve(trained.curves(), folder.resolve(key + "-k-curve.csv"));
    if (!trained.curves().isEmpty() && Letters.canBeWritten()) { // else ImageJ can't plot at all
      Path picture = folder.resolve(key + "-k-curve.png");
      if (!new FileSaver(plot(trained.curves()).getImagePlus()).saveAsPng(picture.toString()))
        throw new IOException(picture + " can't be written. Choose another folder");
    }
    Map<String, String> line = new LinkedHashMap<>();
    line.put("classifier", key);
    line.put("method", trained.recipe().method().key());
    line.put("input", String.join(" ", scores.samples().columns()));
    line.put("cells", Integer.toString(scores.samples().size()));
    line.put("groups", Long.toString(scores.samples().groups().stream().distinct().count()));
    line.put("folds", Integer.toString(scores.folds()));
    double[] folds = scores.accuracyOfFolds();
    line.put("accuracy_mean_of_folds", figure(folds[0]));
    line.put("accuracy_sd_of_folds", figure(folds[1]));
    scores.figures().forEach((name, value) -> line.put(name, figure(value)));
    addLine(folder.resolve(SCORES), line);
  }

  /** The curves with their intervals, over a logarithmic axis. */
  public static Plot plot(List<NeighbourCurve> curves) {
    Plot plot = new Plot("Accuracy by number of neighbours", "Neighbours (k)", "Accuracy");
    double least = 1;
    double greatest = 0;
    double most = 1;
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < curves.size(); i++) {
      List<NeighbourCurve.Point> points = curves.get(i).points();
      double[] k = points.stream().mapToDouble(NeighbourCurve.Point::k).toArray();
      double[] low = points.stream().mapToDouble(p -> p.interval().low()).toArray();
      double[] high = points.stream().mapToDouble(p -> p.interval().high()).toArray();
      double[] accuracy = points.stream().mapToDouble(NeighbourCurve.Point::accuracy).toArray();
      plot.setColor(COLOURS[i % COLOURS.length]);
      plot.setLineWidth(1);
      for (int p = 0; p < k.length; p++) {
        plot.drawLine(k[p], low[p], k[p], high[p]);
        least = Math.min(least, low[p]);
        greatest = Math.max(greatest, high[p]);
        most = Math.max(most, k[p]);
      }
      plot.setLineWidth(2);
      plot.addPoints(k, accuracy, Plot.LINE);
      plot.addPoints(k, accuracy, Plot.CIRCLE);
      NeighbourCurve.Point best = curves.get(i).best();
      legend.append(
          String.format(
              Locale.ROOT,
              "%s, best %.3f at k = %d\n",
              curves.get(i).distance().key(),
              best.accuracy(),
              best.k()));
    }
    double margin = Math.max(0.01, (greatest - least) * 0.1);
    plot.setAxisXLog(true);
    plot.setLimits(0.9, most * 1.1, least - margin, greatest + margin);
    plot.setColor(Color.BLACK);
    plot.setLineWidth(1);
    plot.addText(legend.toString().strip(), most > 8 ? 1.1 : 1, least + margin * curves.size());
    plot.update();
    return plot;
  }

  private static void curve(List<NeighbourCurve> curves, Path file) throws IOException {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("distance", "k", "accuracy", "low_95", "high_95"));
    for (NeighbourCurve curve : curves)
      for (NeighbourCurve.Point point : curve.points())
        rows.add(
            List.of(
                curve.distance().key(),
                point.k(),
                figure(point.accuracy()),
                figure(point.interval().low()),
                figure(point.interval().high())));
    save(file, rows);
  }

  private static void predictions(MeasurementScores scores, Path file) throws IOException {
    Samples samples = scores.samples();
    List<List<?>> rows = new ArrayList<>();
    List<Object> head = new ArrayList<>(List.of("image", "fold", "truth", "class", "score"));
    samples.classNames().forEach(name -> head.add("p_" + name));
    head.addAll(samples.columns());
    rows.add(head);
    for (int i = 0; i < samples.size(); i++) {
      double[] p = scores.probabilities()[i];
      int best = MeasurementScores.best(p);
      List<Object> row = new ArrayList<>();
      row.add(samples.groups().get(i));
      row.add(scores.fold()[i] + 1);
      row.add(samples.classNames().get(samples.classes()[i]));
      row.add(samples.classNames().get(best));
      row.add(figure(p[best]));
      for (double share : p) row.add(figure(share));
      for (double value : samples.values()[i]) row.add(Double.toString(value));
      rows.add(row);
    }
    save(file, rows);
  }

  private static void confusion(MeasurementScores scores, Path file) throws IOException {
    List<String> names = scores.confusion().classes();
    List<List<?>> rows = new ArrayList<>();
    List<Object> head = new ArrayList<>(List.of("truth"));
    head.addAll(names);
    rows.add(head);
    for (String truth : names) {
      List<Object> row = new ArrayList<>(List.of(truth));
      for (String called : names) row.add(scores.confusion().count(truth, called));
      rows.add(row);
    }
    save(file, rows);
  }

  /** Lines of other classifiers stay, and so do columns that this one lacks. */
  static void addLine(Path file, Map<String, String> line) throws IOException {
    List<String> columns = new ArrayList<>();
    List<Map<String, String>> lines = new ArrayList<>();
    if (Files.exists(file)) {
      CsvFile.read(
          file,
          rows -> {
            columns.addAll(rows.getHeaderNames());
            if (!columns.contains("classifier"))
              throw new IOException(
                  "%s is no table with a column 'classifier'. Move it away, or choose another folder"
                      .formatted(file));
            for (CSVRecord record : rows)
              if (!line.get("classifier").equals(record.toMap().get("classifier")))
                lines.add(record.toMap());
            return null;
          });
    }
    for (String name : line.keySet()) if (!columns.contains(name)) columns.add(name);
    lines.add(line);
    List<List<?>> rows = new ArrayList<>();
    rows.add(columns);
    for (Map<String, String> one : lines)
      rows.add(columns.stream().map(name -> one.getOrDefault(name, "")).toList());
    save(file, rows);
  }

  private static void save(Path file, List<List<?>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CsvMerge.FORMAT)) {
      for (List<?> row : rows) printer.printRecord(row);
    }
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.writeString(part, text.toString());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}

package org.unstained.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How often cells of each class were called what, read back from the tables of predictions.
 *
 * @param counts rows what they are, columns what they were called, in the order of the classes
 */
record PredictedClasses(List<String> classes, List<List<Long>> counts) {
  private static final CSVFormat FORMAT =
      CsvMerge.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** By method, over all trials with all images; of detections those that match a cell. */
  static Map<String, PredictedClasses> read(
      ExperimentFolder folder, ExperimentPlan plan, List<Trial> done) throws IOException {
    List<String> classes = plan.images().classes();
    Map<String, PredictedClasses> all = new LinkedHashMap<>();
    double most = plan.fractions().stream().mapToDouble(f -> f).max().orElse(1);
    for (Trial trial : done) {
      if (trial.fraction() != most || !(trial.learner() instanceof Learner.OfCells)) continue;
      try (CSVParser rows =
          CSVParser.parse(
              Files.newBufferedReader(folder.trial(trial).resolve(ExperimentFolder.PREDICTIONS)),
              FORMAT)) {
        for (CSVRecord row : rows) {
          int truth = classes.indexOf(row.get("truth"));
          int called = classes.indexOf(row.get("class"));
          if (truth < 0 || called < 0) continue;
          List<Long> counts =
              all.computeIfAbsent(row.get("method"), m -> empty(classes)).counts.get(truth);
          counts.set(called, counts.get(called) + 1);
        }
      }
    }
    return all;
  }

  private static PredictedClasses empty(List<String> classes) {
    List<List<Long>> counts = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++)
      counts.add(new ArrayList<>(Collections.nCopies(classes.size(), 0L)));
    return new PredictedClasses(classes, counts);
  }
}

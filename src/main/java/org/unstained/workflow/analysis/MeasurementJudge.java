package org.unstained.workflow.analysis;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.unstained.cells.Cell;
import org.unstained.classical.ClassifierText;
import org.unstained.classical.MeasurementClassifier;
import org.unstained.inference.ClassScores;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelPackageException;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;

/** A classifier that knows the measurements of each cell. It runs on the CPU, without an engine. */
public final class MeasurementJudge implements CellJudge {
  private static final ComputeDevice CPU = new ComputeDevice(ComputeDevice.Kind.CPU, 0, "CPU");

  private final String key;
  private final MeasurementClassifier classifier;
  private final UsedNetworks used;

  private MeasurementJudge(String key, MeasurementClassifier classifier, UsedNetworks used) {
    this.key = key;
    this.classifier = classifier;
    this.used = used;
  }

  /**
   * @throws IllegalArgumentException if options are set that are for networks only
   * @throws IOException if the classifier is damaged
   */
  public static MeasurementJudge open(ModelPackage found, ClassifyOptions options)
      throws IOException {
    String key = found.description().key();
    if (options.turns() || !options.channels().isBlank())
      throw new IllegalArgumentException(
          "'%s' looks at measurements, not at pixels. Leave out '%s'."
              .formatted(key, options.turns() ? "turns" : "channels"));
    if (!options.device().equals("auto") && !options.device().equals("cpu"))
      throw new IllegalArgumentException(
          "'%s' looks at measurements and runs on the CPU only, got device '%s'. Leave it out."
              .formatted(key, options.device()));
    MeasurementClassifier classifier = ClassifierText.read(found.weights());
    if (!classifier.columns().equals(found.description().input().channels())
        || !classifier.classes().equals(found.description().classNames()))
      throw new ModelPackageException(
          found.folder().toString(),
          "names other measurements or classes in rdf.yaml than in its classifier",
          "Install the model again.");
    return new MeasurementJudge(
        key, classifier, new UsedNetworks(List.of(UsedModel.of(found)), CPU, List.of()));
  }

  @Override
  public OfImage of(ImagePlus image) {
    return plane ->
        (cells, progress, canceled) -> {
          if (canceled.getAsBoolean()) throw new CancellationException();
          double[][] rows = rows(image, cells);
          List<Cell> classified = new ArrayList<>(rows.length);
          double[][] all = classifier.probabilities(rows);
          for (int i = 0; i < rows.length; i++)
            classified.add(cells.get(i).as(scores(all[i]).toClassification()));
          return classified;
        };
  }

  private double[][] rows(ImagePlus image, List<Cell> cells) {
    List<String> there = null;
    ColumnMatch match = null;
    double[][] rows = new double[cells.size()][];
    for (int i = 0; i < rows.length; i++) {
      Cell cell = cells.get(i);
      if (!cell.measurements().columns().equals(there)) {
        there = cell.measurements().columns();
        match =
            ColumnMatch.of(
                classifier.columns(),
                there,
                "The model '%s'".formatted(key),
                "'%s'".formatted(image.getTitle()));
      }
      rows[i] = match.row(cell.measurements().values());
    }
    return rows;
  }

  private ClassScores scores(double[] probabilities) {
    float[] scores = new float[probabilities.length];
    for (int c = 0; c < scores.length; c++)
      scores[c] = (float) Math.max(0, Math.min(1, probabilities[c]));
    return ClassScores.of(classifier.classes(), scores);
  }

  @Override
  public UsedNetworks used() {
    return used;
  }

  @Override
  public void close() {
    // nothing is held outside the heap
  }
}

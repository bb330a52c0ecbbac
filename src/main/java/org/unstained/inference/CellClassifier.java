package org.unstained.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.inference.ClassificationSettings.Question;
import org.unstained.inference.ClassifierFormat.Output;

/**
 * Says what cells are: each is cut out as the classifier network wants it, blurred before it
 * shrinks, and comes back with the probabilities of all classes.
 */
public final class CellClassifier {
  private CellClassifier() {}

  private static final double SUM_TOLERANCE = 1e-3;
  private static final double LEAST_PROBABILITY = 1e-12;

  /**
   * The probabilities for each box, in the same order.
   *
   * @param boxes in pixels of the plane, counted from its first pixel; may reach beyond it
   * @param progress told after each batch, on other threads but one at a time
   * @param canceled asked before each batch
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws NetworkException if the network fails, returns NaN or what its format doesn't say
   * @throws IllegalArgumentException if the picture's channels aren't the network's, or crops that
   *     aren't square are to be turned
   */
  public static List<ClassScores> classify(
      Picture picture,
      List<Box> boxes,
      ClassifierModel model,
      ClassificationSettings settings,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    ClassifierFormat format = model.format();
    picture.require(format.channels(), model.name());
    if (settings.testTime() == TestTime.FLIPS_AND_ROTATIONS && format.width() != format.height())
      throw new IllegalArgumentException(
          "Only square crops can be turned; this model's are %d x %d"
              .formatted(format.width(), format.height()));
    int outputs = format.outputs();
    int positions = settings.testTime().positions();
    float[] raw =
        new float[Math.multiplyExact(Math.multiplyExact(boxes.size(), positions), outputs)];
    CropLanes.run(
        boxes.size(),
        model,
        settings,
        within -> new CropLane(picture, boxes, model, within, raw, canceled),
        progress,
        canceled);
    return averaged(raw, boxes.size(), positions, format, settings.question());
  }

  /** The cells with their classes, in the same order; see {@link #classify}. */
  public static List<Cell> classifyCells(
      Picture picture,
      List<Cell> cells,
      ClassifierModel model,
      ClassificationSettings settings,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    List<Box> boxes = cells.stream().map(Cell::box).toList();
    List<ClassScores> scores = classify(picture, boxes, model, settings, progress, canceled);
    List<Cell> classified = new ArrayList<>(cells.size());
    for (int i = 0; i < scores.size(); i++)
      classified.add(cells.get(i).as(scores.get(i).toClassification()));
    return classified;
  }

  /** Raw outputs stand crop by crop, position by position, class by class. */
  private static List<ClassScores> averaged(
      float[] raw, int count, int positions, ClassifierFormat format, Question question) {
    int classes = format.classes().size();
    int outputs = format.outputs();
    boolean softmax =
        format.output() == Output.LOGITS
            || format.output() == Output.AUTO && !areProbabilities(raw, outputs);
    boolean condition = format.rejects() && question == Question.WHICH_CLASS;
    List<ClassScores> all = new ArrayList<>(count);
    double[] row = new double[outputs];
    for (int i = 0; i < count; i++) {
      double[] sum = new double[classes];
      for (int p = 0; p < positions; p++) {
        int at = (i * positions + p) * outputs;
        for (int k = 0; k < outputs; k++) row[k] = raw[at + k];
        if (softmax) softmax(row);
        double cell = condition ? ofCells(row, classes) : 1;
        for (int c = 0; c < classes; c++) sum[c] += row[c] / cell;
      }
      float[] mean = new float[classes];
      for (int c = 0; c < classes; c++)
        mean[c] = (float) Math.max(0, Math.min(1, sum[c] / positions));
      all.add(ClassScores.of(format.classes(), mean));
    }
    return all;
  }

  /** The probability of any class; a box that is surely none has all classes alike. */
  private static double ofCells(double[] row, int classes) {
    double sum = 0;
    for (int c = 0; c < classes; c++) sum += row[c] = Math.max(row[c], LEAST_PROBABILITY);
    return sum;
  }

  static boolean areProbabilities(float[] raw, int classes) {
    for (int from = 0; from < raw.length; from += classes) {
      double sum = 0;
      for (int i = from; i < from + classes; i++) {
        if (!(raw[i] >= 0 && raw[i] <= 1)) return false;
        sum += raw[i];
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) return false;
    }
    return true;
  }

  private static void softmax(double[] row) {
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double v : row) greatest = Math.max(greatest, v);
    for (int i = 0; i < row.length; i++) sum += row[i] = Math.exp(row[i] - greatest);
    for (int i = 0; i < row.length; i++) row[i] /= sum;
  }

  /** Cuts crops, runs the network on them, and writes what it returns into their places. */
  private static final class CropLane implements Lanes.Lane {
    private final CropCutter cutter;
    private final List<Box> boxes;
    private final ClassificationSettings settings;
    private final ClassifierFormat format;
    private final int positions;
    private final int outputs;
    private final float[] raw;
    private final float[] values;
    private final float[] upright;
    private final ClassifierModel.Runner runner;

    CropLane(
        Picture picture,
        List<Box> boxes,
        ClassifierModel model,
        ClassificationSettings settings,
        float[] raw,
        BooleanSupplier canceled) {
      this.boxes = boxes;
      this.settings = settings;
      this.raw = raw;
      format = model.format();
      cutter = new CropCutter(picture, format, settings.padding());
      positions = settings.testTime().positions();
      outputs = format.outputs();
      values = cutter.newBatch(Math.min(settings.batch(), boxes.size()));
      upright = new float[values.length];
      runner = model.newRunner(canceled);
    }

    @Override
    public int run(int batch) throws IOException {
      int from = batch * settings.batch();
      int count = Math.min(boxes.size() - from, settings.batch());
      for (int i = 0; i < count; i++) cutter.cut(cutter.window(boxes.get(from + i)), upright, i);
      for (int p = 0; p < positions; p++) {
        float[] out = runner.run(turned(p, count), count);
        for (int i = 0; i < count; i++)
          System.arraycopy(out, i * outputs, raw, ((from + i) * positions + p) * outputs, outputs);
      }
      return count;
    }

    private float[] turned(int position, int count) {
      if (position == 0) return upright;
      int pixels = format.pixels();
      for (int k = 0; k < count * cutter.channels(); k++)
        TestTime.turn(
            upright, k * pixels, values, k * pixels, format.width(), format.height(), position);
      return values;
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}

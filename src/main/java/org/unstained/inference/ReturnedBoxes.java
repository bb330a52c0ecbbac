package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.Box;
import org.unstained.inference.DetectorFormat.Output;

/** Reads the boxes, scores and classes that a detector with the output {@code BOXES} returns. */
final class ReturnedBoxes {
  private ReturnedBoxes() {}

  /** Where the columns of one picture's boxes stand. */
  private record Columns(
      NetworkOutput boxes,
      int boxAt,
      NetworkOutput scores,
      int scoreAt,
      NetworkOutput types,
      int typeAt,
      int count,
      int stride) {}

  /**
   * The boxes of one picture of a batch, not suppressed, in pixels of the tile.
   *
   * @throws IllegalArgumentException if the shapes are not those of {@link Output#BOXES}, a score
   *     is NaN or not within 0–1, a box is not finite or a class unknown
   */
  static List<Detection> decode(
      List<NetworkOutput> outputs, int batch, int item, DetectorFormat format, double threshold) {
    Columns columns = columns(outputs, batch, item);
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < columns.count; i++) {
      float score = columns.scores.values()[columns.scoreAt + i * columns.stride];
      if (!(score >= 0 && score <= 1))
        throw new IllegalArgumentException(
            "The network returned %s as a score; scores lie within 0–1".formatted(score));
      if (score >= threshold && score > 0) found.add(detection(columns, i, score, format));
    }
    return found;
  }

  /** Whether these outputs are those of one picture, without a batch in front. */
  static boolean isOfOne(List<NetworkOutput> outputs) {
    NetworkOutput boxes = outputs.isEmpty() ? null : named(outputs, 0, "boxes");
    return boxes != null && boxes.dimensions() == 2;
  }

  private static Detection detection(Columns columns, int i, float score, DetectorFormat format) {
    float[] boxes = columns.boxes.values();
    int at = columns.boxAt + i * (columns.stride == 1 ? 4 : columns.stride);
    double width = boxes[at + 2] - boxes[at];
    double height = boxes[at + 3] - boxes[at + 1];
    if (!(width >= 0 && height >= 0))
      throw new IllegalArgumentException(
          "The network returned a box from (%s, %s) to (%s, %s)"
              .formatted(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]));
    float label = columns.types.values()[columns.typeAt + i * columns.stride];
    int type = Math.round(label) - format.firstClass();
    if (type < 0 || type >= format.classes().size())
      throw new IllegalArgumentException(
          "The network returned class %s and the model names %d classes, counted from %d"
              .formatted(label, format.classes().size(), format.firstClass()));
    float[] scores = new float[format.classes().size()];
    scores[type] = score;
    return new Detection(
        new Box(boxes[at], boxes[at + 1], width, height),
        type,
        score,
        ClassScores.of(format.classes(), scores));
  }

  private static Columns columns(List<NetworkOutput> outputs, int batch, int item) {
    if (outputs.size() == 1) return table(outputs.get(0), batch, item);
    NetworkOutput boxes = named(outputs, 0, "boxes");
    NetworkOutput scores = named(outputs, 1, "scores");
    NetworkOutput types = named(outputs, 2, "labels", "classes");
    if (boxes == null || scores == null || types == null) throw wrong(outputs);
    boolean batched = boxes.dimensions() == 3;
    int count = batched ? boxes.size(1) : boxes.dimensions() == 2 ? boxes.size(0) : -1;
    long all = (long) count * (batched ? batch : 1);
    if (count < 0
        || !batched && batch > 1
        || batched && boxes.size(0) != batch
        || boxes.values().length != 4 * all
        || scores.values().length != all
        || types.values().length != all) throw wrong(outputs);
    int from = batched ? item * count : 0;
    return new Columns(boxes, 4 * from, scores, from, types, from, count, 1);
  }

  private static Columns table(NetworkOutput table, int batch, int item) {
    int last = table.dimensions() - 1;
    boolean batched = table.dimensions() == 3;
    if (last < 1
        || last > 2
        || table.size(last) != 6
        || batched && table.size(0) != batch
        || !batched && batch > 1) throw wrong(List.of(table));
    int count = table.size(last - 1);
    int from = batched ? item * count * 6 : 0;
    return new Columns(table, from, table, from + 4, table, from + 5, count, 6);
  }

  private static NetworkOutput named(List<NetworkOutput> outputs, int place, String... names) {
    for (NetworkOutput output : outputs)
      for (String name : names) if (name.equals(output.name())) return output;
    boolean anyNamed = outputs.stream().anyMatch(o -> o.name() != null);
    return anyNamed || place >= outputs.size() ? null : outputs.get(place);
  }

  private static IllegalArgumentException wrong(List<NetworkOutput> outputs) {
    return new IllegalArgumentException(
        "The network returned tensors of %s; boxes (N, 4), scores (N) and classes (N) were expected"
            .formatted(outputs.stream().map(NetworkOutput::extent).toList()));
  }
}

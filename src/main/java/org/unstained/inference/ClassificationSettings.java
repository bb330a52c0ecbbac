package org.unstained.inference;

/**
 * How cells are classified.
 *
 * @param testTime in which positions the network looks at each cell
 * @param batch crops that go through the network together, from 1
 * @param lanes batches in flight, from 1
 * @param padding what stands beyond the image
 * @param question what is asked of a network that knows what is no cell; others only know cells
 * @throws IllegalArgumentException if a number is out of range
 */
public record ClassificationSettings(
    TestTime testTime, int batch, int lanes, Padding padding, Question question) {

  /** What is asked about a box. */
  public enum Question {
    /** It holds a cell: of which class? The probabilities sum to one. */
    WHICH_CLASS,
    /**
     * Does it hold a cell, and of which class? What the probabilities lack to one is that of no
     * cell.
     */
    CELL_AND_CLASS
  }

  public ClassificationSettings {
    if (batch < 1 || lanes < 1)
      throw new IllegalArgumentException(
          "Batch and lanes are 1 or more, got %d and %d".formatted(batch, lanes));
  }

  public static ClassificationSettings defaults() {
    return new ClassificationSettings(TestTime.NONE, 32, 2, Padding.EDGE, Question.WHICH_CLASS);
  }

  public ClassificationSettings withTestTime(TestTime other) {
    return new ClassificationSettings(other, batch, lanes, padding, question);
  }

  public ClassificationSettings withBatch(int crops, int inFlight) {
    return new ClassificationSettings(testTime, crops, inFlight, padding, question);
  }

  public ClassificationSettings asking(Question other) {
    return new ClassificationSettings(testTime, batch, lanes, padding, other);
  }
}

package org.unstained.inference;

/**
 * How cells are classified.
 *
 * @param testTime in which positions the network looks at each cell
 * @param batch crops that go through the network together, from 1
 * @param lanes batches in flight, from 1
 * @param padding what stands beyond the image
 * @throws IllegalArgumentException if a number is out of range
 */
public record ClassificationSettings(TestTime testTime, int batch, int lanes, Padding padding) {
  public ClassificationSettings {
    if (batch < 1 || lanes < 1)
      throw new IllegalArgumentException(
          "Batch and lanes are 1 or more, got %d and %d".formatted(batch, lanes));
  }

  public static ClassificationSettings defaults() {
    return new ClassificationSettings(TestTime.NONE, 32, 2, Padding.EDGE);
  }

  public ClassificationSettings withTestTime(TestTime other) {
    return new ClassificationSettings(other, batch, lanes, padding);
  }

  public ClassificationSettings withBatch(int crops, int inFlight) {
    return new ClassificationSettings(testTime, crops, inFlight, padding);
  }
}

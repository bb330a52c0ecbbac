package org.unstained.classical;

import java.util.Locale;

/** How far two points lie apart. */
public enum Distance {
  /** Root of the sum of squared differences. */
  EUCLIDEAN,
  /** Sum of absolute differences. */
  MANHATTAN;

  /** The word in macros and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such distance
   */
  public static Distance of(String key) {
    for (Distance distance : values()) if (distance.key().equals(key)) return distance;
    throw new IllegalArgumentException(
        "There is no distance '" + key + "'; take euclidean or manhattan");
  }

  /** What one coordinate adds; the sum grows with the distance, that's all that's compared. */
  double part(double difference) {
    return this == EUCLIDEAN ? difference * difference : Math.abs(difference);
  }
}

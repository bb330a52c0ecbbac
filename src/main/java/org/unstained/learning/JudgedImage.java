package org.unstained.learning;

import java.util.List;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.inference.Detection;

/**
 * What was found in an image, and what is there.
 *
 * @param name for messages
 * @param detections in any order; of those with equal scores the first comes first
 * @param truths the ground truth; difficult ones count neither as missed nor as found
 */
public record JudgedImage(String name, List<Detection> detections, List<AnnotatedBox> truths) {
  public JudgedImage {
    detections = List.copyOf(detections);
    truths = List.copyOf(truths);
  }
}

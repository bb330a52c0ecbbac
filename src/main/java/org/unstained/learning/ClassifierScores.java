package org.unstained.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual figures of a classifier on cells whose class is known.
 *
 * @param confusion rows what they are, columns what they were called
 * @param aurocByClass each class against all others, in the order of the network; NaN where a class
 *     or its others have no cell
 * @param auroc mean of those that are numbers; NaN if there is none
 */
public record ClassifierScores(
    ConfusionMatrix confusion, Map<String, Double> aurocByClass, double auroc) {

  /**
   * @param classes in the order of the network
   * @throws IllegalArgumentException if a cell has another class
   */
  public static ClassifierScores of(List<String> classes, List<JudgedCrop> crops) {
    Map<String, Double> each = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      double[] scores = new double[crops.size()];
      boolean[] positive = new boolean[crops.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = crops.get(i).scores().get(c);
        positive[i] = crops.get(i).className().equals(classes.get(c));
      }
      each.put(classes.get(c), Auroc.of(scores, positive));
    }
    return new ClassifierScores(
        ConfusionMatrix.of(
            classes,
            crops.stream().map(JudgedCrop::className).toList(),
            crops.stream().map(JudgedCrop::called).toList()),
        each,
        each.values().stream()
            .mapToDouble(a -> a)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN));
  }
}

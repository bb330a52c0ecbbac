package org.unstained.workflow.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.learning.ConfidenceInterval;
import org.unstained.learning.Estimate;

/** Figures as they stand in JSON: what doesn't exist is null. */
final class Facts {
  private Facts() {}

  static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static Map<String, Object> estimate(Estimate estimate) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("value", number(estimate.value()));
    ConfidenceInterval interval = estimate.interval();
    facts.put("low", number(interval.low()));
    facts.put("high", number(interval.high()));
    return facts;
  }

  static List<Double> numbers(double... values) {
    List<Double> all = new java.util.ArrayList<>();
    for (double value : values) all.add(number(value));
    return all;
  }
}

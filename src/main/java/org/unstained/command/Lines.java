package org.unstained.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.workflow.evaluation.Evaluated;

/** An evaluation in lines of text, for the status bar and the command line. */
public final class Lines {
  private static final int OF_STATUS = 3;

  private Lines() {}

  /** The most important figures, on one line for the status bar. */
  public static String summary(Evaluated evaluated) {
    return evaluated.summary().entrySet().stream()
        .filter(e -> !Double.isNaN(e.getValue()))
        .limit(OF_STATUS)
        .map(e -> e.getKey() + " " + Numbers.text(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** What the log says. */
  public static List<String> of(Evaluated evaluated) {
    List<String> lines = new ArrayList<>();
    lines.add(evaluated.report().title());
    lines.add(evaluated.report().about());
    evaluated.report().sections().stream()
        .flatMap(s -> s.parts().stream())
        .filter(Part.Notice.class::isInstance)
        .forEach(n -> lines.add("! " + ((Part.Notice) n).words()));
    for (Map.Entry<String, Double> one : evaluated.summary().entrySet())
      lines.add("  %-30s %s".formatted(one.getKey(), Numbers.text(one.getValue())));
    return lines;
  }

  /** A number of a report's table; NaN for a dash. */
  public static double number(String text) {
    return text.equals(Numbers.NONE) ? Double.NaN : Double.parseDouble(text);
  }
}

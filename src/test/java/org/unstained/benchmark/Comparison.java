package org.unstained.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same work by several contenders, in turn, so that whatever else the machine does hits all of
 * them. The first is ours, and what the others are measured by.
 */
final class Comparison {
  private final String title;
  private final int warmUps;
  private final int repeats;
  private final List<Contender> contenders = new ArrayList<>();

  /**
   * @param warmUps turns that don't count
   * @param repeats turns that count
   */
  Comparison(String title, int warmUps, int repeats) {
    this.title = title;
    this.warmUps = warmUps;
    this.repeats = repeats;
  }

  Comparison with(Contender contender) {
    contenders.add(contender);
    return this;
  }

  /** What is known of a contender after some turns. */
  private static final class Score {
    final List<Double> seconds = new ArrayList<>();
    String found = "";
    String failure;
  }

  /** Does it all and returns a table in Markdown. A contender that fails is a row that says so. */
  String run() {
    Map<Contender, Score> scores = new LinkedHashMap<>();
    for (Contender c : contenders) {
      Score score = new Score();
      score.failure = c.missing();
      scores.put(c, score);
    }
    for (int turn = -warmUps; turn < repeats; turn++)
      for (Map.Entry<Contender, Score> one : scores.entrySet()) turn(one, turn);
    return table(scores);
  }

  private void turn(Map.Entry<Contender, Score> one, int turn) {
    Contender contender = one.getKey();
    Score score = one.getValue();
    if (score.failure != null || turn >= contender.most() || -turn > contender.most()) return;
    try {
      Turn done = contender.work().call();
      score.found = done.found();
      if (turn >= 0) score.seconds.add(done.seconds());
    } catch (Exception e) {
      score.failure = "failed: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private String table(Map<Contender, Score> scores) {
    StringBuilder text = new StringBuilder();
    text.append(title).append(":\n\n");
    text.append("| | median | least – most | turns | times ours | found |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    double ours = Double.NaN;
    for (Map.Entry<Contender, Score> one : scores.entrySet()) {
      Score score = one.getValue();
      if (score.failure != null || score.seconds.isEmpty()) {
        String why = score.failure == null ? "no turn" : score.failure;
        text.append("| %s | %s | | | | |\n".formatted(one.getKey().name(), cell(why)));
        continue;
      }
      Timing timing = new Timing(score.seconds);
      boolean first = one.getKey() == contenders.get(0);
      if (first) ours = timing.median();
      String ratio = first ? "1" : ratio(timing.median() / ours);
      text.append(
          "| %s | %s | %s | %d | %s | %s |\n"
              .formatted(
                  one.getKey().name(),
                  timing.middle(),
                  timing.spread(),
                  score.seconds.size(),
                  ratio,
                  cell(score.found)));
    }
    return text.append('\n').toString();
  }

  /** Bold where ours is the slower one. */
  private static String ratio(double value) {
    if (Double.isNaN(value)) return "–";
    String text = String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    return value < 1 ? "**" + text + "**" : text;
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }
}

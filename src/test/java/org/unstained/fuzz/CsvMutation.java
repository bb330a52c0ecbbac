package org.unstained.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damage to the structure of a table: columns, headings, quotes, separators, cells. */
final class CsvMutation implements Mutation.OfText {
  @Override
  public String spoil(String sound, Random random) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : sound.split("\n"))
      rows.add(new ArrayList<>(Arrays.asList(line.split(",", -1))));
    List<String> row = Mutation.oneOf(rows, random);
    int at = random.nextInt(row.size());
    switch (random.nextInt(12)) {
      case 0 -> rows.forEach(r -> remove(r, at));
      case 1 -> rows.forEach(r -> r.add(r.get(Math.min(at, r.size() - 1))));
      case 2 -> rows.get(0).set(Math.min(at, rows.get(0).size() - 1), Edges.word(random));
      case 3, 4, 5 -> row.set(at, Edges.number(random));
      case 6 -> row.set(at, Edges.word(random));
      case 7 -> row.set(at, "\"" + row.get(at));
      case 8 -> row.set(at, "\"" + row.get(at) + "\"x");
      case 9 -> remove(row, at);
      case 10 -> row.add(Edges.word(random));
      default -> {
        return sound.replace(',', Mutation.oneOf(List.of(';', '\t', ' ', '\u0000'), random));
      }
    }
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    return String.join(end, rows.stream().map(r -> String.join(",", r)).toList()) + end;
  }

  private static void remove(List<String> row, int at) {
    if (at < row.size()) row.remove(at);
  }
}

package org.unstained.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damage to the structure of XML: elements dropped, doubled, exchanged, nested deep; attributes
 * changed; document types that declare entities which grow or point elsewhere.
 */
final class XmlMutation implements Mutation.OfText {
  private static final Pattern TOKEN = Pattern.compile("<[^>]*>|[^<]+");
  private static final Pattern VALUE = Pattern.compile("(?<==\")[^\"]*(?=\")");

  @Override
  public String spoil(String sound, Random random) {
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(sound).results().map(MatchResult::group).forEach(tokens::add);
    if (tokens.isEmpty()) return sound;
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(12)) {
      case 0 -> tokens.remove(at);
      case 1 -> {
        int end = Math.min(tokens.size(), at + 1 + random.nextInt(12));
        tokens.addAll(at, new ArrayList<>(tokens.subList(at, end)));
      }
      case 2 -> tokens.subList(Math.min(at, other), Math.max(at, other)).clear();
      case 3 -> tokens.set(at, tokens.set(other, tokens.get(at)));
      case 4 -> deepen(tokens, at, random);
      case 5, 6, 7, 8 -> values(tokens, at, random);
      case 9 -> tokens.add(at, Mutation.oneOf(ODD, random));
      case 10 -> {
        return withEntities(tokens, random);
      }
      default -> attributes(tokens, at, random);
    }
    return String.join("", tokens);
  }

  private static final List<String> ODD =
      List.of(
          "<!--",
          "<![CDATA[",
          "<![CDATA[ <a> ]]>",
          "<?php echo 1 ?>",
          "<x:y/>",
          "&nothing;",
          "&#0;",
          "&#xFFFFFFFF;",
          "</nothing>",
          "<>");

  private static void deepen(List<String> tokens, int at, Random random) {
    int depth = random.nextBoolean() ? 200 : 100_000;
    tokens.add(at, "<d>".repeat(depth) + (random.nextBoolean() ? "</d>".repeat(depth) : ""));
  }

  /** The value of an attribute, or the text of an element. */
  private static void values(List<String> tokens, int at, Random random) {
    String token = tokens.get(at);
    List<MatchResult> values = VALUE.matcher(token).results().toList();
    if (!token.startsWith("<")) tokens.set(at, Edges.word(random));
    else if (!values.isEmpty()) {
      MatchResult value = Mutation.oneOf(values, random);
      tokens.set(
          at,
          token.substring(0, value.start()) + Edges.word(random) + token.substring(value.end()));
    } else tokens.add(at + 1, Edges.word(random));
  }

  private static void attributes(List<String> tokens, int at, Random random) {
    String token = tokens.get(at);
    if (!token.startsWith("<") || token.startsWith("</")) return;
    StringBuilder many = new StringBuilder();
    for (int i = random.nextBoolean() ? 20 : 20_000; i > 0; i--)
      many.append(" a").append(i).append("='1'");
    int end = token.endsWith("/>") ? token.length() - 2 : token.length() - 1;
    tokens.set(at, token.substring(0, end) + many + token.substring(end));
  }

  private static String withEntities(List<String> tokens, Random random) {
    StringBuilder entities = new StringBuilder("<!ENTITY e0 \"bomb bomb bomb\">");
    for (int i = 1; i <= 9; i++)
      entities
          .append("<!ENTITY e" + i + " \"")
          .append(("&e" + (i - 1) + ";").repeat(10))
          .append("\">");
    String inner =
        switch (random.nextInt(3)) {
          case 0 -> entities.toString();
          case 1 -> "<!ENTITY e9 SYSTEM \"file:///etc/hostname\">";
          default -> "<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p; <!ENTITY e9 \"x\">";
        };
    int first = 0;
    while (first < tokens.size() && !tokens.get(first).matches("(?s)<[A-Za-z].*")) first++;
    List<String> all = new ArrayList<>(tokens);
    all.add(Math.min(all.size(), first), "<!DOCTYPE a [" + inner + "]>");
    int into = Math.min(all.size(), first + 2 + random.nextInt(Math.max(1, all.size() - first)));
    all.add(into, "&e9;");
    return String.join("", all);
  }
}

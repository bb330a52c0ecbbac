package org.unstained.fuzz;

import java.util.List;
import java.util.Random;

/** Values at which programs break. */
final class Edges {
  private static final long[] WHOLE = {
    0,
    1,
    2,
    -1,
    -2,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    1_000_000,
    (1L << 24) - 1,
    1L << 30,
    Integer.MAX_VALUE,
    1L << 31,
    (1L << 32) - 1,
    1L << 32,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "0.5",
          "1,5",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967295",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "1e308",
          "1e999",
          "-1e999",
          "1e-999",
          "1e99999999999",
          "NaN",
          "nan",
          "Infinity",
          "-Infinity",
          "inf",
          "0x10",
          "1_000",
          "1f",
          "1d",
          "--1",
          "+",
          ".",
          "1e",
          "1.2.3",
          "٣",
          "1 ");

  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "null",
          "true",
          "undefined",
          "{}",
          "[]",
          "%s%n%d",
          "$1\\1",
          "../../evil",
          "..",
          "/",
          "C:\\evil",
          "CON",
          "a\u0000b",
          "a\nb",
          "a\tb",
          "\u001b[31m",
          "\u202eabc",
          "\ud83e\uddeb",
          "\ud83e",
          "\ufeff",
          "äöü\u00b5",
          "'",
          "\"",
          "<",
          "&",
          "&amp;",
          "]]>",
          ",",
          ";");

  private Edges() {}

  static long whole(Random random) {
    return WHOLE[random.nextInt(WHOLE.length)];
  }

  /** A number as text, most of which are none. */
  static String number(Random random) {
    if (random.nextInt(40) == 0) return "9".repeat(random.nextBoolean() ? 400 : 20_000);
    return Mutation.oneOf(NUMBERS, random);
  }

  static String word(Random random) {
    return switch (random.nextInt(30)) {
      case 0 -> "x".repeat(300);
      case 1 -> "long ".repeat(20_000);
      case 2, 3, 4, 5, 6, 7, 8 -> number(random);
      default -> Mutation.oneOf(WORDS, random);
    };
  }
}

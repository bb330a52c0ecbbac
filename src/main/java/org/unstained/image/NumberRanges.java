package org.unstained.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of several numbered things are chosen: slices, frames, series. Written {@code 1,3-5,8-},
 * where {@code 8-} goes to the last; {@code all} for all.
 *
 * @param ranges in the order in which they were given; empty for all
 */
public record NumberRanges(List<Range> ranges) {

  /**
   * Numbers that follow each other.
   *
   * @param first from 1
   * @param last {@link #OPEN} for as many as there are
   */
  public record Range(int first, int last) {
    static final int OPEN = Integer.MAX_VALUE;

    public Range {
      if (first < 1 || last < first)
        throw new IllegalArgumentException(
            "Numbers go up from 1, got %d to %d".formatted(first, last));
    }

    @Override
    public String toString() {
      return last == OPEN ? first + "-" : first == last ? "" + first : first + "-" + last;
    }
  }

  public static final NumberRanges ALL = new NumberRanges(List.of());
  public static final NumberRanges FIRST = new NumberRanges(List.of(new Range(1, 1)));

  private static final String WORD = "all";
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(\\s*-\\s*(\\d{1,9})?)?");

  public NumberRanges {
    ranges = List.copyOf(ranges);
  }

  /**
   * @param key of the input, for messages
   * @throws IllegalArgumentException if the text is none of these; blank is all
   */
  public static NumberRanges parse(String key, String text) {
    String said = text.strip();
    if (said.isEmpty() || said.toLowerCase(Locale.ROOT).equals(WORD)) return ALL;
    List<Range> ranges = new ArrayList<>();
    for (String part : said.split("[,;]", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) throw refused(key, text);
      int first = Integer.parseInt(range.group(1));
      int last =
          range.group(2) == null
              ? first
              : range.group(3) == null ? Range.OPEN : Integer.parseInt(range.group(3));
      if (first < 1 || last < first) throw refused(key, text);
      ranges.add(new Range(first, last));
    }
    return new NumberRanges(ranges);
  }

  private static IllegalArgumentException refused(String key, String text) {
    return new IllegalArgumentException(
        "'%s' can't be '%s': it takes numbers from 1 such as 1,3-5,8- (8- goes to the last), or all."
            .formatted(key, text));
  }

  public boolean isAll() {
    return ranges.isEmpty();
  }

  /**
   * The chosen numbers, ascending, each once.
   *
   * @param most how many there are
   * @param what such as "slices", for messages
   * @throws IllegalArgumentException if one is chosen that isn't there
   */
  public List<Integer> of(int most, String what) {
    if (isAll()) return IntStream.rangeClosed(1, most).boxed().toList();
    for (Range range : ranges)
      if (range.first() > most || range.last() > most && range.last() != Range.OPEN)
        throw new IllegalArgumentException(
            "%s %s were chosen, and there %s %d."
                .formatted(what, this, most == 1 ? "is" : "are", most));
    return ranges.stream()
        .flatMapToInt(r -> IntStream.rangeClosed(r.first(), Math.min(most, r.last())))
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  /** Text that {@link #parse} reads back. */
  @Override
  public String toString() {
    return isAll() ? WORD : ranges.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}

package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class NumberRangesTest {

  @Test
  public void blankAndAllAreAll() {
    for (String text : List.of("", " ", "all", "ALL"))
      assertEquals(List.of(1, 2, 3), NumberRanges.parse("slices", text).of(3, "Slices"));
  }

  @Test
  public void numbersAndRangesComeInOrderAndOnce() {
    assertEquals(List.of(1, 3, 4, 5, 8, 9), NumberRanges.parse("x", "8-,1, 3-5,4").of(9, "X"));
    assertEquals(List.of(2), NumberRanges.parse("x", "2-2").of(9, "X"));
  }

  @Test
  public void textReadsBack() {
    for (String text : List.of("1", "1,3-5,8-", "all"))
      assertEquals(text, NumberRanges.parse("x", NumberRanges.parse("x", text).toString()) + "");
  }

  @Test
  public void nonsenseIsRefusedByItsKey() {
    for (String text : List.of("0", "a", "3-1", "-2", "1,,2", "1.5", "99999999999")) {
      IllegalArgumentException e =
          assertThrows(
              text, IllegalArgumentException.class, () -> NumberRanges.parse("frames", text));
      assertTrue(e.getMessage(), e.getMessage().contains("'frames'"));
    }
  }

  @Test
  public void whatIsNotThereIsRefused() {
    for (String text : List.of("4", "2-4", "4-"))
      assertThrows(
          text,
          IllegalArgumentException.class,
          () -> NumberRanges.parse("slices", text).of(3, "Slices"));
    assertEquals(List.of(3), NumberRanges.parse("slices", "3-").of(3, "Slices"));
  }
}

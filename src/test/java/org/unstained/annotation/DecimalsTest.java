package org.unstained.annotation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public class DecimalsTest {
  @Test
  public void numbersAreRead() {
    for (String text : List.of("1", "-1.", "+.5", "1.25", "12.e3", "007", "1E-10", "0.0"))
      assertEquals(text, Double.parseDouble(text), Decimals.parse(text), 0);
    for (String text : List.of("", ".", "-", "1,5", "1e", "1e1234", "0x1p3", "1d", "NaN", "1..2"))
      assertThrows(text, NumberFormatException.class, () -> Decimals.parse(text));
    assertThrows(NumberFormatException.class, () -> Decimals.parse("1e400"));
  }

  /** Took more than ten seconds. */
  @Test(timeout = 5_000)
  public void aHundredThousandDigitsAreLookedAtOnce() {
    String digits = "9".repeat(100_000);
    assertThrows(NumberFormatException.class, () -> Decimals.parse(digits + "x"));
    assertThrows(NumberFormatException.class, () -> Decimals.parse(digits + "." + digits + "x"));
    assertThrows(NumberFormatException.class, () -> Decimals.parse(digits));
  }
}

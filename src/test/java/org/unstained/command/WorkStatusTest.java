package org.unstained.command;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class WorkStatusTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  public void timeLeftFollowsFromTheFinishedPart() {
    TimeLeft left = new TimeLeft(1);
    left.at(0, 0);
    assertEquals("", left.text());
    left.at(0.25, 10 * SECOND);
    assertEquals("about 30 s left", left.text());
    left.at(0.5, 600 * SECOND);
    assertEquals("about 10 min left", left.text());
    left.at(0.5, 36_000 * SECOND);
    assertEquals("about 10.0 h left", left.text());
  }

  @Test
  public void whatIsSaidIsShort() {
    assertEquals("Detecting: 12 cells", WorkStatus.text("Detecting", "12 cells", ""));
    assertEquals(
        "Segmenting: 3 of 9 planes, 1.5/s, about 4 s left",
        WorkStatus.text("Segmenting", "3 of 9 planes, 1.5/s", "about 4 s left"));
  }

  @Test
  public void ratesHaveTwoDigits() {
    assertEquals("0.3", WorkStatus.rate(0.26));
    assertEquals("1235", WorkStatus.rate(1234.6));
  }
}

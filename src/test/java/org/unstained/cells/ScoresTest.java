package org.unstained.cells;

import static org.junit.Assert.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.Test;

public class ScoresTest {
  private static void assertAsFormatted(double score) {
    assertEquals("of " + score, String.format(Locale.ROOT, "%.2f", score), Scores.text(score));
  }

  @Test
  public void scoresAreWrittenAsJavaFormatsThem() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      assertAsFormatted(random.nextDouble());
      assertAsFormatted(random.nextFloat());
      assertAsFormatted(random.nextDouble() * 0.01);
    }
    for (int thousandths = 0; thousandths <= 1000; thousandths++) {
      double tie = thousandths / 1000.0;
      assertAsFormatted(tie);
      assertAsFormatted((float) tie);
      assertAsFormatted(Math.nextUp(tie));
      assertAsFormatted(Math.nextDown(tie));
    }
  }

  @Test
  public void othersThanScoresAreWrittenToo() {
    for (double value : new double[] {1, 12.345, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
      assertAsFormatted(value);
  }
}

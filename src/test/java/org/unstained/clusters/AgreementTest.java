package org.unstained.clusters;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.google.gson.JsonObject;
import org.junit.Test;

public class AgreementTest {

  @Test
  public void figuresAreScikitLearns() throws Exception {
    for (JsonObject c : Figures.cases("agreement")) {
      Agreement found = Agreement.of(Figures.labels(c.get("a")), Figures.labels(c.get("b")));
      assertEquals(c.get("rand").getAsDouble(), found.adjustedRand(), 1e-9);
      assertEquals(c.get("mutual").getAsDouble(), found.normalisedMutualInformation(), 1e-9);
    }
  }

  @Test
  public void groupingsMustBeOfTheSameCells() {
    assertThrows(IllegalArgumentException.class, () -> Agreement.of(new int[2], new int[3]));
    assertThrows(IllegalArgumentException.class, () -> Agreement.of(new int[0], new int[0]));
  }
}

package org.unstained.workflow.counts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Optional;
import org.junit.Test;

public class WellTest {

  @Test
  public void wellsAreFoundAsMakersOfMicroscopesWriteThem() {
    assertWell("A01", "A01.tif");
    assertWell("H12", "plate3_H12.png");
    assertWell("C07", "exp_C07_s2_w1.TIF"); // MetaXpress
    assertWell("F04", "r06c04f12p01-ch1sk1fk1fl1.tiff"); // Opera
    assertWell("F04", "r06c04f12p01.tiff"); // as in the CCA paper
    assertWell("B02", "B - 02(fld 1 wv DAPI - DAPI).tif"); // IN Cell Analyzer
    assertWell("P24", "P24_T0001F001L01A01Z01C01.tif"); // Yokogawa
    assertWell("B03", "B3-1.tif");
    assertWell("D11", "plate 1/D11/field 2.tif");
    assertWell("A05", "a05 - series 2");
  }

  @Test
  public void whatOnlyLooksLikeAWellIsNone() {
    for (String name :
        new String[] {
          "T98G_phase.tif",
          "image.tif",
          "BloodImage_00338.jpg",
          "A25.tif",
          "Q01",
          "A00",
          "A0",
          "hela1",
          "r17c04f1",
          "r01c25f1",
          "XA01",
          "A011"
        }) assertEquals(name, Optional.empty(), Well.find(name));
  }

  @Test
  public void twoDigitsGoBeforeOne() {
    assertWell("B07", "C2_B07.tif");
  }

  @Test
  public void plateGoesBeforeTheWellUnlessTheFolderIsTheWell() {
    assertEquals("p1/A05", GroupRule.well().groupOf().apply("p1/A5.tif"));
    assertEquals("p1/A05", GroupRule.well().groupOf().apply("p1/A05/A05_f1.tif"));
    assertEquals("A05", GroupRule.well().groupOf().apply("A05_f1.tif"));
    assertThrows(IllegalArgumentException.class, () -> GroupRule.well().groupOf().apply("nothing"));
  }

  @Test
  public void aPlateHasAnEnd() {
    assertThrows(IllegalArgumentException.class, () -> new Well(17, 1));
    assertThrows(IllegalArgumentException.class, () -> new Well(1, 0));
  }

  private static void assertWell(String expected, String name) {
    assertEquals(name, Optional.of(expected), Well.find(name).map(Well::text));
  }
}

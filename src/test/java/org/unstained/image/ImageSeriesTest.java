package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class ImageSeriesTest {

  private static final Path FILE = Path.of("xz.lif");

  private static ImageSeries series(int index, String name) {
    return new ImageSeries(index, name, FILE, 40, 30, 2, 1, 5, 24_000);
  }

  private static final List<ImageSeries> ALL =
      List.of(series(1, "Well A1"), series(2, ""), series(3, "12"), series(4, "Well A1"));

  private static List<Integer> chosen(String text) {
    return ImageSeries.chosen(text, ALL).stream().map(ImageSeries::index).toList();
  }

  @Test
  public void seriesAreChosenByNumberRangeOrName() {
    assertEquals(List.of(1), chosen("1"));
    assertEquals(List.of(1, 3, 4), chosen("3-4, 1"));
    assertEquals(List.of(2, 3), chosen("2 - 3,2"));
    assertEquals(List.of(1, 2, 3, 4), chosen("all"));
    assertEquals("all of that name", List.of(1, 4), chosen("Well A1"));
    assertEquals(List.of(2), chosen("series 2"));
    assertEquals("a name goes before a number", List.of(3), chosen("12"));
  }

  @Test
  public void whatIsNotThereIsRefusedWithWhatIs() {
    for (String text : List.of("0", "5", "3-2", "2-9", "", "1,", "-1", "well a1")) {
      IllegalArgumentException e =
          assertThrows(text, IllegalArgumentException.class, () -> chosen(text));
      assertTrue(
          e.getMessage(),
          e.getMessage()
              .endsWith(
                  "in xz.lif. It holds 1 'Well A1', 2 'series 2', 3 '12', 4 'Well A1': give numbers"
                      + " (1,3-5,8-), all, or a name."));
    }
  }

  @Test
  public void sizesNameTheAxesThatThereAre() {
    assertEquals("40 x 30, 2 channels, 5 frames", series(1, "").sizes());
    assertEquals("4 x 3", new ImageSeries(1, null, FILE, 4, 3, 1, 1, 1, 12).sizes());
  }

  @Test
  public void titlesTellSeriesApart() {
    assertEquals("xz.lif", ImageFiles.title(FILE, ALL.subList(0, 1), 1));
    assertEquals("xz.lif - series 2", ImageFiles.title(FILE, ALL, 2));
    assertEquals("xz.lif - Well A1 (4)", ImageFiles.title(FILE, ALL, 4));
  }

  @Test
  public void aSeriesWithoutPixelsCantBe() {
    assertThrows(
        IllegalArgumentException.class, () -> new ImageSeries(1, "", FILE, 0, 3, 1, 1, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new ImageSeries(0, "", FILE, 4, 3, 1, 1, 1, 0));
  }
}

package org.unstained.workflow.planes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.util.List;
import org.junit.Test;

public class InputChannelsTest {
  private static final ImagePlus GREY = IJ.createImage("grey", "8-bit", 4, 3, 1);
  private static final ImagePlus RGB = IJ.createImage("colour", "RGB", 4, 3, 1);
  private static final ImagePlus TWO = IJ.createHyperStack("two", 4, 3, 2, 1, 1, 16);

  private static List<Integer> chosen(ImagePlus image, String choice, String... wanted) {
    return InputChannels.of(image, choice, List.of(wanted), "net").numbers();
  }

  @Test
  public void withoutChoiceOneChannelIsTheFirstOrTheBrightness() {
    assertEquals(List.of(1), chosen(GREY, "", "bf"));
    assertEquals(List.of(1), chosen(TWO, " ", "bf"));
    assertEquals(List.of(0), chosen(RGB, "", "bf"));
  }

  @Test
  public void withoutChoiceSeveralAreAllInTheirOrder() {
    assertEquals(List.of(1, 2), chosen(TWO, "", "bf", "nuclei"));
    assertEquals(List.of(1, 2, 3), chosen(RGB, "all", "red", "green", "blue"));
  }

  @Test
  public void numbersAreTakenInTheOrderGiven() {
    assertEquals(List.of(2, 1), chosen(TWO, "2, 1", "bf", "nuclei"));
    assertEquals(List.of(2), chosen(RGB, "2", "bf"));
  }

  @Test
  public void anotherCountThanTheNetworksSaysWhatToSet() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> chosen(GREY, "", "red", "green", "blue"));
    assertTrue(e.getMessage(), e.getMessage().contains("takes 3 channels (red, green, blue)"));
    assertTrue(e.getMessage(), e.getMessage().contains("such as 1,2,3"));
  }

  @Test
  public void aChannelThatIsMissingOrTwiceOrNoNumberIsRefused() {
    for (String bad : List.of("3", "1,1", "x", "0", "1,,2"))
      assertThrows(bad, IllegalArgumentException.class, () -> chosen(TWO, bad, "bf"));
  }

  @Test
  public void resultsAreDrawnOnTheFirstChosenChannel() {
    assertEquals(2, InputChannels.of(TWO, "2", List.of("bf"), "net").shown(TWO));
    assertEquals(1, InputChannels.of(RGB, "3", List.of("bf"), "net").shown(RGB));
  }
}

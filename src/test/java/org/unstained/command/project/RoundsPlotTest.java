package org.unstained.command.project;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertNull;

import ij.gui.Plot;
import java.util.List;
import org.junit.Test;
import org.unstained.project.Listing;

public class RoundsPlotTest {
  private static final List<String> COLUMNS = List.of("training_images", "truth", "f1", "map50");

  @Test
  public void roundsOfOneTruthStandInTheOrderOfTheirImages() {
    org.unstained.Painted.assumeLetters();
    Listing rounds =
        new Listing(
            "",
            COLUMNS,
            List.of(
                List.of("30", "a", "0.5", "0.4"),
                List.of("50", "b", "0.8", "0.7"),
                List.of("", "b", "0.9", "0.9"), // a model from elsewhere
                List.of("20", "b", "0.6", "0.5")));
    Plot plot = RoundsPlot.of(rounds);
    assertArrayEquals(new float[] {20, 50}, plot.getXValues(), 0);
    assertArrayEquals(new float[] {0.6f, 0.8f}, plot.getYValues(), 0);
  }

  @Test
  public void withoutRoundsThereIsNothingToShow() {
    assertNull(RoundsPlot.of(new Listing("", COLUMNS, List.of())));
    assertNull(RoundsPlot.of(new Listing("", COLUMNS, List.of(List.of("", "b", "0.9", "0.9")))));
  }
}

package org.unstained.command.samples;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.unstained.image.SampleImage;

/** Opens a calibrated hyperstack of two channels and 13 slices. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "File"),
      @Menu(label = "Open Samples"),
      @Menu(label = "Unstained"),
      @Menu(label = "Cells in Channels and Slices", weight = 205)
    })
public class HyperstackSample extends OpenSample {

  public HyperstackSample() {
    super(SampleImage.HYPERSTACK);
  }
}

package org.unstained.command.samples;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.unstained.command.analysis.DetectCells;
import org.unstained.image.SampleImage;

/** Opens living and dead cells without stain, for {@link DetectCells}. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "File"),
      @Menu(label = "Open Samples"),
      @Menu(label = "Unstained"),
      @Menu(label = "Living and Dead Cells", weight = 203)
    })
public class LiveDeadSample extends OpenSample {

  public LiveDeadSample() {
    super(SampleImage.LIVE_DEAD);
  }
}

package org.unstained.command.samples;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.unstained.image.SampleImage;

/** Opens four frames of living and dead cells, for counting over time. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "File"),
      @Menu(label = "Open Samples"),
      @Menu(label = "Unstained"),
      @Menu(label = "Living and Dead Cells in Frames", weight = 204)
    })
public class LiveDeadFramesSample extends OpenSample {

  public LiveDeadFramesSample() {
    super(SampleImage.LIVE_DEAD_FRAMES);
  }
}

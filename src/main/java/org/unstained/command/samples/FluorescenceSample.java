package org.unstained.command.samples;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.image.SampleImage;

/** Opens nuclei in fluorescence, for {@link SegmentCells}. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "File"),
      @Menu(label = "Open Samples"),
      @Menu(label = "Unstained"),
      @Menu(label = "Nuclei in Fluorescence", weight = 201)
    })
public class FluorescenceSample extends OpenSample {

  public FluorescenceSample() {
    super(SampleImage.FLUORESCENCE);
  }
}

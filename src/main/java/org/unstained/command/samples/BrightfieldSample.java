package org.unstained.command.samples;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.image.SampleImage;

/** Opens stained nuclei in brightfield, for {@link SegmentCells} with dark cells. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "File"),
      @Menu(label = "Open Samples"),
      @Menu(label = "Unstained"),
      @Menu(label = "Stained Nuclei in Brightfield", weight = 202)
    })
public class BrightfieldSample extends OpenSample {

  public BrightfieldSample() {
    super(SampleImage.BRIGHTFIELD);
  }
}

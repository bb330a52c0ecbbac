package org.unstained.command.samples;

import java.io.IOException;
import org.unstained.command.CellCommand;
import org.unstained.command.OpenImages;
import org.unstained.image.SampleImage;

/** Opens one of the sample images. */
public abstract class OpenSample extends CellCommand {

  private final SampleImage sample;

  OpenSample(SampleImage sample) {
    this.sample = sample;
  }

  @Override
  public String page() {
    return "files.md";
  }

  @Override
  protected void execute() throws IOException {
    OpenImages.show(sample.open());
  }
}

package org.unstained.command;

import java.io.IOException;
import java.util.Collection;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;
import org.unstained.models.ModelTask;

/**
 * Makes Fiji's dialogs offer the installed models for detection: SciJava asks converters for that.
 */
@Plugin(type = Converter.class)
public final class DetectorChoices extends AbstractConverter<String, DetectorChoice> {

  @Override
  public void populateInputCandidates(Collection<Object> candidates) {
    try {
      for (String name : ModelChoice.installed(ModelTask.DETECTION))
        candidates.add(new DetectorChoice(name));
    } catch (IOException e) {
      // the library can't be read: the run says why, the dialog goes without
    }
  }

  @Override
  public <T> T convert(Object name, Class<T> type) {
    return type.cast(new DetectorChoice((String) name));
  }

  @Override
  public Class<DetectorChoice> getOutputType() {
    return DetectorChoice.class;
  }

  @Override
  public Class<String> getInputType() {
    return String.class;
  }
}

package org.unstained.command;

import ij.Macro;
import ij.plugin.frame.Recorder;
import java.io.File;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Gives Fiji's recorder inputs of our commands that can be written into a macro as they are.
 *
 * <p>It writes what {@code toString} says, and a macro then reads the path {@code C:\\new} as a
 * line break and {@code ew}. So once the command is done, and before the recorder looks, each value
 * gets the brackets and backslashes that it needs.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.LOW)
public final class RecordedPaths extends AbstractPostprocessorPlugin {

  /** The same file, but for what it says of itself. */
  private static final class WrittenFile extends File {
    private static final long serialVersionUID = 1;

    WrittenFile(File file) {
      super(file.getPath());
    }

    @Override
    public String toString() {
      return Inputs.written(getPath());
    }
  }

  @Override
  public void process(Module module) {
    if (!(module.getDelegateObject() instanceof CellCommand command)
        || Macro.getOptions() != null
        || !Recorder.record) return;
    for (Input input : Inputs.of(command.getClass())) {
      Object value = module.getInput(input.key());
      if (value == null || input.isImage()) continue;
      String written = Inputs.written(value.toString());
      if (!written.equals(value.toString())) module.setInput(input.key(), escaped(value, written));
    }
  }

  private static Object escaped(Object value, String written) {
    if (value instanceof File file) return new WrittenFile(file);
    if (value instanceof DetectorChoice) return new DetectorChoice(written);
    if (value instanceof ClassifierChoice) return new ClassifierChoice(written);
    return written;
  }
}

package org.unstained.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelTask;
import org.unstained.workflow.networks.Installation;

/**
 * A model as a user names it: by its name in the library, or by the path of a folder or a zip. A
 * dialog offers those that are installed for the task; a macro may give any. Whether there is such
 * a model turns out when the work begins.
 */
public sealed interface ModelChoice permits DetectorChoice, ClassifierChoice {

  /** The name or path; empty for none. */
  String text();

  /** What the model has to be for. */
  ModelTask task();

  /**
   * The names of the installed models that can be used for a task: first those for as many channels
   * as the current image has, then those for one, which suit any; in alphabetical order each.
   */
  static List<String> installed(ModelTask task) throws IOException {
    ImagePlus image = WindowManager.getCurrentImage();
    boolean rgb = image != null && image.getType() == ImagePlus.COLOR_RGB;
    int there = image == null ? 1 : rgb ? 3 : image.getNChannels();
    return Installation.models().list().stream()
        .filter(model -> model.model().isPresent())
        .filter(model -> model.model().get().description().task() == task)
        .sorted(Comparator.comparingInt(model -> misfit(model, there)))
        .map(InstalledModel::key)
        .toList();
  }

  private static int misfit(InstalledModel model, int there) {
    int channels = model.model().orElseThrow().description().input().channels().size();
    return channels == there ? 0 : channels == 1 ? 1 : 2;
  }
}

package org.unstained.command;

import java.io.IOException;
import java.util.List;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelTask;
import org.unstained.workflow.Installation;

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

  /** The names of the installed models that can be used for a task, in alphabetical order. */
  static List<String> installed(ModelTask task) throws IOException {
    return Installation.models().list().stream()
        .filter(model -> model.model().isPresent())
        .filter(model -> model.model().get().description().task() == task)
        .map(InstalledModel::key)
        .toList();
  }
}

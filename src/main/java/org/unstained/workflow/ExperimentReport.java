package org.unstained.workflow;

import java.io.IOException;

/** The report of an experiment. */
final class ExperimentReport {
  private ExperimentReport() {}

  static void write(ExperimentFolder folder, ExperimentPlan plan, ExperimentResult result)
      throws IOException {}
}

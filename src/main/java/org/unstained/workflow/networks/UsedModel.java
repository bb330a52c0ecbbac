package org.unstained.workflow.networks;

import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;

/**
 * Which model did the work, so that anybody can do it again.
 *
 * @param name as macros take it
 * @param version may be empty
 * @param sha256 of its weights
 */
public record UsedModel(String name, String version, ModelTask task, String sha256) {

  /** What a report says of an installed model. */
  public static UsedModel of(ModelPackage model) {
    return new UsedModel(
        model.description().key(),
        model.description().version(),
        model.description().task(),
        model.description().weights().sha256());
  }

  /** Name and version. */
  @Override
  public String toString() {
    return version.isEmpty() ? name : name + " " + version;
  }
}

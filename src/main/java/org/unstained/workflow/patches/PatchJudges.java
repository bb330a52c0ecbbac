package org.unstained.workflow.patches;

import java.io.IOException;
import java.util.List;
import org.unstained.cells.PatchMeasurement;
import org.unstained.models.ComputeDevices;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.MeasurementJudge;
import org.unstained.workflow.analysis.NetworkJudge;
import org.unstained.workflow.networks.LoadedNetworks;

/** Opens classifiers for patches: networks, and those that know measurements of patches. */
final class PatchJudges {
  private PatchJudges() {}

  /**
   * @param options channels count for networks; measurements have been taken already
   * @throws IllegalArgumentException if the model wants measurements that patches don't have, or
   *     options are for networks only
   * @throws IOException if the model, the device or the engine doesn't work
   */
  static CellJudge open(
      ModelPackage found, ClassifyOptions options, ComputeDevices devices, LoadedNetworks networks)
      throws IOException {
    if (!found.description().isMeasured())
      return NetworkJudge.open(found, options, devices, networks);
    List<String> wanted = found.description().input().channels();
    if (!PatchMeasurement.COLUMNS.containsAll(wanted))
      throw new IllegalArgumentException(
          "'%s' looks at measurements that only cells have (%s). For patches choose a network, or a model that Train Empty Patches made."
              .formatted(found.description().key(), String.join(", ", wanted)));
    return MeasurementJudge.open(
        found, new ClassifyOptions(options.model(), "", options.turns(), ComputeDevices.AUTO));
  }
}

package org.unstained.workflow.networks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.unstained.models.ComputeDevice;
import org.unstained.models.DeviceChoice;

/**
 * The models and the device that did the work: for the log, the image's properties and a folder's
 * {@code run.json}.
 *
 * @param notes a sentence for each better device that can't be used
 */
public record UsedNetworks(List<UsedModel> models, ComputeDevice device, List<String> notes) {
  public UsedNetworks {
    models = List.copyOf(models);
    notes = List.copyOf(notes);
  }

  /** With the notes on why this device was chosen. */
  public static UsedNetworks of(List<UsedModel> models, DeviceChoice device) {
    return new UsedNetworks(models, device.device(), device.notes());
  }

  /** The models by name and version. */
  public String names() {
    return models.stream().map(UsedModel::toString).collect(Collectors.joining(" + "));
  }

  /** The models as they stand in a report, with their checksums. */
  public List<Map<String, String>> modelFacts() {
    List<Map<String, String>> list = new ArrayList<>();
    for (UsedModel model : models) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("name", model.name());
      one.put("version", model.version());
      one.put("task", model.task().key());
      one.put("sha256", model.sha256());
      list.add(one);
    }
    return list;
  }

  /** As it stands in a report. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("models", modelFacts());
    facts.put("device", device.name());
    if (!notes.isEmpty()) facts.put("device_notes", notes);
    return facts;
  }
}

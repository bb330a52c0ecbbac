package org.unstained.models;

import java.util.List;

/**
 * The device that works, and why no better one was taken.
 *
 * @param notes a sentence for each better device that failed; empty if there was none
 */
public record DeviceChoice(ComputeDevice device, List<String> notes) {
  public DeviceChoice {
    notes = List.copyOf(notes);
  }
}

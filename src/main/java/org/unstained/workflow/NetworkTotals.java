package org.unstained.workflow;

import java.util.LinkedHashMap;
import java.util.Map;

/** What networks did in all images of a folder. */
final class NetworkTotals {
  private final UsedNetworks used;
  private long cells;
  private double seconds;

  NetworkTotals(UsedNetworks used) {
    this.used = used;
  }

  /** Counts an image and hands its result on. */
  NetworkResult add(NetworkResult result) {
    add(result.cells(), result.seconds());
    return result;
  }

  /** Counts an image. */
  void add(long more, double took) {
    cells += more;
    seconds += took;
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(used.facts());
    facts.put("network_seconds", Math.rint(seconds * 1000) / 1000);
    facts.put("cells_per_second", seconds > 0 ? Math.rint(cells / seconds * 10) / 10 : 0);
    return facts;
  }

  String tools() {
    return used.names() + " on " + used.device().name();
  }
}

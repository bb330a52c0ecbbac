package org.unstained.workflow.networks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What networks did in all images of a folder. */
public final class NetworkTotals {
  /** What networks do. */
  public interface Work<T> {
    T run() throws IOException;
  }

  private final UsedNetworks used;
  private long cells;
  private double seconds;
  private int atWork;
  private long since;

  /** Nothing has been counted yet. */
  public NetworkTotals(UsedNetworks used) {
    this.used = used;
  }

  /** Counts what was found or classified. */
  public synchronized void count(long more) {
    cells += more;
  }

  /** Counts an image. */
  public synchronized void add(long more, double took) {
    cells += more;
    seconds += took;
  }

  /** Does work and takes its time; while several do, it counts once. */
  public <T> T time(Work<T> work) throws IOException {
    begin();
    try {
      return work.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (atWork++ == 0) since = System.nanoTime();
  }

  private synchronized void end() {
    if (--atWork == 0) seconds += (System.nanoTime() - since) / 1e9;
  }

  /** As they stand in {@code run.json}: models, device, seconds, cells a second. */
  public synchronized Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(used.facts());
    facts.put("network_seconds", Math.rint(seconds * 1000) / 1000);
    facts.put("cells_per_second", seconds > 0 ? Math.rint(cells / seconds * 10) / 10 : 0);
    return facts;
  }

  /** The models and the device on one line. */
  public String tools() {
    return used.names() + " on " + used.device().name();
  }
}

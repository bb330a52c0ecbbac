package org.unstained.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Pieces of planes that were read last, up to a number of bytes; those that nobody asked for the
 * longest go first. A piece that several threads ask for at once is read once. One piece may be
 * larger than all that is kept; it is then forgotten with the next.
 */
final class TileCache {
  private static final class Slot {
    private Object tile;

    synchronized Object get(Supplier<?> reading) {
      if (tile == null) tile = reading.get();
      return tile;
    }
  }

  private record Kept(Slot slot, long bytes) {}

  private final long capacity;
  private final Map<Object, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  /**
   * @param capacity in bytes
   */
  TileCache(long capacity) {
    this.capacity = capacity;
  }

  /**
   * The piece of this name, read now if it isn't kept. If reading fails, the next who asks tries
   * again.
   *
   * @param bytes that it takes
   */
  Object get(Object name, long bytes, Supplier<?> reading) {
    return slot(name, bytes).get(reading);
  }

  private synchronized Slot slot(Object name, long bytes) {
    Kept found = kept.get(name);
    if (found != null) return found.slot;
    held += bytes;
    var oldest = kept.entrySet().iterator();
    while (held > capacity && oldest.hasNext()) {
      held -= oldest.next().getValue().bytes;
      oldest.remove();
    }
    Slot slot = new Slot();
    kept.put(name, new Kept(slot, bytes));
    return slot;
  }

  /** Bytes that are kept, counting what is being read. */
  synchronized long held() {
    return held;
  }
}

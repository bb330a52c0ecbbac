package org.unstained.overlay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What was taken out of a sequence, and where it stood: enough to put it back even if the sequence
 * has grown, shrunk or changed since.
 *
 * @param <K> what names an element
 * @param <V> what is kept of one that was taken out
 */
final class TakenOut<K, V> {
  private record Entry<K, V>(K key, V out) {}

  private final List<Entry<K, V>> entries = new ArrayList<>();
  private int size;

  /** The next element of the sequence stays in it. */
  void stays(K key) {
    entries.add(new Entry<>(key, null));
  }

  /** The next element of the sequence is taken out of it. */
  void goes(K key, V out) {
    entries.add(new Entry<>(key, out));
    size++;
  }

  /** The names of those that are taken out. */
  Set<K> out() {
    Set<K> keys = new HashSet<>(2 * size);
    for (Entry<K, V> entry : entries) if (entry.out() != null) keys.add(entry.key());
    return keys;
  }

  /** How many are taken out. */
  int size() {
    return size;
  }

  /**
   * Goes through the sequence as it was: each element that is in it now, and, before the first of
   * those that stood behind it, each that was taken out.
   */
  <T> void weave(List<T> now, Function<T, K> keyOf, Consumer<T> there, BiConsumer<K, V> back) {
    Map<K, Integer> places = new HashMap<>(2 * entries.size());
    for (int i = 0; i < entries.size(); i++)
      if (entries.get(i).out() == null) places.put(entries.get(i).key(), i);
    int next = 0;
    for (T element : now) {
      int place = size == 0 ? -1 : places.getOrDefault(keyOf.apply(element), -1);
      next = bring(next, place, back);
      there.accept(element);
    }
    bring(next, entries.size(), back);
  }

  private int bring(int from, int to, BiConsumer<K, V> back) {
    int next = from;
    for (; next < to; next++)
      if (entries.get(next).out() != null)
        back.accept(entries.get(next).key(), entries.get(next).out());
    return next;
  }
}

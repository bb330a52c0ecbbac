package org.unstained.embedding;

import java.util.BitSet;

/**
 * The edges of a graph, each once, in sets of which no two edges share a cell, so that all of a set
 * can be worked on at once. Each edge, one after another, goes to the first set that has neither of
 * its cells.
 *
 * @param starts where each set begins; one more than sets
 * @param from the cell with the lower number
 * @param to the other one
 */
record GraphEdges(int[] starts, int[] from, int[] to, double[] weights) {

  static GraphEdges of(FuzzyGraph graph) {
    int n = graph.size();
    BitSet[] taken = new BitSet[n];
    for (int i = 0; i < n; i++) taken[i] = new BitSet();
    int[] set = new int[graph.ends().length];
    int sets = 0;
    for (int i = 0; i < n; i++)
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) {
        int j = graph.ends()[e];
        if (j < i) continue;
        set[e] = firstFree(taken[i], taken[j]);
        taken[i].set(set[e]);
        taken[j].set(set[e]);
        sets = Math.max(sets, set[e] + 1);
      }
    int[] starts = new int[sets + 1];
    for (int i = 0; i < n; i++)
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++)
        if (graph.ends()[e] > i) starts[set[e] + 1]++;
    for (int s = 0; s < sets; s++) starts[s + 1] += starts[s];
    int[] next = starts.clone();
    int[] from = new int[starts[sets]];
    int[] to = new int[from.length];
    double[] weights = new double[from.length];
    for (int i = 0; i < n; i++)
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) {
        if (graph.ends()[e] < i) continue;
        int at = next[set[e]]++;
        from[at] = i;
        to[at] = graph.ends()[e];
        weights[at] = graph.weights()[e];
      }
    return new GraphEdges(starts, from, to, weights);
  }

  private static int firstFree(BitSet a, BitSet b) {
    int free = a.nextClearBit(0);
    while (b.get(free)) free = a.nextClearBit(b.nextClearBit(free));
    return free;
  }

  int sets() {
    return starts.length - 1;
  }
}

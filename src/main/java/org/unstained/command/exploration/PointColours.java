package org.unstained.command.exploration;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.unstained.models.ModelClass;
import org.unstained.overlay.FilterSettings;
import org.unstained.overlay.LabelClass;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.exploration.Exploration;

/**
 * What cells are coloured by: something that parts them (class, cluster, image) with a colour each,
 * or a number on a scale.
 *
 * @param title for people
 * @param rgb 0xRRGGBB of each cell
 * @param entries of the legend; none for numbers
 * @param low where the scale begins; NaN without one. One cell in a hundred has less
 * @param high where it ends
 */
record PointColours(String title, int[] rgb, List<Entry> entries, double low, double high) {
  static final String CLASS = "class";
  static final String SCORE = "score";
  static final String CLUSTER = "cluster";
  static final String IMAGE = "image";
  static final String FRAME = "frame";
  static final String SLICE = "slice";

  /** Cells that part of the scale leaves out at each end. */
  private static final double EXTREME = 0.01;

  private static final int GREY = 0x9a9a9a;

  /** After seven colours for colour-blind eyes come others that differ as far as can be. */
  private static final int[] MORE = {
    0x8c564b, 0x7f3c8d, 0x11a579, 0xe73f74, 0x80ba5a, 0x4b4b8f, 0xf97b72, 0x008695, 0xcf1c90,
    0xa5aa99, 0x5d69b1, 0x52bca3, 0x99c945, 0xcc61b0, 0x24796c, 0xdaa51b, 0x2f8ac4, 0x764e9f,
    0xed645a, 0x6b8e23
  };

  /** A line of the legend: what, its colour, and the cells that are so. */
  record Entry(String name, int rgb, int[] cells) {}

  boolean isScale() {
    return entries.isEmpty();
  }

  /** What there is to colour by: the keys that {@link #of} takes. */
  static List<String> keys(ExploredCells cells, Exploration found) {
    List<String> keys = new ArrayList<>(List.of(CLASS));
    if (IntStream.range(0, cells.size()).anyMatch(i -> !Double.isNaN(cells.score(i))))
      keys.add(SCORE);
    if (found != null && found.clusters().count() > 0) keys.add(CLUSTER);
    keys.add(IMAGE);
    if (IntStream.range(0, cells.size()).anyMatch(i -> cells.get(i).frame() > 1)) keys.add(FRAME);
    if (IntStream.range(0, cells.size()).anyMatch(i -> cells.get(i).slice() > 1)) keys.add(SLICE);
    for (String name : cells.probabilityClasses()) keys.add("p_" + name);
    keys.addAll(cells.measurements());
    return keys;
  }

  /**
   * @param found null as long as there are no clusters
   * @throws IllegalArgumentException if there is nothing of this name
   */
  static PointColours of(String key, ExploredCells cells, Exploration found) {
    int n = cells.size();
    switch (key) {
      case CLASS -> {
        return classes(cells);
      }
      case CLUSTER -> {
        if (found == null || found.clusters().count() == 0) break;
        int[] labels = found.clusters().labels();
        List<String> names = new ArrayList<>();
        for (int c = 1; c <= found.clusters().count(); c++) names.add("Cluster " + c);
        names.add("In none");
        return parted(
            "Cluster",
            names,
            Map.of("In none", GREY),
            IntStream.range(0, n)
                .mapToObj(i -> labels[i] == 0 ? "In none" : "Cluster " + labels[i])
                .toArray(String[]::new));
      }
      case IMAGE -> {
        String[] of =
            IntStream.range(0, n).mapToObj(i -> cells.get(i).image()).toArray(String[]::new);
        return parted("Image", List.copyOf(new TreeSet<>(Arrays.asList(of))), Map.of(), of);
      }
      case SCORE -> {
        return scale("Score", IntStream.range(0, n).mapToDouble(cells::score).toArray());
      }
      case FRAME -> {
        return scale(
            "Frame", IntStream.range(0, n).mapToDouble(i -> cells.get(i).frame()).toArray());
      }
      case SLICE -> {
        return scale(
            "Slice", IntStream.range(0, n).mapToDouble(i -> cells.get(i).slice()).toArray());
      }
      default -> {
        if (cells.measurements().contains(key)) return scale(key, cells.measured(key));
        if (key.startsWith("p_") && cells.probabilityClasses().contains(key.substring(2)))
          return scale(key, cells.probabilities(key.substring(2)));
      }
    }
    throw new IllegalArgumentException(
        "There is nothing called '%s' to colour by. There are: %s."
            .formatted(key, String.join(", ", keys(cells, found))));
  }

  private static PointColours classes(ExploredCells cells) {
    Map<String, Integer> known = new HashMap<>();
    if (!cells.images().isEmpty())
      for (int i = 0; i < cells.size(); i++)
        cells
            .labelling(i)
            .ifPresent(
                one -> {
                  if (!known.containsKey("/" + one.image().getID())) {
                    known.put("/" + one.image().getID(), 0);
                    for (LabelClass c : one.classes())
                      known.putIfAbsent(c.name(), c.colour().getRGB() & 0xffffff);
                  }
                });
    List<String> names = new ArrayList<>(cells.classes());
    for (int i = 0; i < names.size(); i++)
      known.putIfAbsent(names.get(i), ModelClass.at(i, names.get(i)).rgb());
    known.put(FilterSettings.NO_CLASS, GREY);
    names.add(FilterSettings.NO_CLASS);
    String[] of =
        IntStream.range(0, cells.size())
            .mapToObj(
                i -> cells.className(i).isEmpty() ? FilterSettings.NO_CLASS : cells.className(i))
            .toArray(String[]::new);
    return parted("Class", names, known, of);
  }

  /** Names that no cell has are left out of the legend. */
  private static PointColours parted(
      String title, List<String> names, Map<String, Integer> known, String[] of) {
    Map<String, List<Integer>> cells = new LinkedHashMap<>();
    for (String name : names) cells.put(name, new ArrayList<>());
    for (int i = 0; i < of.length; i++)
      cells.computeIfAbsent(of[i], name -> new ArrayList<>()).add(i);
    List<Entry> entries = new ArrayList<>();
    int[] rgb = new int[of.length];
    int place = 0;
    for (Map.Entry<String, List<Integer>> one : cells.entrySet()) {
      int colour = known.getOrDefault(one.getKey(), colour(place++));
      for (int i : one.getValue()) rgb[i] = colour;
      if (!one.getValue().isEmpty())
        entries.add(
            new Entry(one.getKey(), colour, one.getValue().stream().mapToInt(i -> i).toArray()));
    }
    return new PointColours(title, rgb, entries, Double.NaN, Double.NaN);
  }

  /** The colour of the group at this place, from 0; beyond 27 they begin to be alike. */
  private static int colour(int place) {
    if (place < 7) return ModelClass.at(place, "a").rgb();
    if (place < 7 + MORE.length) return MORE[place - 7];
    return Color.HSBtoRGB((place * 0.618034f) % 1, 0.65f, 0.85f) & 0xffffff;
  }

  private static PointColours scale(String title, double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int last = sorted.length - 1;
    double low = last < 0 ? 0 : sorted[(int) Math.floor(last * EXTREME)];
    double high = last < 0 ? 1 : sorted[(int) Math.ceil(last * (1 - EXTREME))];
    double span = high > low ? high - low : 1;
    int[] rgb = Arrays.stream(values).mapToInt(v -> ColourScale.rgb((v - low) / span)).toArray();
    return new PointColours(title, rgb, List.of(), low, high);
  }

  /** A value of the scale for people. */
  static String text(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e7) return String.format(Locale.ROOT, "%.0f", value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3g", value);
  }
}

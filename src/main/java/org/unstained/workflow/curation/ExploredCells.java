package org.unstained.workflow.curation;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.FilterSettings;

/**
 * Cells that were gathered to be explored, numbered from 0, and the pictures and labels of them.
 * Classes are asked anew each time, as people give others meanwhile; all else stays.
 *
 * <p>To be used on one thread, but for the pictures of {@link #crops}.
 */
public final class ExploredCells {
  private final List<ExploredCell> cells;
  private final int[] places;
  private final Curation crops;
  private final boolean pictured;

  private ExploredCells(List<ExploredCell> cells, int[] places, Curation crops, boolean pictured) {
    this.cells = List.copyOf(cells);
    this.places = places;
    this.crops = crops;
    this.pictured = pictured;
  }

  /**
   * @param crops of the same cells in the same order
   * @param pictured whether they have pictures
   */
  public static ExploredCells of(List<ExploredCell> cells, Curation crops, boolean pictured) {
    if (crops.size() != cells.size())
      throw new IllegalArgumentException(
          "%d cells but %d crops".formatted(cells.size(), crops.size()));
    int[] places = new int[cells.size()];
    for (int i = 0; i < places.length; i++) places[i] = i;
    return new ExploredCells(cells, places, crops, pictured);
  }

  /**
   * Those of certain classes with a certain score, as {@code Filter Cells} chooses them.
   *
   * @throws IllegalArgumentException if a class isn't known or no cell is left
   */
  public ExploredCells only(String classes, double score) {
    Set<String> known = new TreeSet<>();
    for (int i = 0; i < size(); i++) known.add(shown(className(i)));
    Set<String> wanted = FilterSettings.classes(classes, known);
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < size(); i++)
      if ((wanted.isEmpty() || wanted.contains(shown(className(i)))) && !(score(i) < score))
        left.add(i);
    if (left.isEmpty())
      throw new IllegalArgumentException(
          "None of the %,d cells has a score of %s or more%s. Lower 'score', or choose other 'classes'."
              .formatted(size(), score, wanted.isEmpty() ? "" : " and one of these classes"));
    return new ExploredCells(
        left.stream().map(cells::get).toList(),
        left.stream().mapToInt(i -> places[i]).toArray(),
        crops,
        pictured);
  }

  private static String shown(String name) {
    return name.isEmpty() ? FilterSettings.NO_CLASS : name;
  }

  /** How many cells there are. */
  public int size() {
    return cells.size();
  }

  /** A cell by its number, from 0. */
  public ExploredCell get(int cell) {
    return cells.get(cell);
  }

  /** What it is by now; empty if nobody has said so. */
  public String className(int cell) {
    return crops.className(places[cell]);
  }

  /** How sure a model was, NaN if there is no score. */
  public double score(int cell) {
    return crops.score(places[cell]);
  }

  /** The classes in the order of their keys. */
  public List<String> classes() {
    return crops.classes();
  }

  /** Pictures and labels; a cell's number there is {@link #crop}. */
  public Curation crops() {
    return crops;
  }

  /** The number of a cell among the crops. */
  public int crop(int cell) {
    return places[cell];
  }

  /** Whether there are pictures of the cells. */
  public boolean isPictured() {
    return pictured;
  }

  /** The images that the cells are on; none of a folder or a table. */
  public List<ImagePlus> images() {
    return crops instanceof ImageCuration open
        ? open.labellings().stream().map(CellLabelling::image).toList()
        : List.of();
  }

  /** The ROI of a cell, if it is on an image still. */
  public Optional<Roi> roi(int cell) {
    if (!(crops instanceof ImageCuration open)) return Optional.empty();
    Roi roi = open.roi(places[cell]);
    return open.labelling(places[cell]).isThere(roi) ? Optional.of(roi) : Optional.empty();
  }

  /** The labels of the image that a cell is on; nothing of a folder or a table. */
  public Optional<CellLabelling> labelling(int cell) {
    return crops instanceof ImageCuration open
        ? Optional.of(open.labelling(places[cell]))
        : Optional.empty();
  }

  /** All numbers from 0. */
  public List<Integer> all() {
    return java.util.stream.IntStream.range(0, size()).boxed().toList();
  }

  /** Some of the cells with the classes that they have by now, plane by plane. */
  public List<PlaneCells> planes(Collection<Integer> some) {
    List<PlaneCells> all = new ArrayList<>();
    grouped(some)
        .forEach(
            (at, these) ->
                all.add(
                    new PlaneCells(
                        (String) at.get(0),
                        (int) at.get(1),
                        (int) at.get(2),
                        (int) at.get(3),
                        these.stream().map(this::now).toList())));
    return all;
  }

  /** The same cells in the order that they have in {@link #planes}. */
  public List<Integer> byPlane(Collection<Integer> some) {
    return grouped(some).values().stream().flatMap(List::stream).toList();
  }

  private Map<List<Object>, List<Integer>> grouped(Collection<Integer> some) {
    Map<List<Object>, List<Integer>> planes = new LinkedHashMap<>();
    for (int i : some) {
      ExploredCell one = cells.get(i);
      planes
          .computeIfAbsent(
              List.of(one.image(), one.channel(), one.slice(), one.frame()),
              at -> new ArrayList<>())
          .add(i);
    }
    return planes;
  }

  /** A cell with the class that it has by now. */
  public Cell now(int i) {
    Cell cell = cells.get(i).cell();
    String name = className(i);
    if (name.equals(cell.classified().map(Classification::name).orElse(""))) return cell;
    if (name.isEmpty()) return cell.as(null);
    Map<String, Double> p = cell.classified().map(Classification::probabilities).orElse(Map.of());
    return cell.as(new Classification(name, 1, p, true));
  }

  /** Columns of measurements that cells have, in the order in which they come up. */
  public List<String> measurements() {
    Set<String> columns = new LinkedHashSet<>();
    List<String> last = null;
    for (ExploredCell one : cells) {
      List<String> own = one.cell().measurements().columns();
      if (own != last) columns.addAll(own);
      last = own;
    }
    return List.copyOf(columns);
  }

  /** One measurement of each cell; NaN for cells that lack it. */
  public double[] measured(String column) {
    double[] values = new double[size()];
    List<String> last = null;
    int place = -1;
    for (int i = 0; i < values.length; i++) {
      List<String> own = cells.get(i).cell().measurements().columns();
      if (own != last) place = own.indexOf(column);
      last = own;
      values[i] = place < 0 ? Double.NaN : cells.get(i).cell().measurements().values()[place];
    }
    return values;
  }

  /** The share that a model gave to a class, for each cell; NaN where it said nothing. */
  public double[] probabilities(String className) {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++)
      values[i] =
          cells
              .get(i)
              .cell()
              .classified()
              .map(c -> c.probabilities().getOrDefault(className, Double.NaN))
              .orElse(Double.NaN);
    return values;
  }

  /** The classes that a model gave shares to. */
  public List<String> probabilityClasses() {
    Set<String> names = new LinkedHashSet<>();
    for (ExploredCell one : cells)
      one.cell().classified().ifPresent(c -> names.addAll(c.probabilities().keySet()));
    return List.copyOf(names);
  }
}

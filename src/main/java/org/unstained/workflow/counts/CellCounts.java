package org.unstained.workflow.counts;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.unstained.overlay.FilterSettings;

/**
 * How many cells of which class there are, by image, by frame and by group of images.
 *
 * <p>A frame on which cells were looked for in vain counts 0; one of which nobody knows whether
 * they were is missing. The cells of several slices and channels of a frame are added.
 *
 * @param classes that are shown, by name; {@link FilterSettings#NO_CLASS} at the end for cells
 *     without one, {@code cell} alone if none has one
 * @param along {@code frame} or {@code slice}
 * @param rule how images are grouped; nothing if they aren't
 * @param images in their order
 * @param notes what the reader should know, in sentences
 * @param from for people: where the cells were found
 */
public record CellCounts(
    List<String> classes,
    String along,
    Optional<GroupRule> rule,
    List<ImageCounts> images,
    List<String> notes,
    String from) {

  /** The group of all images if there are no others. */
  static final String ALL = "all images";

  private static final String CELL = "cell";

  public CellCounts {
    classes = List.copyOf(classes);
    images = List.copyOf(images);
    notes = List.copyOf(notes);
  }

  /**
   * The cells in the overlays of open images; those without are left out.
   *
   * @throws IllegalArgumentException if there is no cell and none was looked for, a class isn't
   *     known, or an image has no group
   */
  public static CellCounts of(List<ImagePlus> images, CountOptions options) {
    return of(CountInputs.of(images), options);
  }

  /**
   * The cells of an open table.
   *
   * @throws IllegalArgumentException if it is no table of cells, and as above
   */
  public static CellCounts of(ResultsTable table, String title, CountOptions options) {
    return of(CountTableReader.read(table, title), options);
  }

  /**
   * The cells of a CSV file, or of a folder that a folder run has written.
   *
   * @throws IOException if it can't be read or is no table of cells
   * @throws IllegalArgumentException as above
   */
  public static CellCounts of(Path file, CountOptions options) throws IOException {
    return of(CountTableReader.read(file), options);
  }

  private static CellCounts of(CountInputs inputs, CountOptions options) {
    List<String> known = names(inputs);
    Set<String> without = FilterSettings.classes(options.without(), known);
    Set<String> wanted = FilterSettings.classes(options.classes(), known);
    List<String> classes = new ArrayList<>(known);
    if (!wanted.isEmpty()) classes.retainAll(wanted);
    classes.removeAll(without);
    if (classes.isEmpty())
      throw new IllegalArgumentException(
          "No class is left, as 'without' takes all away. Classes are " + String.join(", ", known));
    boolean bySlice = bySlice(inputs, options.axis());
    List<String> notes = new ArrayList<>();
    List<ImageCounts> images = new ArrayList<>();
    for (CountInput input : inputs.images()) {
      String group = options.groups().map(r -> r.groupOf().apply(input.path())).orElse(ALL);
      ImageTally tally = new ImageTally(input, bySlice, classes.size());
      for (CountInput.Found cell : input.cells()) {
        String name = name(cell, known);
        if (without.contains(name) || cell.score() < options.score()) tally.passOver(cell);
        else tally.add(cell, classes.indexOf(name));
      }
      images.add(tally.counts(group, options.zero(), interval(input, options, bySlice)));
      notes.addAll(tally.notes());
    }
    return new CellCounts(
        classes, bySlice ? "slice" : "frame", options.groups(), images, notes, inputs.from());
  }

  /** All classes, those of the models first, in their order. */
  private static List<String> names(CountInputs inputs) {
    boolean without =
        inputs.images().stream()
            .flatMap(i -> i.cells().stream())
            .anyMatch(c -> c.className().isEmpty());
    List<String> names = new ArrayList<>(inputs.classes());
    if (names.isEmpty()) return List.of(CELL);
    if (without) names.add(FilterSettings.NO_CLASS);
    return names;
  }

  private static String name(CountInput.Found cell, List<String> known) {
    if (!cell.className().isEmpty()) return cell.className();
    return known.equals(List.of(CELL)) ? CELL : FilterSettings.NO_CLASS;
  }

  private static boolean bySlice(CountInputs inputs, CountOptions.Axis axis) {
    if (axis != CountOptions.Axis.AUTO) return axis == CountOptions.Axis.SLICE;
    return inputs.images().stream().allMatch(i -> i.frames() == 1)
        && inputs.images().stream().anyMatch(i -> i.slices() > 1);
  }

  /** Slices may be the frames of a film that was opened so: then somebody has to say the time. */
  private static Optional<FrameInterval> interval(
      CountInput input, CountOptions options, boolean bySlice) {
    if (options.interval().isPresent()) return options.interval();
    return bySlice && input.slices() > 1 && input.frames() > 1
        ? Optional.empty()
        : input.interval();
  }

  /** All cells that count. */
  public long cells() {
    return images.stream()
        .flatMap(i -> i.frames().stream())
        .filter(FrameCounts::worked)
        .mapToLong(FrameCounts::total)
        .sum();
  }

  /** Whether there is anything along which numbers change. */
  public boolean isSeries() {
    return images.stream().anyMatch(i -> i.frames().size() > 1);
  }

  /** The interval of all images; nothing if one has none or they differ. */
  public Optional<FrameInterval> interval() {
    Optional<FrameInterval> first = images.get(0).interval();
    return images.stream().allMatch(i -> i.interval().equals(first)) ? first : Optional.empty();
  }

  /** The images of each group; the groups in the order of their names, numbers by their value. */
  public Map<String, List<ImageCounts>> groups() {
    Map<String, List<ImageCounts>> groups = new TreeMap<>(CellCounts::byName);
    for (ImageCounts image : images)
      groups.computeIfAbsent(image.group(), g -> new ArrayList<>()).add(image);
    return groups;
  }

  /** Of one group, frame by frame. */
  public List<GroupCounts> overTime(String group) {
    List<ImageCounts> ours = groups().get(group);
    int frames = ours.stream().mapToInt(i -> i.frames().size()).max().orElse(0);
    List<GroupCounts> all = new ArrayList<>();
    for (int frame = 1; frame <= frames; frame++)
      all.add(GroupCounts.of(group, ours, frame, classes.size()));
    return all;
  }

  /** Of each group, all frames together. */
  public List<GroupCounts> byGroup() {
    List<GroupCounts> all = new ArrayList<>();
    groups()
        .forEach(
            (name, ours) -> all.add(GroupCounts.of(name, ours, GroupCounts.ALL, classes.size())));
    return all;
  }

  private static int byName(String a, String b) {
    Pattern parts = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    String[] as = parts.split(a);
    String[] bs = parts.split(b);
    for (int i = 0; i < Math.min(as.length, bs.length); i++) {
      boolean numbers = as[i].matches("\\d{1,18}") && bs[i].matches("\\d{1,18}");
      int order =
          numbers
              ? Long.compare(Long.parseLong(as[i]), Long.parseLong(bs[i]))
              : as[i].compareTo(bs[i]);
      if (order != 0) return order;
    }
    return as.length != bs.length ? Integer.compare(as.length, bs.length) : a.compareTo(b);
  }
}

package org.unstained.overlay;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;

/**
 * Labels that a person gives to the cells of our overlay, on all planes of an image: assign, take
 * off, add cells that were drawn, delete cells; each step can be undone. A label given by hand has
 * the score 1 and marks its ROI as labelled by hand; the probabilities of a model stay beside it.
 *
 * <p>Cells are handed over as their ROIs. What others do to the overlay meanwhile is noticed at the
 * next call: cells that were found anew are taken as they are, and what was done before can't be
 * undone any more. Cells that a filter hides are left alone, and new cells never get their numbers.
 *
 * <p>To be used on one thread.
 */
public final class CellLabelling {
  private final ImagePlus imp;
  private final EditHistory history = new EditHistory();
  private final Map<Roi, CellState> start = new IdentityHashMap<>();
  private final Set<Roi> added = new IdentitySet();
  private final Map<CellKey, Roi> removed = new LinkedHashMap<>();
  private final LabelClasses classes;
  private LabelledCells cells;

  private CellLabelling(ImagePlus imp) {
    this.imp = imp;
    makeOurs(imp);
    cells = LabelledCells.of(imp, null);
    for (Roi roi : cells.all()) start.put(roi, CellState.of(roi));
    classes = LabelClasses.of(imp, allCells());
  }

  /**
   * Looks at the cells of an image, which may have none yet.
   *
   * @throws IllegalArgumentException if one of our ROIs has been changed so that it isn't a cell
   */
  public static CellLabelling of(ImagePlus imp) {
    return new CellLabelling(imp);
  }

  /**
   * Cells that came from a file are plain ROIs, and copied ones share numbers: they become such as
   * {@link CellOverlay} makes.
   */
  private static void makeOurs(ImagePlus imp) {
    if (imp.getOverlay() == null) return;
    Set<CellKey> keys = new HashSet<>();
    Map<String, Integer> colours = new HashMap<>();
    boolean plain = false;
    for (Roi roi : imp.getOverlay().toArray()) {
      if (!CellProperties.isOurs(roi)) continue;
      plain |=
          !(roi instanceof GroupedCell)
              || CellProperties.number(roi) < 1
              || !keys.add(CellKey.of(roi, imp));
      if (roi.getProperty("class") != null && roi.getStrokeColor() != null)
        colours.put(roi.getProperty("class"), roi.getStrokeColor().getRGB() & 0xffffff);
    }
    if (!plain) return;
    colours.keySet().removeAll(ClassColours.of(imp).keySet());
    ClassColours.keep(imp, colours);
    CellOverlay.replace(imp, CellOverlay.read(imp));
  }

  public ImagePlus image() {
    return imp;
  }

  /** All cells that are shown, plane by plane, each plane in the order in which one reads. */
  public List<Roi> cells() {
    refresh();
    return cells.all();
  }

  /**
   * The cells with these numbers on one plane, in the order of the numbers.
   *
   * @throws IllegalArgumentException if a number is on no cell there
   */
  public List<Roi> cells(int channel, int slice, int frame, Collection<Integer> numbers) {
    refresh();
    List<Roi> found = new ArrayList<>();
    for (int number : numbers) {
      Roi roi = cells.roi(new PlanePosition(channel, slice, frame), number);
      if (roi == null)
        throw new IllegalArgumentException(
            "'%s' has no cell %d on channel %d, slice %d, frame %d. The numbers are those of the table's column 'cell'."
                .formatted(imp.getTitle(), number, channel, slice, frame));
      found.add(roi);
    }
    return found;
  }

  /** The cells of one plane. */
  public List<Roi> cells(int channel, int slice, int frame) {
    PlanePosition at = new PlanePosition(channel, slice, frame);
    return cells().stream().filter(roi -> PlanePosition.of(roi, imp).equals(at)).toList();
  }

  /** The channel that the cells of a plane lie on; the shown one if there is none or several. */
  public int channel(int slice, int frame) {
    refresh();
    return cells.channel(slice, frame, PlanePosition.shown(imp).channel());
  }

  /** The topmost cell at a pixel of the plane that is shown; of a composite on any channel. */
  public Optional<Roi> at(int x, int y) {
    refresh();
    PlanePosition shown = PlanePosition.shown(imp);
    boolean composite = imp instanceof CompositeImage many && many.getMode() == IJ.COMPOSITE;
    for (int c = 1; c <= imp.getNChannels(); c++) {
      if (!composite && c != shown.channel()) continue;
      Roi roi = cells.at(new PlanePosition(c, shown.slice(), shown.frame()), x, y);
      if (roi != null) return Optional.of(roi);
    }
    return Optional.empty();
  }

  /**
   * The next cell that nobody has labelled by hand, in the order of {@link #cells()}, after the
   * last one goes on with the first.
   *
   * @param from null for the beginning of the plane that is shown
   */
  public Optional<Roi> next(Roi from, boolean forward) {
    refresh();
    return cells.next(from, forward, roi -> !CellProperties.isByHand(roi));
  }

  /** Whether a cell is there still, and shown. */
  public boolean isThere(Roi roi) {
    refresh();
    return cells.contains(roi);
  }

  public static boolean isCell(Roi roi) {
    return CellProperties.isOurs(roi);
  }

  public static boolean isByHand(Roi roi) {
    return CellProperties.isByHand(roi);
  }

  /** What a model said of each class, in their order; empty if none did. */
  public static List<Double> probabilities(Roi roi) {
    List<Double> all = new ArrayList<>();
    for (String name : CellProperties.classes(roi)) {
      String p = roi.getProperty("p_" + name);
      if (p != null) all.add(Double.parseDouble(p));
    }
    return all;
  }

  /** Frame, slice and channel of a cell, each from 1. */
  public int[] position(Roi roi) {
    PlanePosition at = PlanePosition.of(roi, imp);
    return new int[] {at.frame(), at.slice(), at.channel()};
  }

  /** Frame, slice and channel that the image shows. */
  public int[] shown() {
    PlanePosition at = PlanePosition.shown(imp);
    return new int[] {at.frame(), at.slice(), at.channel()};
  }

  public static int number(Roi roi) {
    return CellProperties.number(roi);
  }

  public LabelCounts counts() {
    refresh();
    return LabelCounts.of(cells.all(), HiddenCells.of(imp).cells().size());
  }

  public EditHistory history() {
    return history;
  }

  public List<LabelClass> classes() {
    return classes.all();
  }

  /**
   * Adds a class behind the others.
   *
   * @param colour null for the next free one
   * @throws IllegalArgumentException if the name is empty or taken
   */
  public LabelClass addClass(String name, Color colour) {
    List<LabelClass> before = classes.all();
    LabelClass fresh = classes.add(name, colour);
    List<LabelClass> after = classes.all();
    history.note("add class " + fresh.name(), () -> classes.set(after), () -> classes.set(before));
    return fresh;
  }

  /**
   * Gives a class another name and colour, and its cells with it. A name changed by hand doesn't
   * make a model's cell one that was labelled by hand.
   *
   * @throws IllegalArgumentException if there is no such class, or the new name is empty or taken
   */
  public void changeClass(String old, String name, Color colour) {
    refresh();
    LabelClass was = require(old);
    LabelClass now = new LabelClass(name, was.group(), colour);
    if (now.equals(was)) return;
    if (!now.name().equals(was.name())) classes.requireFree(now.name());
    List<LabelClass> before = classes.all();
    List<LabelClass> after = before.stream().map(c -> c.equals(was) ? now : c).toList();
    Map<Roi, CellState> from = new IdentityHashMap<>();
    Map<Roi, CellState> to = new IdentityHashMap<>();
    for (Roi roi : allCells()) {
      CellState state = CellState.of(roi);
      if (!was.name().equals(state.className())) continue;
      from.put(roi, state);
      String called = state.name() == null ? "" : state.name();
      if (called.startsWith(was.name()))
        called = now.name() + called.substring(was.name().length());
      to.put(
          roi,
          new CellState(
              called, state.group(), now.colour(), now.name(), state.score(), state.by()));
    }
    does(
        "change class " + now.name(),
        () -> {
          classes.set(after);
          put(to);
        },
        () -> {
          classes.set(before);
          put(from);
        });
  }

  /**
   * Takes a class that no cell has off the list.
   *
   * @throws IllegalArgumentException if a cell has it
   */
  public void removeClass(String name) {
    LabelClass gone = require(name);
    long has = allCells().stream().filter(roi -> name.equals(roi.getProperty("class"))).count();
    if (has > 0)
      throw new IllegalArgumentException(
          "%d cells are '%s'. Label them otherwise before you remove the class."
              .formatted(has, name));
    List<LabelClass> before = classes.all();
    List<LabelClass> after = before.stream().filter(c -> !c.equals(gone)).toList();
    does("remove class " + name, () -> classes.set(after), () -> classes.set(before));
  }

  private LabelClass require(String name) {
    return classes
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no class '%s'.".formatted(name)));
  }

  /**
   * Labels cells by hand.
   *
   * @param name the class, which is added if there is none of this name; null takes the class off
   */
  public void assign(Collection<Roi> rois, String name) {
    refresh();
    if (name != null && classes.find(name).isEmpty()) addClass(name, null);
    Optional<LabelClass> label = name == null ? Optional.empty() : classes.find(name);
    Map<Roi, CellState> before = new IdentityHashMap<>();
    Map<Roi, CellState> after = new IdentityHashMap<>();
    for (Roi roi : rois) {
      CellState was = CellState.of(roi);
      CellState now =
          label
              .map(CellState::byHand)
              .orElseGet(() -> CellState.unlabelled(CellProperties.number(roi)));
      if (now.equals(was)) continue;
      before.put(roi, was);
      after.put(roi, now);
    }
    if (after.isEmpty()) return;
    String what = after.size() == 1 ? "1 cell" : "%,d cells".formatted(after.size());
    does(
        name == null ? "take the label off " + what : "label " + what + " " + name,
        () -> put(after),
        () -> put(before));
  }

  /** Deletes cells. */
  public void remove(Collection<Roi> rois) {
    refresh();
    List<Roi> going = rois.stream().filter(cells::contains).toList();
    if (going.isEmpty()) return;
    Set<CellKey> keys = new HashSet<>();
    for (Roi roi : going) keys.add(CellKey.of(roi, imp));
    List<Roi> order = overlay();
    does(
        going.size() == 1 ? "delete 1 cell" : "delete %,d cells".formatted(going.size()),
        () -> {
          HiddenCells.of(imp).without(imp, keys);
          Set<Roi> gone = new IdentitySet();
          gone.addAll(going);
          for (Roi roi : going) removed.put(CellKey.of(roi, imp), roi);
          change(all -> all.removeIf(gone::contains));
        },
        () -> {
          for (Roi roi : going) removed.remove(CellKey.of(roi, imp));
          change(all -> putBack(all, going, order));
        });
  }

  /** Brings deleted cells back, whenever they were deleted. */
  public void bringBack(Collection<Roi> rois) {
    refresh();
    List<Roi> coming =
        rois.stream().filter(roi -> removed.get(CellKey.of(roi, imp)) == roi).toList();
    if (coming.isEmpty()) return;
    Set<Roi> gone = new IdentitySet();
    gone.addAll(coming);
    does(
        "bring back %,d cells".formatted(coming.size()),
        () -> {
          for (Roi roi : coming) removed.remove(CellKey.of(roi, imp));
          change(all -> all.addAll(coming));
        },
        () -> {
          for (Roi roi : coming) removed.put(CellKey.of(roi, imp), roi);
          change(all -> all.removeIf(gone::contains));
        });
  }

  /** Puts ROIs back before the next of those that stood behind them. */
  private static void putBack(List<Roi> all, List<Roi> going, List<Roi> order) {
    Map<Roi, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < order.size(); i++) places.put(order.get(i), i);
    all.addAll(going);
    List<Roi> sorted = new ArrayList<>(all);
    sorted.sort(
        java.util.Comparator.comparingInt(roi -> places.getOrDefault(roi, Integer.MAX_VALUE)));
    all.clear();
    all.addAll(sorted);
  }

  /**
   * Makes cells of areas that somebody drew, on the plane that they name or else the shown one. An
   * area that has the very box of a cell of its plane is that cell already and is passed over.
   *
   * @param name the class, or null for none
   * @return the new cells
   * @throws IllegalArgumentException if one isn't an area or has no pixel in the image; then
   *     nothing has changed
   */
  public List<Roi> add(Collection<Roi> drawn, String name) {
    refresh();
    if (name != null && classes.find(name).isEmpty()) addClass(name, null);
    List<Roi> fresh = new ArrayList<>();
    Map<PlanePosition, Integer> last = new HashMap<>();
    for (Roi roi : drawn) {
      PlanePosition at = place(roi);
      if (cells.hasBox(at, roi.getBounds())) continue;
      int number = last.merge(at, greatest(at) + 1, (a, b) -> a + 1);
      fresh.add(cell(roi, at, number, name));
    }
    if (fresh.isEmpty()) return fresh;
    does(
        fresh.size() == 1 ? "add 1 cell" : "add %,d cells".formatted(fresh.size()),
        () -> {
          added.addAll(fresh);
          change(all -> all.addAll(fresh));
        },
        () -> {
          Set<Roi> gone = new IdentitySet();
          gone.addAll(fresh);
          added.removeAll(gone);
          change(all -> all.removeIf(gone::contains));
        });
    return fresh;
  }

  private int greatest(PlanePosition at) {
    int most = Math.max(cells.greatest(at), HiddenCells.of(imp).greatest(at));
    for (CellKey key : removed.keySet())
      if (key.plane().equals(at)) most = Math.max(most, key.number());
    return most;
  }

  /** Areas of the overlay that aren't ours. */
  public List<Roi> drawnInOverlay() {
    if (imp.getOverlay() == null) return List.of();
    return Arrays.stream(imp.getOverlay().toArray())
        .filter(
            roi ->
                roi.isArea()
                    && !CellProperties.isOurs(roi)
                    && !(roi instanceof TextRoi)
                    && !(roi instanceof ImageRoi))
        .toList();
  }

  private PlanePosition place(Roi roi) {
    boolean placed = roi.hasHyperStackPosition() || roi.getPosition() > 0 && imp.getStackSize() > 1;
    PlanePosition at = placed ? PlanePosition.of(roi, imp) : PlanePosition.shown(imp);
    if (placed && roi.hasHyperStackPosition() && roi.getCPosition() > 0) return at;
    return new PlanePosition(
        cells.channel(at.slice(), at.frame(), at.channel()), at.slice(), at.frame());
  }

  private Roi cell(Roi roi, PlanePosition at, int number, String name) {
    Roi bare = (Roi) roi.clone();
    bare.setProperty("class", null);
    Cell cell =
        CellRoi.cell(bare, number, imp.getWidth(), imp.getHeight())
            .as(name == null ? null : new Classification(name, 1, Map.of(), true));
    Map<String, Integer> groups = new LinkedHashMap<>();
    for (LabelClass one : classes.all()) groups.put(one.name(), one.group());
    PlaneCells plane =
        new PlaneCells(imp.getTitle(), at.channel(), at.slice(), at.frame(), List.of(cell));
    return CellRoi.of(plane, ClassGroups.of(List.of(plane), groups, ClassColours.of(imp)), imp)[0];
  }

  /** To be called when a cell was moved or changed: it is looked for at its new place. */
  public void moved() {
    cells = LabelledCells.of(imp, null);
  }

  /** Gives an image that was closed its cells again, so that they can be saved. */
  public void keepCells() {
    if (imp.getOverlay() != null || imp.getWindow() != null || cells.all().isEmpty()) return;
    imp.setOverlay(cells.overlay());
  }

  boolean isAdded(Roi roi) {
    return added.contains(roi);
  }

  Set<CellKey> removedKeys() {
    return removed.keySet();
  }

  /** What has become different since the beginning. */
  public LabelChanges changes() {
    refresh();
    return LabelChanges.of(imp, cells.all(), start, added, removed);
  }

  /**
   * All cells, hidden ones too, and the classes, as a file holds them.
   *
   * @throws IllegalArgumentException if an ROI of ours has been spoiled
   */
  public SavedLabels saved() {
    refresh();
    return SavedLabels.of(imp, classes.all());
  }

  /** Takes what a file holds in place of the cells of the image. It can't be undone. */
  public void restore(SavedLabels saved) {
    Map<String, Integer> colours = new LinkedHashMap<>();
    for (LabelClass one : saved.classes()) colours.put(one.name(), one.colour().getRGB());
    ClassColours.keep(imp, colours);
    HiddenCells.forget(imp);
    CellOverlay.replace(imp, saved.planes());
    refresh();
    history.clear();
    LabelClasses found = LabelClasses.of(imp, allCells());
    classes.set(found.all());
    for (LabelClass one : saved.classes())
      if (classes.find(one.name()).isEmpty()) classes.add(one.name(), one.colour());
  }

  private void does(String what, Runnable again, Runnable back) {
    again.run();
    history.note(what, again, back);
  }

  private void put(Map<Roi, CellState> states) {
    states.forEach((roi, state) -> state.put(roi));
    imp.draw();
  }

  /** Those too that a filter hides. */
  private List<Roi> allCells() {
    return HiddenCells.of(imp).whole(imp, overlay()).rois().stream()
        .filter(CellProperties::isOurs)
        .toList();
  }

  private List<Roi> overlay() {
    return imp.getOverlay() == null ? List.of() : List.of(imp.getOverlay().toArray());
  }

  private void change(Consumer<List<Roi>> edit) {
    Overlay before = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
    List<Roi> rois = new ArrayList<>(Arrays.asList(before.toArray()));
    edit.accept(rois);
    Overlay after = CanvasOverlay.like(before);
    rois.forEach(after::add);
    CellOverlay.put(imp, after);
    cells = LabelledCells.of(imp, null);
  }

  private void refresh() {
    LabelledCells now = LabelledCells.of(imp, cells);
    if (now == cells) return;
    boolean anew = !cells.all().isEmpty() && now.all().stream().noneMatch(cells::contains);
    if (anew) {
      history.clear();
      added.clear();
      removed.clear();
    }
    cells = now;
    for (Roi roi : now.all()) if (!added.contains(roi)) start.putIfAbsent(roi, CellState.of(roi));
  }
}

package org.unstained.command.project;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.swing.SwingUtilities;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.ClassColours;
import org.unstained.project.AnnotationProject;
import org.unstained.project.ProjectImage;
import org.unstained.project.Proposal;

/**
 * An image of a project while somebody annotates it: its cells are boxes on the overlay, which he
 * draws, moves, calls otherwise and deletes. It begins with what he has drawn before, else with the
 * newest proposal, else with nothing; never with what somebody else has drawn.
 */
final class CorrectedImage {
  private static final Set<Integer> SELECTING_TOOLS =
      Set.of(Toolbar.RECTANGLE, Toolbar.OVAL, Toolbar.FREEROI, Toolbar.HAND);

  private final AnnotationProject project;
  private final ProjectImage of;
  private final String annotator;
  private final ImagePlus image;
  private final Optional<Proposal> proposal;
  private final long start = System.nanoTime();
  private List<AnnotatedBox> saved;

  private CorrectedImage(
      AnnotationProject project,
      ProjectImage of,
      String annotator,
      ImagePlus image,
      Optional<Proposal> proposal) {
    this.project = project;
    this.of = of;
    this.annotator = annotator;
    this.image = image;
    this.proposal = proposal;
  }

  /**
   * Opens the image, which the caller shows.
   *
   * @param proposals whether a proposal may be shown; without, people draw uninfluenced
   * @throws IOException if the image or what was drawn can't be read
   * @throws IllegalArgumentException if there is no such annotator
   */
  static CorrectedImage open(
      AnnotationProject project, ProjectImage of, String annotator, boolean proposals)
      throws IOException {
    project.requireAnnotator(annotator);
    ImagePlus image = ImageFiles.open(of.file());
    Optional<AnnotatedImage> before = project.annotation(annotator, of);
    Optional<Proposal> proposal = proposals ? Proposal.newest(project, of) : Optional.empty();
    CorrectedImage opened =
        new CorrectedImage(
            project,
            of,
            annotator,
            image,
            before.isPresent() ? project.proposalOfDraft(annotator, of) : proposal);
    ClassColours.keep(image, project.settings().colours());
    if (before.isPresent()) opened.show(opened.cells(before.get().boxes(), List.of()));
    else if (proposal.isPresent())
      opened.show(opened.cells(proposal.get().boxes(), proposal.get().scores()));
    else opened.show(List.of());
    opened.saved = opened.boxes();
    return opened;
  }

  ImagePlus image() {
    return image;
  }

  ProjectImage of() {
    return of;
  }

  String annotator() {
    return annotator;
  }

  /** What it began with, if that was a proposal. */
  Optional<Proposal> proposal() {
    return proposal;
  }

  /** A click on a cell selects it, so that it can be moved; to be called once it is shown. */
  void listen() {
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null) return;
    canvas.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (SwingUtilities.isLeftMouseButton(e)
                && SELECTING_TOOLS.contains(Toolbar.getToolId()))
              select(canvas.offScreenX(e.getX()), canvas.offScreenY(e.getY()));
          }
        });
  }

  /** Selects the smallest cell at a place, if there is one. */
  void select(int x, int y) {
    Roi found = null;
    for (Roi roi : ours()) {
      Rectangle box = roi.getBounds();
      if (box.contains(x, y) && (found == null || area(box) < area(found.getBounds()))) found = roi;
    }
    if (found != null) image.setRoi(found);
  }

  private static long area(Rectangle box) {
    return (long) box.width * box.height;
  }

  private List<Roi> ours() {
    Overlay overlay = image.getOverlay();
    List<Roi> ours = new ArrayList<>();
    if (overlay != null) for (Roi roi : overlay.toArray()) if (number(roi) > 0) ours.add(roi);
    return ours;
  }

  /** The number of a cell, 0 for an ROI that is none. */
  private static int number(Roi roi) {
    String number = roi == null ? null : roi.getProperty("cell");
    return number != null && number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  /**
   * Makes a cell of the drawn area, or calls the selected cell so.
   *
   * @return what was done, for people
   * @throws IllegalArgumentException if neither is there; says what to do
   */
  String call(String className) {
    Roi roi = image.getRoi();
    int number = number(roi);
    List<Cell> cells = new ArrayList<>(read());
    if (number > 0) {
      for (int i = 0; i < cells.size(); i++)
        if (cells.get(i).number() == number) cells.set(i, cells.get(i).as(said(className)));
      image.deleteRoi();
      show(cells);
      return "Called " + className;
    }
    if (roi == null || !roi.isArea())
      throw new IllegalArgumentException(
          "Draw a box round a cell, or click on a cell that is there; then choose its class.");
    Rectangle drawn =
        roi.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()));
    if (drawn.isEmpty())
      throw new IllegalArgumentException("The drawn area lies outside the image.");
    int next = cells.stream().mapToInt(Cell::number).max().orElse(0) + 1;
    cells.add(cell(next, drawn, said(className)));
    image.deleteRoi();
    show(cells);
    return "Added " + className;
  }

  /**
   * Deletes the selected cell.
   *
   * @throws IllegalArgumentException if none is selected
   */
  void delete() {
    int number = number(image.getRoi());
    if (number == 0)
      throw new IllegalArgumentException("Click on a cell first, to say which is to go.");
    List<Cell> left = read().stream().filter(cell -> cell.number() != number).toList();
    image.deleteRoi();
    show(left);
  }

  /**
   * What is drawn now; cells without class, as segmenting makes them, only once they have one. In a
   * project of one class they are of that.
   */
  List<AnnotatedBox> boxes() {
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (Cell cell : read())
      className(cell).ifPresent(name -> boxes.add(new AnnotatedBox(cell.box(), name)));
    return boxes;
  }

  private Optional<String> className(Cell cell) {
    List<String> names = project.settings().classNames();
    return cell.classified()
        .map(Classification::name)
        .or(() -> names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty());
  }

  /** How many cells nobody has given a class. */
  int withoutClass() {
    return (int) read().stream().filter(cell -> className(cell).isEmpty()).count();
  }

  /** How many cells of each class there are, in the order of the project's classes. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    project.settings().classNames().forEach(name -> counts.put(name, 0));
    boxes().forEach(box -> counts.merge(box.className(), 1, Integer::sum));
    return counts;
  }

  /** Whether something has changed since it was last saved. */
  boolean hasChanged() {
    return !boxes().equals(saved);
  }

  /** Keeps what is drawn as a draft. */
  void save() throws IOException {
    List<AnnotatedBox> now = boxes();
    project.saveDraft(annotator, of, drawn(now), proposal.map(Proposal::model));
    saved = now;
  }

  /**
   * Keeps what is drawn as finished.
   *
   * @throws IllegalArgumentException if cells have no class, or one that the project hasn't
   */
  void finish() throws IOException {
    if (withoutClass() > 0)
      throw new IllegalArgumentException(
          "%d cells have no class yet. Click on each and press its class, or delete it."
              .formatted(withoutClass()));
    List<AnnotatedBox> now = boxes();
    project.finish(annotator, of, drawn(now), proposal, (System.nanoTime() - start) / 1e9);
    saved = now;
  }

  private AnnotatedImage drawn(List<AnnotatedBox> boxes) {
    return new AnnotatedImage(
        of.file().getFileName().toString(), image.getWidth(), image.getHeight(), boxes);
  }

  /** The cells of the overlay; one that is selected as it lies now, moved or not. */
  private List<Cell> read() {
    Roi selected = image.getRoi();
    List<Cell> cells = new ArrayList<>();
    for (PlaneCells plane : CellOverlay.read(image))
      for (Cell cell : plane.cells()) {
        boolean moved =
            number(selected) == cell.number() && !selected.getBounds().equals(pixels(cell.box()));
        cells.add(moved ? cell(cell.number(), selected.getBounds(), cell.classification()) : cell);
      }
    return cells;
  }

  private void show(List<Cell> cells) {
    CellOverlay.replace(image, List.of(new PlaneCells(image.getTitle(), 1, 1, 1, cells)));
  }

  private List<Cell> cells(List<AnnotatedBox> boxes, List<Double> scores) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      AnnotatedBox box = boxes.get(i);
      Classification what =
          scores.isEmpty()
              ? said(box.className())
              : new Classification(box.className(), scores.get(i), Map.of());
      // With its fractions, which the overlay keeps until somebody moves it.
      cells.add(cell(i + 1, pixels(box.box()), what).boxed(box.box()));
    }
    return cells;
  }

  private static Rectangle pixels(Box box) {
    int left = (int) Math.round(box.x());
    int top = (int) Math.round(box.y());
    int right = (int) Math.max(left + 1, Math.round(box.x() + box.width()));
    int bottom = (int) Math.max(top + 1, Math.round(box.y() + box.height()));
    return new Rectangle(left, top, right - left, bottom - top);
  }

  /** A person is sure. */
  private static Classification said(String className) {
    return new Classification(className, 1, Map.of());
  }

  private Cell cell(int number, Rectangle drawn, Classification what) {
    Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
    Rectangle box = drawn.intersection(all);
    if (box.isEmpty()) box = new Rectangle(0, 0, 1, 1);
    int right = box.x + box.width;
    int bottom = box.y + box.height;
    Outline outline =
        new Outline(
            List.of(
                new Outline.Polygon(
                    new int[] {box.x, right, right, box.x},
                    new int[] {box.y, box.y, bottom, bottom})));
    return new Cell(
        number,
        new Box(box.x, box.y, box.width, box.height),
        box.getCenterX(),
        box.getCenterY(),
        outline,
        Measurements.NONE,
        what);
  }
}

package org.unstained.command.labels;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.RoiManager;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JColorChooser;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.unstained.command.CellCommand;
import org.unstained.command.LabelKeys;
import org.unstained.command.Results;
import org.unstained.command.Theme;
import org.unstained.command.Windows;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellSelection;
import org.unstained.overlay.LabelClass;
import org.unstained.overlay.LabelCounts;
import org.unstained.overlay.SavedLabels;
import org.unstained.workflow.labels.LabelAutosave;

/**
 * The window from which cells of one image are labelled: the classes with their keys and counts,
 * and what can be done. Clicks on the image and keys in either window come here.
 */
final class LabelWindow implements LabelCanvas.Listener {
  static final String TITLE = "Label Cells";

  /** Classes of the last image that was labelled, for one that has none. */
  private static final String CLASSES = "unstained.label.classes";

  private static final String FIRST_CLASSES = "Living Cell|#56b4e9\tDead Cell|#e69f00";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm");
  private static LabelWindow open;

  private final ImagePlus image;
  private final CellLabelling labelling;
  private final LabelAutosave autosave;
  private final LabelSaving saving;
  private final LabelCanvas canvas;
  private final LabelKeys keys;
  private final JFrame frame = new JFrame();
  private final LabelClassTable table = new LabelClassTable(this::rename, this::recolour);
  private final JProgressBar progress = new JProgressBar();
  private final JLabel what = new JLabel(" ");
  private final JLabel saved = new JLabel(" ");
  private final JButton undo = button("Undo", "Ctrl+Z", this::undo);
  private final JButton redo = button("Redo", "Ctrl+Y", this::redo);
  private Roi current;

  /** Whether the current cell was reached by going on, not by a click. */
  private boolean onTheWay;

  private boolean dirty;
  private boolean ended;

  private LabelWindow(ImagePlus image, CellLabelling labelling, LabelAutosave autosave) {
    this.image = image;
    this.labelling = labelling;
    this.autosave = autosave;
    saving = new LabelSaving(labelling, autosave, this::told);
    canvas = new LabelCanvas(image, this);
    // In the table, too: a click on a row selects its cell.
    keys =
        new LabelKeys(w -> w == frame || w == image.getWindow() || Results.isTable(w), this::press);
    frame.setTitle(TITLE + ": " + image.getTitle());
    frame.add(content());
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, this::end));
    frame.pack();
    frame.setMinimumSize(new Dimension(300, 380));
  }

  /**
   * Opens the window for an image, or brings the open one to the front. Labels that were saved and
   * differ from what the image shows are offered first.
   */
  static void open(ImagePlus image) {
    SwingUtilities.invokeLater(
        () -> {
          if (open != null && open.image == image) {
            open.frame.toFront();
            return;
          }
          if (open != null) open.frame.dispose();
          try {
            begin(image);
          } catch (IllegalArgumentException e) {
            IJ.error(TITLE, CellCommand.wrapped(e.getMessage()));
          }
        });
  }

  private static void begin(ImagePlus image) {
    CellLabelling labelling = CellLabelling.of(image);
    LabelAutosave autosave = LabelAutosave.of(image);
    if (!offer(image, labelling, autosave)) return;
    if (labelling.classes().isEmpty()) usualClasses(labelling);
    LabelWindow window = new LabelWindow(image, labelling, autosave);
    open = window;
    if (Toolbar.getToolId() != Toolbar.OVAL && Toolbar.getToolId() != Toolbar.FREEROI)
      Toolbar.getInstance().setTool(Toolbar.HAND);
    image.deleteRoi();
    window.canvas.start();
    window.keys.start();
    window.refresh();
    Windows.showBeside(window.frame, image);
  }

  /**
   * @return false if the person doesn't want to begin at all
   */
  private static boolean offer(ImagePlus image, CellLabelling labelling, LabelAutosave autosave) {
    try {
      Optional<SavedLabels> found = autosave.find();
      SavedLabels now = labelling.saved();
      if (found.isEmpty()
          || found.get().state().equals(now.state()) && !found.get().classes().isEmpty()) {
        found.ifPresent(labels -> addClasses(labelling, labels.classes()));
        return true;
      }
      String question =
          "Labels of '%s' were saved on %s: %,d cells, %,d of them labelled by hand. The image shows %,d cells, %,d of them labelled by hand."
              .formatted(
                  image.getTitle(),
                  DAY.format(found.get().time()),
                  found.get().cells(),
                  found.get().byHand(),
                  now.cells(),
                  now.byHand());
      Object[] answers = {"Go on with the saved labels", "Keep what is shown", "Cancel"};
      int answer =
          JOptionPane.showOptionDialog(
              IJ.getInstance(),
              CellCommand.wrapped(question),
              TITLE,
              JOptionPane.DEFAULT_OPTION,
              JOptionPane.QUESTION_MESSAGE,
              null,
              answers,
              answers[0]);
      if (answer == 0) labelling.restore(found.get());
      if (answer == 1) autosave.setAside(found.get());
      return answer == 0 || answer == 1;
    } catch (IOException e) {
      IJ.error(TITLE, CellCommand.wrapped(e.getMessage()));
      return true;
    }
  }

  private static void addClasses(CellLabelling labelling, List<LabelClass> classes) {
    for (LabelClass one : classes)
      if (labelling.classes().stream().noneMatch(c -> c.name().equals(one.name())))
        labelling.addClass(one.name(), one.colour());
  }

  private static void usualClasses(CellLabelling labelling) {
    for (String one : Prefs.get(CLASSES, FIRST_CLASSES).split("\t")) {
      String[] parts = one.split("\\|");
      if (parts.length == 2) labelling.addClass(parts[0], Color.decode(parts[1]));
    }
  }

  private JComponent content() {
    JScrollPane list = new JScrollPane(table);
    list.setPreferredSize(new Dimension(330, 190));
    JPanel classes = new JPanel(new BorderLayout(0, 4));
    classes.add(list, BorderLayout.CENTER);
    JPanel own = new JPanel(new GridLayout(1, 2, 4, 0));
    own.add(button("Add class...", "A class more, with the next free key", this::addClass));
    own.add(button("Remove class", "Take the chosen class off the list", this::removeClass));
    classes.add(own, BorderLayout.SOUTH);

    progress.setStringPainted(true);
    JPanel buttons = new JPanel(new GridLayout(0, 2, 4, 4));
    buttons.add(
        button("\u25C0 Previous (P)", "To the last cell not labelled by hand", () -> go(false)));
    buttons.add(button("Next (N) \u25B6", "To the next cell not labelled by hand", () -> go(true)));
    buttons.add(
        button(
            "Confirm (Enter)",
            "The model is right: the cell has the class that it is shown with",
            this::confirm));
    buttons.add(button("Delete cell (Del)", "Delete the selected cell", this::delete));
    buttons.add(undo);
    buttons.add(redo);
    buttons.add(
        button(
            "Add drawn ROIs",
            "Make cells of the areas in the ROI Manager and of others' areas in the overlay",
            this::addRois));
    buttons.add(Windows.help("label.md"));
    JPanel bottom = new JPanel();
    bottom.setLayout(new BoxLayout(bottom, BoxLayout.Y_AXIS));
    JLabel hint =
        new JLabel(
            "<html>Choose a class and click cells,<br>or go on with N and press the key of a class.<br>"
                + "Missed a cell? Draw round it and press its key.</html>");
    for (JComponent part : new JComponent[] {progress, buttons, what, hint, saved}) {
      part.setAlignmentX(0);
      part.setBorder(
          part == progress || part == buttons
              ? BorderFactory.createCompoundBorder(
                  BorderFactory.createEmptyBorder(2, 0, 4, 0), part.getBorder())
              : BorderFactory.createEmptyBorder(2, 2, 2, 2));
      bottom.add(part);
    }
    saved.setEnabled(false);
    JPanel all = new JPanel(new BorderLayout(0, 6));
    all.setBorder(BorderFactory.createEmptyBorder(8, 8, 6, 8));
    all.add(classes, BorderLayout.CENTER);
    all.add(bottom, BorderLayout.SOUTH);
    return all;
  }

  private static JButton button(String text, String tip, Runnable pressed) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
    button.setFocusable(false); // keys mean classes, not buttons
    button.setMargin(new java.awt.Insets(2, 4, 2, 4));
    button.addActionListener(e -> pressed.run());
    return button;
  }

  private boolean press(int code, boolean command, boolean shift) {
    if (command) {
      if (code == KeyEvent.VK_Z && !shift) undo();
      else if (code == KeyEvent.VK_Y || code == KeyEvent.VK_Z) redo();
      else return false;
      return true;
    }
    if (table.isEditing()) return false;
    int digit = LabelKeys.digit(code);
    if (digit >= 0) {
      if (digit <= labelling.classes().size()) key(digit);
      return true;
    }
    switch (code) {
      case KeyEvent.VK_N, KeyEvent.VK_P -> go(code == KeyEvent.VK_N);
      case KeyEvent.VK_ENTER -> confirm();
      case KeyEvent.VK_DELETE, KeyEvent.VK_BACK_SPACE -> delete();
      case KeyEvent.VK_ESCAPE -> {
        table.choose(-1);
        current = null;
        canvas.deselect();
        refresh();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The name of the class of a key; null for 0. */
  private String named(int digit) {
    return digit == 0 ? null : labelling.classes().get(digit - 1).name();
  }

  private void key(int digit) {
    String name = named(digit);
    Roi area = drawnArea();
    if (area != null) {
      add(area, name);
      return;
    }
    if (current == null || !labelling.isThere(current)) {
      table.choose(digit == 0 ? labelling.classes().size() : digit - 1);
      refresh();
      return;
    }
    labelling.assign(List.of(current), name);
    if (table.chosen() >= 0) table.choose(digit == 0 ? labelling.classes().size() : digit - 1);
    changed("");
    if (onTheWay) go(true);
    else select(current, false);
  }

  private Roi drawnArea() {
    Roi roi = image.getRoi();
    boolean drawn =
        roi != null && roi.isArea() && !CellLabelling.isCell(roi) && !CellSelection.isOne(roi);
    return drawn ? roi : null;
  }

  private void add(Roi area, String name) {
    try {
      canvas.deselect();
      List<Roi> fresh = labelling.add(List.of(area), name);
      if (!fresh.isEmpty()) select(fresh.get(0), false);
      changed(fresh.isEmpty() ? "This cell is there already" : "");
    } catch (IllegalArgumentException e) {
      say(e.getMessage());
    }
  }

  private void addRois() {
    List<Roi> drawn = new ArrayList<>(labelling.drawnInOverlay());
    RoiManager manager = RoiManager.getInstance2();
    if (manager != null)
      Arrays.stream(manager.getRoisAsArray())
          .filter(roi -> roi.isArea() && !CellLabelling.isCell(roi))
          .forEach(drawn::add);
    try {
      int fresh = labelling.add(drawn, chosenName()).size();
      changed(
          drawn.isEmpty()
              ? "There is no drawn area in the ROI Manager or the overlay"
              : "%,d cells added, %,d were there".formatted(fresh, drawn.size() - fresh));
    } catch (IllegalArgumentException e) {
      say(e.getMessage());
    }
  }

  /** The chosen class; null for none. */
  private String chosenName() {
    int row = table.chosen();
    return row < 0 || row >= labelling.classes().size()
        ? null
        : labelling.classes().get(row).name();
  }

  @Override
  public void clicked(int x, int y) {
    Optional<Roi> at = labelling.at(x, y);
    if (at.isEmpty()) {
      current = null;
      refresh();
      return;
    }
    boolean paints = table.chosen() >= 0;
    if (paints) labelling.assign(List.of(at.get()), chosenName());
    select(at.get(), false);
    if (paints) changed("");
  }

  @Override
  public void selected(Roi cell) {
    if (current == cell) return;
    int[] at = labelling.position(cell);
    try {
      current = labelling.cells(at[2], at[1], at[0], List.of(CellLabelling.number(cell))).get(0);
      onTheWay = false;
      refresh();
    } catch (IllegalArgumentException e) {
      current = null; // a copy of a cell that is gone
    }
  }

  @Override
  public void drawn(Roi area) {
    if (table.chosen() >= 0 && image.getRoi() == area) add(area, chosenName());
    else say("Press the key of a class to make a cell of this area");
  }

  @Override
  public void changed() {
    if (ended || image.getWindow() == null) return;
    labelling.moved();
    refresh();
  }

  @Override
  public void closed() {
    frame.dispose();
  }

  private void select(Roi cell, boolean going) {
    current = cell;
    onTheWay = going;
    canvas.show(cell, labelling.position(cell));
    refresh();
  }

  private void go(boolean forward) {
    Optional<Roi> next = labelling.next(current, forward);
    if (next.isPresent()) select(next.get(), true);
    else {
      onTheWay = false;
      if (current != null && labelling.isThere(current)) select(current, false);
      say(
          labelling.cells().isEmpty()
              ? "There are no cells yet"
              : "All cells are labelled by hand");
    }
  }

  private void confirm() {
    if (current == null || !labelling.isThere(current)) return;
    String name = current.getProperty("class");
    if (name == null) {
      say("This cell has no class yet: press the key of one");
      return;
    }
    labelling.assign(List.of(current), name);
    changed("");
    if (onTheWay) go(true);
    else select(current, false);
  }

  private void delete() {
    if (current == null || !labelling.isThere(current)) {
      say("Click the cell to delete first");
      return;
    }
    Roi gone = current;
    boolean going = onTheWay;
    Optional<Roi> next = going ? labelling.next(gone, true) : Optional.empty();
    canvas.deselect();
    labelling.remove(List.of(gone));
    current = null;
    changed("Deleted. Undo brings it back");
    next.filter(labelling::isThere).ifPresent(roi -> select(roi, true));
  }

  private void undo() {
    labelling.history().undo().ifPresent(step -> stepped("Undone: " + step));
  }

  private void redo() {
    labelling.history().redo().ifPresent(step -> stepped("Done again: " + step));
  }

  private void stepped(String text) {
    if (current != null && !labelling.isThere(current)) {
      current = null;
      canvas.deselect();
    } else if (current != null) select(current, false);
    changed(text);
  }

  private void addClass() {
    Windows.askClass(frame, TITLE).ifPresent(name -> tried(() -> labelling.addClass(name, null)));
  }

  private void removeClass() {
    String name = chosenName();
    if (name == null) say("Choose the class to remove in the list");
    else
      tried(
          () -> {
            labelling.removeClass(name);
            table.choose(-1);
          });
  }

  private void rename(LabelClass old, String name) {
    SwingUtilities.invokeLater(
        () -> tried(() -> labelling.changeClass(old.name(), name, old.colour())));
  }

  private void recolour(LabelClass old) {
    Color colour = JColorChooser.showDialog(frame, "Colour of " + old.name(), old.colour(), false);
    if (colour != null) tried(() -> labelling.changeClass(old.name(), old.name(), colour));
  }

  private void tried(Runnable change) {
    try {
      change.run();
      changed("");
    } catch (IllegalArgumentException e) {
      say(e.getMessage());
      refresh();
    }
  }

  /** After each change: figures, table, file. */
  private void changed(String message) {
    dirty = true;
    refresh();
    if (!message.isEmpty()) say(message);
    saving.soon();
  }

  private void refresh() {
    if (ended) return;
    LabelCounts counts = labelling.counts();
    table.fill(labelling.classes(), counts);
    progress.setMaximum(Math.max(1, counts.cells()));
    progress.setValue(counts.byHand());
    progress.setString(
        "%,d of %,d by hand%s"
            .formatted(
                counts.byHand(),
                counts.cells(),
                counts.hidden() == 0 ? "" : ", %,d hidden".formatted(counts.hidden())));
    undo.setEnabled(labelling.history().canUndo());
    redo.setEnabled(labelling.history().canRedo());
    say(current == null ? brush() : about(current));
  }

  private String brush() {
    int row = table.chosen();
    if (row < 0) return " ";
    return row < labelling.classes().size()
        ? "A click makes a cell: " + labelling.classes().get(row).name()
        : "A click takes the class off";
  }

  private String about(Roi cell) {
    int[] at = labelling.position(cell);
    StringBuilder text = new StringBuilder("Cell " + CellLabelling.number(cell));
    if (image.getNSlices() > 1) text.append(", slice ").append(at[1]);
    if (image.getNFrames() > 1) text.append(", frame ").append(at[0]);
    String name = cell.getProperty("class");
    if (name == null) return text + ": no class";
    text.append(": ").append(name);
    return CellLabelling.isByHand(cell)
        ? text + ", by hand"
        : text + " " + cell.getName().substring(cell.getName().lastIndexOf(' ') + 1);
  }

  private void say(String text) {
    what.setText(text.isBlank() ? " " : text);
    what.setToolTipText(text);
  }

  private void told(SavedLabels labels, String problem) {
    saved.setEnabled(labels == null);
    saved.setForeground(labels == null ? Theme.failure() : Theme.text());
    saved.setText(
        labels == null ? "Not saved: " + problem : "Saved at " + CLOCK.format(labels.time()));
    saved.setToolTipText(labels == null ? problem : autosave.file().toString());
  }

  private void end() {
    if (ended) return;
    if (table.isEditing()) table.getCellEditor().cancelCellEditing();
    ended = true;
    keys.end();
    canvas.end();
    if (open == this) open = null;
    labelling.keepCells();
    saving.end(dirty);
    Results.labelled(labelling, true);
    List<String> classes = labelling.classes().stream().map(c -> c.name() + "|" + c.hex()).toList();
    if (!classes.isEmpty()) Prefs.set(CLASSES, String.join("\t", classes));
    for (String line : LabelLines.of(image, labelling.changes()))
      if (IJ.recording()) ij.plugin.frame.Recorder.recordString(line + "\n");
    if (WindowManager.getImage(image.getID()) == image) image.draw();
  }
}

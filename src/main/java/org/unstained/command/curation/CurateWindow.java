package org.unstained.command.curation;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import org.unstained.command.LabelKeys;
import org.unstained.command.Theme;
import org.unstained.command.Windows;
import org.unstained.models.ModelClass;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.Curation;

/** The gallery of crops with what can be done with those that are chosen. */
final class CurateWindow {
  static final String TITLE = "Curate Crops";
  private static final String EVERY = "All classes";
  private static final String NO_CLASS = "No class";
  private static final int LEAST_SIDE = 32;
  private static final int MOST_SIDE = 256;
  private static CurateWindow open;

  /** Which crops are shown by what was decided. */
  private enum Show {
    ALL("All crops"),
    UNDECIDED("To decide"),
    ACCEPTED("Accepted"),
    REJECTED("Rejected"),
    KEPT("All but rejected");

    private final String label;

    Show(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }

    boolean shows(CropDecision decision) {
      return switch (this) {
        case ALL -> true;
        case KEPT -> decision != CropDecision.REJECTED;
        default -> decision.name().equals(name());
      };
    }
  }

  private final Curation crops;
  private final CurateLines lines;
  private final JFrame frame = new JFrame();
  private final CropGallery gallery;
  private final JComboBox<String> className = new JComboBox<>();
  private final JComboBox<Show> decided = new JComboBox<>(Show.values());
  private final JComboBox<CropOrder> order = new JComboBox<>(CropOrder.values());
  private final JSlider zoom = new JSlider(LEAST_SIDE, MOST_SIDE, 96);
  private final JPanel classes = new JPanel();
  private final JLabel status = new JLabel(" ");
  private final JButton accept =
      button("Accept (A)", "They are what their class says", this::accept);
  private final JButton reject =
      button("Reject (X)", "They are to be used for nothing", this::reject);
  private final JButton undo = button("Undo", "Ctrl+Z", this::undo);
  private final JButton redo = button("Redo", "Ctrl+Y", this::redo);
  private final Map<String, Color> colours = new HashMap<>();
  private final LabelKeys keys;

  private CurateWindow(Curation crops) {
    this.crops = crops;
    lines = new CurateLines(crops);
    gallery = new CropGallery(crops, this::colour, this::figures);
    keys = new LabelKeys(window -> window == frame, this::press);
    frame.setTitle(TITLE + ": " + crops.place());
    frame.add(content());
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, this::end));
    boolean scored = IntStream.range(0, crops.size()).anyMatch(i -> !Double.isNaN(crops.score(i)));
    order.setSelectedItem(scored ? CropOrder.DOUBT : CropOrder.CLASS);
    className.addActionListener(e -> arrange());
    decided.addActionListener(e -> arrange());
    order.addActionListener(e -> arrange());
    fillClasses();
    arrange();
    frame.pack();
    frame.setMinimumSize(new Dimension(640, 400));
  }

  /** Opens a gallery in place of an open one. */
  static void open(Curation crops) {
    SwingUtilities.invokeLater(
        () -> {
          if (open != null) open.frame.dispose();
          open = new CurateWindow(crops);
          open.keys.start();
          Windows.show(open.frame);
          open.gallery.requestFocusInWindow();
        });
  }

  static JFrame frame() {
    return open == null ? null : open.frame;
  }

  static CropGallery gallery() {
    return open == null ? null : open.gallery;
  }

  private Color colour(String name) {
    return colours.computeIfAbsent(
        name,
        n -> {
          int place = Math.max(0, crops.classes().indexOf(n));
          return new Color(ModelClass.at(place, n).rgb());
        });
  }

  private JComponent content() {
    JPanel top = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 4));
    top.add(new JLabel("Show"));
    top.add(decided);
    top.add(className);
    top.add(new JLabel("Sort by"));
    top.add(order);
    top.add(new JLabel("Size"));
    zoom.setPreferredSize(new Dimension(110, zoom.getPreferredSize().height));
    zoom.addChangeListener(e -> gallery.zoom(zoom.getValue()));
    top.add(zoom);
    for (JComponent one : List.of(decided, className, order, zoom)) one.setFocusable(false);

    JPanel side = new JPanel();
    side.setLayout(new BoxLayout(side, BoxLayout.Y_AXIS));
    side.setBorder(BorderFactory.createEmptyBorder(0, 8, 0, 0));
    side.add(left(heading("Chosen crops")));
    JPanel decide = new JPanel(new GridLayout(0, 1, 0, 4));
    decide.add(accept);
    decide.add(reject);
    side.add(left(fixed(decide)));
    side.add(Box.createVerticalStrut(10));
    side.add(left(heading("Move to class")));
    classes.setLayout(new GridLayout(0, 1, 0, 4));
    JPanel list = new JPanel(new BorderLayout());
    list.add(classes, BorderLayout.NORTH);
    JScrollPane scroll =
        new JScrollPane(
            list, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(null);
    side.add(left(scroll));
    JPanel steps = new JPanel(new GridLayout(0, 2, 4, 4));
    steps.add(button("Add class...", "A class more, with the next free key", this::addClass));
    steps.add(button("Select all", "Ctrl+A", gallery::chooseAll));
    steps.add(undo);
    steps.add(redo);
    side.add(Box.createVerticalStrut(6));
    side.add(left(fixed(steps)));
    side.add(Box.createVerticalStrut(6));
    side.add(left(fixed(only(Windows.help("curate.md")))));
    side.setPreferredSize(new Dimension(230, 300));

    JScrollPane pane =
        new JScrollPane(
            gallery, JScrollPane.VERTICAL_SCROLLBAR_ALWAYS, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    JPanel all = new JPanel(new BorderLayout(0, 4));
    all.setBorder(BorderFactory.createEmptyBorder(4, 8, 6, 8));
    all.add(top, BorderLayout.NORTH);
    all.add(pane, BorderLayout.CENTER);
    all.add(side, BorderLayout.EAST);
    all.add(status, BorderLayout.SOUTH);
    return all;
  }

  private static JComponent left(JComponent part) {
    part.setAlignmentX(0);
    return part;
  }

  private static JPanel only(JComponent one) {
    one.setFocusable(false);
    JPanel panel = new JPanel(new GridLayout(1, 1));
    panel.add(one);
    return panel;
  }

  private static JComponent fixed(JComponent part) {
    part.setMaximumSize(new Dimension(Integer.MAX_VALUE, part.getPreferredSize().height));
    return part;
  }

  private static JLabel heading(String text) {
    JLabel label = new JLabel(text);
    label.setBorder(BorderFactory.createEmptyBorder(4, 0, 4, 0));
    return label;
  }

  private static JButton button(String text, String tip, Runnable pressed) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
    button.setFocusable(false);
    button.setMargin(new Insets(2, 4, 2, 4));
    button.addActionListener(e -> pressed.run());
    return button;
  }

  private record Square(Color colour) implements Icon {
    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      g.setColor(colour);
      g.fillRect(x, y, 13, 13);
      g.setColor(Theme.text());
      g.drawRect(x, y, 13, 13);
    }

    @Override
    public int getIconWidth() {
      return 14;
    }

    @Override
    public int getIconHeight() {
      return 14;
    }
  }

  /** Buttons and choices for the classes that there are, with counts. */
  private void fillClasses() {
    List<String> names = crops.classes();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < crops.size(); i++)
      if (crops.decision(i) != CropDecision.REJECTED)
        counts.merge(crops.className(i), 1, Integer::sum);
    classes.removeAll();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String key = i < 9 ? i + 1 + "  " : "";
      JButton one =
          button(
              "%s%s (%,d)".formatted(key, name, counts.getOrDefault(name, 0)),
              "Move the chosen crops to " + name,
              () -> move(name));
      one.setIcon(new Square(colour(name)));
      one.setHorizontalAlignment(SwingConstants.LEFT);
      classes.add(one);
    }
    classes.revalidate();
    List<String> offered = new ArrayList<>(List.of(EVERY));
    offered.addAll(names);
    if (counts.containsKey("")) offered.add(NO_CLASS);
    List<String> there = new ArrayList<>();
    for (int i = 0; i < className.getItemCount(); i++) there.add(className.getItemAt(i));
    if (there.equals(offered)) return;
    Object selected = className.getSelectedItem();
    className.setModel(new javax.swing.DefaultComboBoxModel<>(offered.toArray(String[]::new)));
    if (selected != null && offered.contains(selected)) className.setSelectedItem(selected);
  }

  /** Shows what was asked for, in the order that was asked for. */
  private void arrange() {
    gallery.show(
        IntStream.range(0, crops.size())
            .filter(this::isShown)
            .boxed()
            .sorted(((CropOrder) order.getSelectedItem()).of(crops))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  private boolean isShown(int crop) {
    String name = (String) className.getSelectedItem();
    boolean ofClass =
        name == null
            || name.equals(EVERY)
            || (name.equals(NO_CLASS) ? "" : name).equals(crops.className(crop));
    return ofClass && ((Show) decided.getSelectedItem()).shows(crops.decision(crop));
  }

  private void figures() {
    int[] counts = new int[CropDecision.values().length];
    for (int i = 0; i < crops.size(); i++) counts[crops.decision(i).ordinal()]++;
    int chosen = gallery.chosen().size();
    status.setText(
        "%,d chosen of %,d shown   \u2022   %,d crops: %,d to decide, %,d accepted, %,d rejected"
            .formatted(chosen, gallery.shown(), crops.size(), counts[0], counts[1], counts[2]));
    accept.setEnabled(chosen > 0);
    reject.setEnabled(chosen > 0);
    for (Component one : classes.getComponents()) one.setEnabled(chosen > 0);
    undo.setEnabled(crops.history().canUndo());
    redo.setEnabled(crops.history().canRedo());
  }

  private boolean press(int code, boolean command, boolean shift) {
    if (command) {
      switch (code) {
        case KeyEvent.VK_A -> gallery.chooseAll();
        case KeyEvent.VK_Z -> {
          if (shift) redo();
          else undo();
        }
        case KeyEvent.VK_Y -> redo();
        default -> {
          return false;
        }
      }
      return true;
    }
    int digit = LabelKeys.digit(code);
    if (digit > 0) {
      if (digit <= crops.classes().size()) move(crops.classes().get(digit - 1));
      return true;
    }
    int page = gallery.columns() * Math.max(1, gallery.getVisibleRect().height / gallery.side());
    switch (code) {
      case KeyEvent.VK_A -> accept();
      case KeyEvent.VK_X, KeyEvent.VK_R, KeyEvent.VK_DELETE -> reject();
      case KeyEvent.VK_ESCAPE -> gallery.chooseNone();
      case KeyEvent.VK_LEFT -> gallery.step(-1, shift);
      case KeyEvent.VK_RIGHT -> gallery.step(1, shift);
      case KeyEvent.VK_UP -> gallery.step(-gallery.columns(), shift);
      case KeyEvent.VK_DOWN -> gallery.step(gallery.columns(), shift);
      case KeyEvent.VK_PAGE_UP -> gallery.step(-page, shift);
      case KeyEvent.VK_PAGE_DOWN -> gallery.step(page, shift);
      case KeyEvent.VK_HOME -> gallery.step(-crops.size(), shift);
      case KeyEvent.VK_END -> gallery.step(crops.size(), shift);
      case KeyEvent.VK_PLUS, KeyEvent.VK_EQUALS, KeyEvent.VK_ADD ->
          zoom.setValue(zoom.getValue() + 16);
      case KeyEvent.VK_MINUS, KeyEvent.VK_SUBTRACT -> zoom.setValue(zoom.getValue() - 16);
      default -> {
        return false;
      }
    }
    return true;
  }

  private interface Deed {
    void with(Collection<Integer> chosen) throws IOException;
  }

  private void accept() {
    decide(crops::accept);
  }

  private void reject() {
    decide(crops::reject);
  }

  private void move(String name) {
    decide(chosen -> crops.move(chosen, name));
  }

  /** Those that aren't shown any more go; then the next one is chosen. */
  private void decide(Deed deed) {
    List<Integer> chosen = gallery.chosen();
    if (chosen.isEmpty()) return;
    try {
      deed.with(chosen);
    } catch (IOException | IllegalArgumentException e) {
      failed(e.getMessage());
    }
    done(chosen.size() == 1);
  }

  private void done(boolean one) {
    int place = gallery.focus();
    fillClasses();
    int before = gallery.shown();
    prune();
    if (one && gallery.shown() < before) gallery.chooseAt(place);
    else if (one) gallery.chooseAt(place + 1);
    figures();
  }

  /** Leaves out what isn't to be shown any more; the others stay where they are. */
  private void prune() {
    gallery.show(Arrays.stream(gallery.order()).filter(this::isShown).toArray());
  }

  private void undo() {
    stepped(true);
  }

  private void redo() {
    stepped(false);
  }

  private void stepped(boolean back) {
    try {
      Optional<String> step = back ? crops.history().undo() : crops.history().redo();
      fillClasses();
      arrange();
      step.ifPresent(what -> status.setText((back ? "Undone: " : "Done again: ") + what));
    } catch (UncheckedIOException e) {
      failed(e.getCause().getMessage());
      arrange();
    }
  }

  private void addClass() {
    Optional<String> name = Windows.askClass(frame, TITLE);
    if (name.isEmpty()) return;
    try {
      crops.addClass(name.get());
      fillClasses();
      figures();
    } catch (IllegalArgumentException e) {
      failed(e.getMessage());
    }
  }

  private void failed(String why) {
    Windows.failed(frame, TITLE, why);
  }

  private void end() {
    keys.end();
    gallery.end();
    if (open == this) open = null;
    for (String line : lines.written()) if (IJ.recording()) Recorder.recordString(line + "\n");
  }
}

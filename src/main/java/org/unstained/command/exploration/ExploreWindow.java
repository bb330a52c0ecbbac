package org.unstained.command.exploration;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.unstained.command.BackgroundWork;
import org.unstained.command.LabelKeys;
import org.unstained.command.PlotView;
import org.unstained.command.Results;
import org.unstained.command.Theme;
import org.unstained.command.Windows;
import org.unstained.command.curation.CropLoader;
import org.unstained.command.curation.CurateLines;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellTable;
import org.unstained.overlay.TableImageLink;
import org.unstained.report.LinePlot;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.curation.ImageCuration;
import org.unstained.workflow.exploration.ClusterOptions;
import org.unstained.workflow.exploration.EmbeddingOptions;
import org.unstained.workflow.exploration.Exploration;
import org.unstained.workflow.exploration.ExplorationTable;
import org.unstained.workflow.exploration.FeatureTable;

/**
 * The window in which cells are explored: points or thumbnails, what they are coloured by, how they
 * are placed, and the classes that chosen cells can be given.
 */
final class ExploreWindow implements ScatterView.Cells, ExploreLink.Listener {
  static final String TITLE = "Explore Cells";
  private static final int LEAST_SIDE = 20;
  private static final int MOST_SIDE = 120;
  private static final int FIRST_SIDE = 40;
  private static final int LIVE_MS = 80;

  /** How the window begins. */
  record Start(
      EmbeddingOptions placing,
      ClusterOptions clustering,
      String colour,
      boolean thumbnails,
      ExploreCells command) {}

  private static ExploreWindow open;

  private final ExploredCells cells;
  private final FeatureTable features;
  private final Start start;
  private final JFrame frame = new JFrame();
  private final ScatterView view = new ScatterView(this);
  private final ExploreSettings settings;
  private final BackgroundWork work;
  private final ExploreLink link;
  private final LabelKeys keys;
  private final CurateLines lines;
  private final CropLoader thumbnails;
  private final CropLoader cards;
  private final BitSet chosen = new BitSet();
  private final JComboBox<String> colour = new JComboBox<>();
  private final JToggleButton pictures = new JToggleButton("Thumbnails");
  private final JSlider side = new JSlider(LEAST_SIDE, MOST_SIDE, FIRST_SIDE);
  private final JPanel classes = new JPanel(new GridLayout(0, 1, 0, 3));
  private final JLabel status = new JLabel(" ");
  private final JButton undo = button("Undo", "Ctrl+Z", () -> stepped(true));
  private final JButton redo = button("Redo", "Ctrl+Y", () -> stepped(false));
  private final JButton table = button("Table", "The chosen cells as a table", this::table);
  private final JButton save = button("Save...", "A picture, a table or the features", this::save);
  private final Timer soon = new Timer(250, e -> refresh());
  private Exploration found;

  /** What the command wants cells to be coloured by, until they are. */
  private String wanted;

  private EmbeddingOptions placed;
  private boolean filling;
  private boolean ended;
  private long lastLive;

  private ExploreWindow(ExploredCells cells, FeatureTable features, Start start) {
    this.cells = cells;
    this.features = features;
    this.start = start;
    wanted = start.colour();
    settings = new ExploreSettings(start.placing(), start.clustering());
    work = new BackgroundWork(List.of(settings.place, settings.find, save), this::failed);
    link = new ExploreLink(cells, this);
    keys = new LabelKeys(window -> window == frame, this::press);
    lines = new CurateLines(cells.crops());
    thumbnails = new CropLoader(cells.crops(), FIRST_SIDE, i -> view.repaint());
    cards = new CropLoader(cells.crops(), ScatterView.CARD, i -> view.repaint());
    soon.setRepeats(false);
    frame.setTitle("%s: %s".formatted(TITLE, cells.crops().place()));
    frame.add(content());
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, this::end));
    view.setPictured(cells.isPictured());
    pictures.setEnabled(cells.isPictured());
    pictures.setSelected(cells.isPictured() && start.thumbnails());
    view.say("%,d cells are being placed".formatted(cells.size()));
    fillColours(start.colour());
    fillClasses();
    frame.pack();
    frame.setMinimumSize(new Dimension(760, 520));
  }

  /** Opens a window in place of an open one, and begins to place the cells. */
  static void open(ExploredCells cells, FeatureTable features, Start start) {
    PointColours.of(keyOfStart(start, cells), cells, null); // says what is wrong before it opens
    SwingUtilities.invokeLater(
        () -> {
          if (open != null) open.frame.dispose();
          open = new ExploreWindow(cells, features, start);
          open.link.start();
          open.keys.start();
          Windows.show(open.frame);
          open.place();
        });
  }

  private static String keyOfStart(Start start, ExploredCells cells) {
    return start.colour().equals(PointColours.CLUSTER) ? PointColours.CLASS : start.colour();
  }

  static ExploreWindow shown() {
    return open;
  }

  JFrame frame() {
    return frame;
  }

  ScatterView view() {
    return view;
  }

  ExploreSettings settings() {
    return settings;
  }

  List<String> classNames() {
    return cells.classes();
  }

  boolean isWorking() {
    return work.isRunning();
  }

  Exploration found() {
    return found;
  }

  private JComponent content() {
    JPanel top = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 2));
    top.add(new JLabel("Colour"));
    colour.setPrototypeDisplayValue("integrated_intensity_and");
    colour.setMaximumRowCount(24);
    colour.addActionListener(e -> recolour());
    top.add(colour);
    pictures.addActionListener(e -> showPictures());
    top.add(pictures);
    top.add(new JLabel("Size"));
    side.setPreferredSize(new Dimension(100, side.getPreferredSize().height));
    side.addChangeListener(e -> resize());
    top.add(side);
    top.add(button("Show all", "All points in view (Home)", view::reset));
    for (JComponent one : List.of(colour, pictures, side)) one.setFocusable(false);

    JPanel right = new JPanel();
    right.setLayout(new BoxLayout(right, BoxLayout.Y_AXIS));
    right.setBorder(BorderFactory.createEmptyBorder(0, 8, 0, 0));
    settings.place.addActionListener(e -> place());
    settings.find.addActionListener(e -> cluster());
    settings.curves.addActionListener(e -> curves());
    settings.setAlignmentX(0);
    settings.setMaximumSize(new Dimension(Integer.MAX_VALUE, 400));
    right.add(settings);
    JLabel heading = new JLabel("Give the chosen cells a class");
    heading.setFont(heading.getFont().deriveFont(java.awt.Font.BOLD));
    heading.setBorder(BorderFactory.createEmptyBorder(8, 0, 3, 0));
    right.add(left(heading));
    JPanel list = new JPanel(new BorderLayout());
    list.add(classes, BorderLayout.NORTH);
    JScrollPane scroll =
        new JScrollPane(
            list, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(null);
    scroll.setPreferredSize(new Dimension(200, 110));
    right.add(left(scroll));
    JPanel steps = new JPanel(new GridLayout(0, 2, 4, 4));
    steps.add(button("Add class...", "A class more, with the next free key", this::addClass));
    steps.add(table);
    steps.add(undo);
    steps.add(redo);
    steps.add(save);
    JButton help = Windows.help("explore.md");
    help.setFocusable(false);
    steps.add(help);
    steps.setMaximumSize(new Dimension(Integer.MAX_VALUE, steps.getPreferredSize().height));
    right.add(Box.createVerticalStrut(4));
    right.add(left(steps));
    right.setPreferredSize(new Dimension(236, 560));

    view.setBorder(BorderFactory.createLineBorder(Theme.grid()));
    JPanel bottom = new JPanel(new BorderLayout());
    bottom.add(status, BorderLayout.NORTH);
    bottom.add(work.line, BorderLayout.SOUTH);
    JPanel all = new JPanel(new BorderLayout(0, 2));
    all.setBorder(BorderFactory.createEmptyBorder(2, 8, 6, 8));
    all.add(top, BorderLayout.NORTH);
    all.add(view, BorderLayout.CENTER);
    all.add(right, BorderLayout.EAST);
    all.add(bottom, BorderLayout.SOUTH);
    return all;
  }

  private static JComponent left(JComponent part) {
    part.setAlignmentX(0);
    return part;
  }

  private static JButton button(String text, String tip, Runnable pressed) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
    button.setFocusable(false);
    button.setMargin(new Insets(2, 4, 2, 4));
    button.addActionListener(e -> pressed.run());
    return button;
  }

  /** Places the cells anew; what is chosen stays chosen. */
  private void place() {
    EmbeddingOptions placing;
    ClusterOptions clustering;
    try {
      placing = settings.placing();
      clustering = settings.clustering();
    } catch (IllegalArgumentException e) {
      failed(e.getMessage());
      return;
    }
    view.setThumbnails(false);
    work.start(
        "Placing cells",
        progress ->
            Exploration.of(features, placing, clustering, (part, now) -> live(part, now, placing)),
        explored -> {
          placed = placing;
          show(explored, true);
        });
  }

  private boolean live(double part, double[][] now, EmbeddingOptions placing) {
    long time = System.currentTimeMillis();
    boolean on =
        work.at(
            (int) (1000 * part), 1000, "Placing cells: %.0f %%".formatted(Math.floor(100 * part)));
    if (now == null || time - lastLive < LIVE_MS) return on;
    lastLive = time;
    double[][] copy = Arrays.stream(now).map(double[]::clone).toArray(double[][]::new);
    SwingUtilities.invokeLater(
        () -> {
          if (!ended && work.isRunning())
            view.show(scatter(copy, placing.method().axis(0), placing.method().axis(1)), true);
        });
    return on;
  }

  private Scatter scatter(double[][] points, String x, String y) {
    PointColours now =
        view.points() == null ? PointColours.of(key(), cells, null) : view.points().colours;
    return new Scatter(points, x, y, now, chosen);
  }

  private void cluster() {
    if (found == null) return;
    ClusterOptions clustering;
    try {
      clustering = settings.clustering();
    } catch (IllegalArgumentException e) {
      failed(e.getMessage());
      return;
    }
    Exploration before = found;
    EmbeddingOptions placing = placed;
    work.start(
        "Finding clusters",
        progress ->
            before.with(
                features,
                placing,
                clustering,
                (part, now) -> work.at((int) (1000 * part), 1000, "Finding clusters")),
        explored -> show(explored, false));
  }

  private void show(Exploration explored, boolean whole) {
    boolean clustered = found != null && found.clusters().count() > 0;
    found = explored;
    String next = wanted == null ? key() : wanted;
    if (wanted == null && !clustered && explored.clusters().count() > 0)
      next = PointColours.CLUSTER;
    wanted = null;
    fillColours(next);
    Scatter points =
        new Scatter(
            explored.points(),
            explored.method().axis(0),
            explored.method().axis(1),
            PointColours.of(key(), cells, found),
            chosen);
    settings.curves.setEnabled(!explored.clusters().curves().isEmpty());
    view.show(points, whole);
    showPictures();
    say(explored);
    figures();
  }

  /** In the window: the log would lie over it. */
  private void say(Exploration explored) {
    List<String> notes = new ArrayList<>(explored.notes());
    notes.add(explored.clusters().note());
    notes.removeIf(String::isBlank);
    work.say(String.join(" ", notes));
  }

  private String key() {
    String selected = (String) colour.getSelectedItem();
    if (selected == null || selected.equals(PointColours.CLUSTER) && found == null)
      return PointColours.CLASS;
    return selected;
  }

  private void fillColours(String wanted) {
    filling = true;
    List<String> names = PointColours.keys(cells, found);
    colour.setModel(new javax.swing.DefaultComboBoxModel<>(names.toArray(String[]::new)));
    colour.setSelectedItem(names.contains(wanted) ? wanted : PointColours.CLASS);
    filling = false;
  }

  private void recolour() {
    if (filling || view.points() == null) return;
    view.points().colours = PointColours.of(key(), cells, found);
    view.repaint();
  }

  private void showPictures() {
    view.setThumbnails(pictures.isSelected() && !work.isRunning());
  }

  private void resize() {
    thumbnails.resize(side.getValue());
    view.setSide(side.getValue());
  }

  private void curves() {
    if (found == null) return;
    JFrame window = new JFrame("Clusters of " + cells.crops().place());
    JPanel plots = new JPanel(new GridLayout(1, 0, 8, 0));
    plots.setBackground(Theme.ground());
    for (LinePlot plot : found.clusters().curves()) plots.add(new PlotView(plot));
    window.add(plots);
    window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    window.pack();
    window.setLocationRelativeTo(frame);
    window.setVisible(true);
  }

  private void fillClasses() {
    classes.removeAll();
    List<String> names = cells.classes();
    PointColours colours = PointColours.of(PointColours.CLASS, cells, null);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Color own =
          colours.entries().stream()
              .filter(e -> e.name().equals(name))
              .map(e -> new Color(e.rgb()))
              .findFirst()
              .orElse(Theme.grid());
      JButton one =
          button(
              (i < 9 ? i + 1 + "  " : "") + name,
              "Label the chosen cells " + name,
              () -> label(name));
      one.setIcon(new Swatch(own));
      one.setHorizontalAlignment(SwingConstants.LEFT);
      classes.add(one);
    }
    classes.revalidate();
    classes.repaint();
    figures();
  }

  private void figures() {
    int n = chosen.cardinality();
    String text =
        n == 0
            ? "%,d cells, %d features. Drag round points to choose them; the wheel zooms, the right button moves"
                .formatted(cells.size(), features.columns().size())
            : "%,d of %,d cells chosen%s"
                .formatted(n, cells.size(), ExploreCard.classes(cells, chosen));
    status.setText(text);
    for (java.awt.Component one : classes.getComponents()) one.setEnabled(n > 0);
    table.setEnabled(n > 0);
    undo.setEnabled(cells.crops().history().canUndo());
    redo.setEnabled(cells.crops().history().canRedo());
  }

  private boolean press(int code, boolean command, boolean shift) {
    if (command) {
      switch (code) {
        case KeyEvent.VK_A -> {
          chosen.set(0, cells.size());
          chosen();
          view.repaint();
        }
        case KeyEvent.VK_Z -> stepped(!shift);
        case KeyEvent.VK_Y -> stepped(false);
        default -> {
          return false;
        }
      }
      return true;
    }
    int digit = LabelKeys.digit(code);
    if (digit > 0) {
      if (digit <= cells.classes().size()) label(cells.classes().get(digit - 1));
      return true;
    }
    Point middle = new Point(view.getWidth() / 2, view.getHeight() / 2);
    switch (code) {
      case KeyEvent.VK_ESCAPE -> {
        chosen.clear();
        chosen();
        view.repaint();
      }
      case KeyEvent.VK_HOME -> view.reset();
      case KeyEvent.VK_T -> {
        if (pictures.isEnabled()) pictures.doClick(0);
      }
      case KeyEvent.VK_PLUS, KeyEvent.VK_EQUALS, KeyEvent.VK_ADD -> view.zoom(1.5, middle);
      case KeyEvent.VK_MINUS, KeyEvent.VK_SUBTRACT -> view.zoom(1 / 1.5, middle);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Gives the chosen cells a class by hand. */
  private void label(String name) {
    if (chosen.isEmpty()) return;
    List<Integer> crops = chosen.stream().map(cells::crop).boxed().toList();
    try {
      cells.crops().move(crops, name);
    } catch (IOException | IllegalArgumentException e) {
      failed(e.getMessage());
    }
    labelled();
    work.say("%,d cells are %s now. Undo takes it back".formatted(crops.size(), name));
  }

  /** After labels have changed: tables, colours, buttons. */
  private void labelled() {
    if (cells.crops() instanceof ImageCuration images)
      for (CellLabelling one : images.labellings()) Results.labelled(one, false);
    refresh();
    fillClasses();
    link.show(chosen);
  }

  private void refresh() {
    if (ended) return;
    String key = (String) colour.getSelectedItem();
    if (PointColours.CLASS.equals(key)) recolour();
    figures();
  }

  private void stepped(boolean back) {
    try {
      Optional<String> step =
          back ? cells.crops().history().undo() : cells.crops().history().redo();
      labelled();
      step.ifPresent(what -> work.say((back ? "Undone: " : "Done again: ") + what));
    } catch (UncheckedIOException e) {
      failed(e.getCause().getMessage());
      labelled();
    }
  }

  private void addClass() {
    Optional<String> name = Windows.askClass(frame, TITLE);
    if (name.isEmpty()) return;
    try {
      cells.crops().addClass(name.get());
      fillClasses();
    } catch (IllegalArgumentException e) {
      failed(e.getMessage());
    }
  }

  /** The chosen cells as rows; a click on one goes to the cell. */
  private void table() {
    List<Integer> some = chosen.stream().boxed().toList();
    Optional<String> title = CellTable.show("Results of exploring", cells.planes(some));
    title.ifPresent(t -> cells.images().forEach(image -> TableImageLink.connect(t, image)));
  }

  private void save() {
    SaveExplored.ask(frame).ifPresent(asked -> save(asked.file(), asked.features()));
  }

  /** Writes a file in the background and records the line of a macro that writes one like it. */
  void save(Path file, boolean exported) {
    if (found == null) return;
    try {
      ScatterFiles.requireEnding(exported ? "export" : "save", file, !exported, true);
    } catch (IllegalArgumentException e) {
      failed(e.getMessage());
      return;
    }
    Scatter points = view.points();
    ScatterPlane plane = view.plane();
    ScatterPainter.Look now = view.look();
    ScatterPainter.Look look =
        ScatterPainter.Look.onWhite(now.thumbnails(), now.side(), now.radius());
    Exploration explored = found;
    work.start(
        "Saving",
        progress -> {
          if (exported) ExplorationTable.writeFeatures(file, cells, features);
          else ScatterFiles.write(file, cells, explored, points, plane, look);
          return file;
        },
        done -> {
          work.say("Saved " + done);
          Windows.record(
              ExploreCells.NAME,
              start
                  .command()
                  .line(
                      placed,
                      settings.clustering(),
                      key(),
                      now.thumbnails(),
                      exported ? "export" : "save",
                      file));
        });
  }

  private void failed(String why) {
    showPictures();
    Windows.failed(frame, TITLE, why);
  }

  private void end() {
    ended = true;
    work.end();
    keys.end();
    link.end();
    thumbnails.end();
    cards.end();
    soon.stop();
    if (open == this) open = null;
    if (cells.crops() instanceof ImageCuration || cells.crops() instanceof FolderCuration)
      for (String line : lines.written()) if (IJ.recording()) Recorder.recordString(line + "\n");
  }

  @Override
  public BufferedImage thumbnail(int cell) {
    return thumbnails.get(cells.crop(cell));
  }

  @Override
  public BufferedImage card(int cell) {
    return cards.get(cells.crop(cell));
  }

  @Override
  public String[] words(int cell) {
    return ExploreCard.words(cells, cell, key(), found);
  }

  /** Others were chosen in the view. */
  @Override
  public void chosen() {
    link.show(chosen);
    figures();
  }

  @Override
  public void open(int cell) {
    if (cells.crops() instanceof FolderCuration folder) {
      try {
        folder.image(cells.crop(cell)).show();
      } catch (IOException e) {
        failed(e.getMessage());
      }
      return;
    }
    link.open(cell).ifPresent(work::say);
  }

  /** Others were chosen on an image. */
  @Override
  public void chosen(BitSet these, boolean more) {
    if (ended) return;
    if (!more) chosen.clear();
    chosen.or(these);
    if (these.cardinality() == 1 && found != null) view.reveal(these.nextSetBit(0));
    view.repaint();
    link.show(chosen);
    figures();
  }

  @Override
  public void changed() {
    if (!ended) soon.restart();
  }
}

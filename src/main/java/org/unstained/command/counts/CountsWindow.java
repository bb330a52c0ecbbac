package org.unstained.command.counts;

import ij.IJ;
import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.FlowLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import org.unstained.command.OpenImages;
import org.unstained.command.PlotView;
import org.unstained.command.ReportView;
import org.unstained.command.Windows;
import org.unstained.report.Plot;
import org.unstained.report.Spot;
import org.unstained.workflow.counts.CellCounts;
import org.unstained.workflow.counts.CountFiles;
import org.unstained.workflow.counts.CountPlots;
import org.unstained.workflow.counts.CountReport;
import org.unstained.workflow.counts.ImageCounts;

/**
 * Counts of cells as plots: over time for each group, by group, and as plates. A click on a frame
 * goes to it in the image. To be used on Swing's thread.
 */
final class CountsWindow {
  static final String TITLE = "Counts";
  private static final String COMMAND = "Plot Counts...";

  /**
   * Something to look at.
   *
   * @param plot of counts (false) or fractions (true)
   * @param image to which a point belongs, if it belongs to one
   * @param series whether points are frames
   */
  private record View(
      String name,
      Function<Boolean, Plot> plot,
      Function<Spot, Optional<String>> image,
      boolean series) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final JFrame frame = new JFrame(TITLE);
  private final JLabel line = new JLabel(" ");
  private final CellCounts counts;
  private final List<Color> colours;
  private final String options;
  private final JComboBox<View> views = new JComboBox<>();
  private final JRadioButton fractions = new JRadioButton("Fractions");
  private final PlotView plot;

  private CountsWindow(
      CellCounts counts, List<Color> colours, boolean showFractions, String options) {
    this.counts = counts;
    this.colours = colours;
    this.options = options;
    views(counts).forEach(views::addItem);
    JRadioButton numbers = new JRadioButton("Counts");
    ButtonGroup both = new ButtonGroup();
    both.add(numbers);
    both.add(fractions);
    (showFractions ? fractions : numbers).setSelected(true);
    plot = new PlotView(shown(), colours);
    plot.onClick(this::go);
    views.addActionListener(e -> plot.show(shown()));
    numbers.addActionListener(e -> plot.show(shown()));
    fractions.addActionListener(e -> plot.show(shown()));
    JPanel top = new JPanel(new FlowLayout(FlowLayout.LEFT, 8, 0));
    if (views.getItemCount() > 1) top.add(views);
    top.add(numbers);
    top.add(fractions);
    JPanel plots = new JPanel(new BorderLayout(0, 6));
    plots.setBorder(BorderFactory.createEmptyBorder(6, 0, 0, 0));
    plots.add(top, BorderLayout.NORTH);
    plots.add(plot, BorderLayout.CENTER);
    JTabbedPane tabs = new JTabbedPane();
    JScrollPane report = new JScrollPane(new ReportView(CountReport.of(counts), colours));
    tabs.addTab("Plot", plots);
    tabs.addTab("Report", report);
    JButton save = new JButton("Save...");
    save.setToolTipText("Save tables (CSV), plots (PNG, SVG) and the report (HTML)");
    save.addActionListener(e -> save());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 0));
    buttons.add(save);
    buttons.add(Windows.help("counts.md"));
    buttons.add(line);
    JPanel all = new JPanel(new BorderLayout(0, 8));
    all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
    all.add(tabs, BorderLayout.CENTER);
    all.add(buttons, BorderLayout.SOUTH);
    frame.add(all);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, () -> {}));
    frame.setSize(780, 560);
    SwingUtilities.invokeLater(() -> report.getVerticalScrollBar().setValue(0));
  }

  /**
   * @param options of the run as a macro gives them
   */
  static void open(CellCounts counts, List<Color> colours, boolean fractions, String options) {
    SwingUtilities.invokeLater(
        () -> Windows.show(new CountsWindow(counts, colours, fractions, options).frame));
  }

  private static List<View> views(CellCounts counts) {
    List<View> views = new ArrayList<>();
    if (counts.isSeries())
      counts
          .groups()
          .forEach(
              (group, images) -> {
                views.add(
                    new View(
                        images.size() == 1 ? images.get(0).image() : group,
                        share -> CountPlots.overTime(counts, group, share),
                        spot ->
                            images.size() == 1
                                ? Optional.of(images.get(0).image())
                                : Optional.empty(),
                        true));
              });
    if (counts.isSeries() && counts.rule().isEmpty() && counts.images().size() > 1)
      for (ImageCounts image : counts.images())
        views.add(
            new View(
                image.image(),
                share -> CountPlots.ofImage(counts, image, share),
                spot -> Optional.of(image.image()),
                true));
    List<View> plates = new ArrayList<>();
    for (int i = 0; i < CountPlots.plates(counts, false).size(); i++) {
      int which = i;
      plates.add(
          new View(
              "Plate, " + CountPlots.plates(counts, false).get(i).title(),
              share -> CountPlots.plates(counts, share).get(which),
              spot -> Optional.empty(),
              false));
    }
    views.addAll(plates);
    if (!counts.isSeries() || counts.images().size() > 1)
      views.add(
          new View(
              CountPlots.bars(counts, false).title(),
              share -> CountPlots.bars(counts, share),
              spot ->
                  counts.rule().isPresent()
                      ? Optional.empty()
                      : Optional.of(counts.images().get(spot.point()).image()),
              false));
    return views;
  }

  private View view() {
    return (View) views.getSelectedItem();
  }

  private Plot shown() {
    return view().plot().apply(fractions.isSelected());
  }

  /** Goes to the image, if it is open, and to its frame. */
  private void go(Spot spot) {
    line.setText(spot.text());
    Optional<ImagePlus> open = view().image().apply(spot).flatMap(OpenImages::find);
    if (open.isEmpty()) return;
    ImagePlus imp = open.get();
    if (view().series()) {
      boolean slice = counts.along().equals("slice");
      int at = spot.point() + 1;
      if (at > (slice ? imp.getNSlices() : imp.getNFrames())) return;
      imp.setPosition(imp.getChannel(), slice ? at : imp.getSlice(), slice ? imp.getFrame() : at);
    }
    if (imp.getWindow() != null) imp.getWindow().toFront();
  }

  private void save() {
    String folder = IJ.getDirectory("Folder for tables, plots and report");
    if (folder == null) return;
    try {
      Path page = CountFiles.write(counts, colours, Path.of(folder));
      Windows.record(COMMAND, options + " output=" + Windows.quoted(folder));
      line.setText("Saved " + page);
    } catch (IOException e) {
      Windows.error(frame, TITLE, e.getMessage());
    }
  }
}

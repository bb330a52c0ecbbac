package org.unstained.command.analysis;

import ij.ImagePlus;
import ij.gui.NonBlockingGenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Dimension;
import java.awt.Label;
import java.awt.Scrollbar;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.unstained.command.Documentation;
import org.unstained.overlay.CellFilter;
import org.unstained.overlay.FilterSettings;

/**
 * A slider for the score and a switch for each class that the cells of an image have. The image
 * follows each move; it can be scrolled and zoomed meanwhile.
 */
final class FilterDialog {
  private static final double STEP = 0.01;
  private static final int MOST_ROWS = 16;

  /** Two pixels a step. */
  private static final Dimension SLIDER = new Dimension(250, 16);

  private final ImagePlus image;
  private final CellFilter filter;
  private final List<String> classes;
  private final NonBlockingGenericDialog dialog;
  private final Label count;
  private FilterSettings settings;

  FilterDialog(ImagePlus image, CellFilter filter) {
    this.image = image;
    this.filter = filter;
    settings = filter.last();
    classes = List.copyOf(filter.classes().keySet());
    dialog = new NonBlockingGenericDialog("Filter Cells");
    dialog.addMessage("Cells of '%s', on all planes".formatted(shortened(image.getTitle())));
    dialog.addSlider("Score at least", 0, 1, settings.score(), STEP);
    ((Scrollbar) dialog.getSliders().get(0)).setPreferredSize(SLIDER);
    if (!classes.isEmpty()) addSwitches();
    // AWT's labels don't grow, so it is as wide as it will ever be.
    String widest = "Choose at least one class to show, or cancel";
    dialog.addMessage(widest);
    count = (Label) dialog.getMessage();
    dialog.addHelp(Documentation.address("filter.md"));
    dialog.addDialogListener((changed, event) -> follow());
  }

  private static String shortened(String title) {
    return title.length() <= 40 ? title : title.substring(0, 39) + "\u2026";
  }

  private void addSwitches() {
    int columns = (classes.size() + MOST_ROWS - 1) / MOST_ROWS;
    int rows = (classes.size() + columns - 1) / columns;
    String[] labels = new String[classes.size()];
    boolean[] states = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      String name = classes.get(i);
      labels[i] = "%s (%,d)".formatted(name, filter.classes().get(name));
      states[i] = settings.classes().isEmpty() || settings.classes().contains(name);
    }
    dialog.addCheckboxGroup(rows, columns, labels, states);
  }

  /**
   * @return false if cancelled, or if the image was closed
   */
  boolean ask() {
    WindowAdapter closing =
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            dialog.windowClosing(e);
          }
        };
    if (image.getWindow() != null) image.getWindow().addWindowListener(closing);
    String command = Recorder.getCommand();
    follow();
    dialog.showDialog();
    if (image.getWindow() != null) image.getWindow().removeWindowListener(closing);
    // Commands that ran meanwhile, zooming for one, have taken the recorder.
    if (command != null && !command.equals(Recorder.getCommand())) Recorder.setCommand(command);
    Recorder.resetCommandOptions();
    return dialog.wasOKed();
  }

  FilterSettings settings() {
    return settings;
  }

  private boolean follow() {
    double score = dialog.getNextNumber();
    boolean isScore = !dialog.invalidNumber() && score >= 0 && score <= 1;
    TreeSet<String> chosen = new TreeSet<>();
    for (String name : classes) if (dialog.getNextBoolean()) chosen.add(name);
    dialog.resetCounters();
    if (!isScore) {
      count.setText("The score lies within 0-1");
      return false;
    }
    if (chosen.isEmpty() && !classes.isEmpty()) {
      count.setText("Choose at least one class to show, or cancel");
      return false;
    }
    settings = new FilterSettings(score, chosen.size() == classes.size() ? Set.of() : chosen);
    filter.show(settings);
    count.setText("%,d of %,d cells".formatted(filter.count(settings), filter.cells()));
    return true;
  }
}

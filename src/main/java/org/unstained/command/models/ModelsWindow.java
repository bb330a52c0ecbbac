package org.unstained.command.models;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.table.DefaultTableModel;
import org.unstained.command.BackgroundWork;
import org.unstained.command.CellCommand;
import org.unstained.command.Windows;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelExistsException;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.ModelRow;

/** The installed models, the card of the selected one, and what a user can do with them. */
final class ModelsWindow {
  private static final String TITLE = "Models";
  private static final String COMMAND = "Models...";
  private static final Object[] HEADINGS = {
    "Model", "Task", "Classes", "Channels", "Version", "From"
  };
  private static final int[] WIDTHS = {170, 95, 200, 140, 60, 70};

  /** What became of an installation: the model, or the name that is taken. */
  private record Outcome(Optional<String> installed, Optional<String> taken) {}

  private final JFrame frame = new JFrame(TITLE);
  private final DefaultTableModel rows =
      new DefaultTableModel(HEADINGS, 0) {
        private static final long serialVersionUID = 1;

        @Override
        public boolean isCellEditable(int row, int column) {
          return false;
        }
      };
  private final JTable table = new JTable(rows);
  private final JTextArea card = new JTextArea(16, 80);
  private final JButton file = button("Install zip...", this::installZip);
  private final JButton folder = button("Install folder...", this::installFolder);
  private final JButton address = button("Install address...", this::installAddress);
  private final JButton defaults = button("Defaults...", this::defaults);
  private final JButton remove = button("Remove...", this::remove);
  private final List<JButton> buttons = List.of(file, folder, address, defaults, remove);
  private final BackgroundWork work = new BackgroundWork(buttons, this::fail);
  private final ModelLibrary library = Installation.models();
  private List<ModelRow> models = List.of();

  private ModelsWindow() {
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.getSelectionModel().addListSelectionListener(e -> select());
    table.setFillsViewportHeight(true);
    for (int i = 0; i < WIDTHS.length; i++)
      table.getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
    table.setPreferredScrollableViewportSize(new Dimension(735, 8 * table.getRowHeight()));
    card.setEditable(false);
    card.setLineWrap(true);
    card.setWrapStyleWord(true);
    card.setFont(new Font(Font.MONOSPACED, Font.PLAIN, card.getFont().getSize()));
    JSplitPane halves =
        new JSplitPane(JSplitPane.VERTICAL_SPLIT, new JScrollPane(table), new JScrollPane(card));
    halves.setResizeWeight(0.3);
    JPanel line = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 0));
    buttons.forEach(line::add);
    line.add(Windows.help("models.md"));
    JPanel bottom = new JPanel(new BorderLayout());
    bottom.add(line, BorderLayout.NORTH);
    bottom.add(work.line, BorderLayout.SOUTH);
    JPanel all = new JPanel(new BorderLayout(0, 8));
    all.setBorder(BorderFactory.createEmptyBorder(10, 10, 10, 10));
    all.add(halves, BorderLayout.CENTER);
    all.add(bottom, BorderLayout.SOUTH);
    frame.add(all);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, work::end));
    frame.pack();
    frame.setMinimumSize(new Dimension(frame.getWidth(), 400));
  }

  /** Opens the window, or brings the open one to the front. */
  static void open() {
    SwingUtilities.invokeLater(
        () -> {
          if (WindowManager.getWindow(TITLE) instanceof Frame open) {
            open.toFront();
            return;
          }
          ModelsWindow window = new ModelsWindow();
          window.fill("");
          Windows.show(window.frame);
        });
  }

  private static JButton button(String label, Runnable pressed) {
    JButton button = new JButton(label);
    button.addActionListener(e -> pressed.run());
    return button;
  }

  /** Reads the list anew and selects a model, or the first. */
  private void fill(String selected) {
    try {
      models = ModelRow.of(library);
    } catch (IOException e) {
      fail(e.getMessage());
    }
    rows.setRowCount(0);
    int row = 0;
    for (ModelRow model : models) {
      if (model.model().equals(selected)) row = rows.getRowCount();
      rows.addRow(
          new Object[] {
            model.model(),
            model.problem().isEmpty() ? model.task() : "can't be used",
            model.classes(),
            model.channels(),
            model.version(),
            model.origin()
          });
    }
    if (!models.isEmpty()) table.setRowSelectionInterval(row, row);
    select();
  }

  private Optional<ModelRow> selected() {
    int row = table.getSelectedRow();
    return row < 0 || row >= models.size() ? Optional.empty() : Optional.of(models.get(row));
  }

  private void select() {
    Optional<ModelRow> model = selected();
    card.setText(model.map(this::details).orElse("No model is installed."));
    card.setCaretPosition(0);
    if (work.isRunning()) return;
    defaults.setEnabled(model.isPresent() && model.get().problem().isEmpty());
    remove.setEnabled(model.isPresent() && !isBundled(model.get()));
  }

  private static boolean isBundled(ModelRow model) {
    return model.origin().equalsIgnoreCase(InstalledModel.Origin.BUNDLED.name());
  }

  private String details(ModelRow model) {
    String where = "\n\nFolder: " + model.folder();
    if (!model.problem().isEmpty()) return "Can't be used: " + model.problem() + where;
    try {
      ModelPackage found = library.find(model.model());
      ModelDefaults now = library.defaults(found);
      boolean own = now.equals(found.description().defaults());
      return "Commands start from score %s, overlap %s, weight %s (%s).\n\n"
              .formatted(
                  now.score(), now.overlap(), now.weight(), own ? "the model's own" : "set by you")
          + found.card().strip()
          + library.source(found).map(from -> "\n\nInstalled from: " + from).orElse("")
          + where;
    } catch (IOException e) {
      return "Can't be used: " + e.getMessage() + where;
    }
  }

  private void installZip() {
    String path = new OpenDialog("Zip of a model").getPath();
    if (path != null) install(path, false);
  }

  private void installFolder() {
    String path = IJ.getDirectory("Folder of a model");
    if (path != null) install(path, false);
  }

  private void installAddress() {
    String given =
        JOptionPane.showInputDialog(
            frame, "Address of a model's zip, e.g. https://...", TITLE, JOptionPane.PLAIN_MESSAGE);
    if (given != null && !given.isBlank()) install(given, false);
  }

  private void install(String source, boolean replace) {
    work.start(
        "Installing",
        progress -> {
          try {
            return new Outcome(
                Optional.of(library.install(source, replace, progress).key()), Optional.empty());
          } catch (ModelExistsException e) {
            return new Outcome(Optional.empty(), Optional.of(e.key()));
          }
        },
        outcome -> installed(source, replace, outcome));
  }

  private void installed(String source, boolean replace, Outcome outcome) {
    if (outcome.taken().isPresent()) {
      String question =
          "There is a model '%s' already. Replace it?".formatted(outcome.taken().get());
      if (agreed(question)) install(source, true);
      else fill("");
      return;
    }
    Windows.record(
        COMMAND,
        "action=install source=" + Windows.quoted(source) + (replace ? " replace=true" : ""));
    fill(outcome.installed().get());
    work.say("Installed " + outcome.installed().get());
  }

  private void remove() {
    Optional<ModelRow> model = selected();
    if (model.isEmpty() || !agreed("Remove '%s' and its folder?".formatted(model.get().model())))
      return;
    work.start(
        "Removing",
        progress -> {
          library.remove(model.get().model());
          return model.get().model();
        },
        removed -> {
          Windows.record(COMMAND, "action=remove model=" + removed);
          fill("");
          work.say("Removed " + removed);
        });
  }

  private void defaults() {
    Optional<ModelRow> model = selected();
    // ImageJ's dialogs wait, so not on the event thread.
    if (model.isPresent()) new Thread(() -> ask(model.get()), "Unstained defaults").start();
  }

  private void ask(ModelRow model) {
    GenericDialog dialog = new GenericDialog("Defaults of " + model.model(), frame);
    dialog.addMessage("What its commands start from");
    dialog.addSlider("Score at least", 0, 1, model.defaults().get(0), 0.01);
    dialog.addSlider("Overlap", 0, 1, model.defaults().get(1), 0.01);
    dialog.addSlider("Weight of the classifier", 0, 1, model.defaults().get(2), 0.01);
    dialog.enableYesNoCancel("  OK  ", "The model's own");
    dialog.showDialog();
    if (dialog.wasCanceled()) return;
    try {
      if (dialog.wasOKed()) {
        ModelDefaults given =
            new ModelDefaults(
                dialog.getNextNumber(), dialog.getNextNumber(), dialog.getNextNumber());
        library.setDefaults(model.model(), Optional.of(given));
        Windows.record(
            COMMAND,
            "action=defaults model=%s score=%s overlap=%s weight=%s"
                .formatted(model.model(), given.score(), given.overlap(), given.weight()));
      } else {
        library.setDefaults(model.model(), Optional.empty());
        Windows.record(COMMAND, "action=reset model=" + model.model());
      }
      SwingUtilities.invokeLater(() -> fill(model.model()));
    } catch (IOException | IllegalArgumentException e) {
      SwingUtilities.invokeLater(() -> fail(e.getMessage()));
    }
  }

  private boolean agreed(String question) {
    return JOptionPane.showConfirmDialog(
            frame, CellCommand.wrapped(question), TITLE, JOptionPane.OK_CANCEL_OPTION)
        == JOptionPane.OK_OPTION;
  }

  private void fail(String why) {
    Windows.failed(frame, TITLE, why);
    select();
  }
}

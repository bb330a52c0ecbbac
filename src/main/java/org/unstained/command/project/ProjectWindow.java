package org.unstained.command.project;

import ij.IJ;
import ij.WindowManager;
import ij.gui.Plot;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingUtilities;
import javax.swing.table.DefaultTableCellRenderer;
import org.unstained.command.BackgroundWork;
import org.unstained.command.Inputs;
import org.unstained.command.Windows;
import org.unstained.command.training.TrainingView;
import org.unstained.command.training.TrainingWindow;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;
import org.unstained.project.ImageState;
import org.unstained.project.Listing;
import org.unstained.project.ProjectImage;
import org.unstained.project.ProjectStates;
import org.unstained.project.RoundScores;
import org.unstained.project.TrainingRound;

/**
 * A project on the screen: how far its images are, and all that can be done with it. Each thing
 * done is an action of {@link AnnotationProjectCommand} and is recorded as such; only what people
 * draw isn't.
 */
final class ProjectWindow implements ProjectAnnotating.Host {
  private static final String TITLE = "Annotation Project";
  private static final String NOBODY = "(nobody yet)";

  /** Something that asks the user and needs a thread of its own. */
  private interface Question {
    Optional<Map<String, String>> ask() throws IOException;
  }

  private final JFrame frame = new JFrame(TITLE);
  private final ProjectRows rows = new ProjectRows();
  private final JTable table = new JTable(rows);
  private final JLabel heading = new JLabel("Open a project, or begin a new one.");
  private final JComboBox<String> who = new JComboBox<>(new String[] {NOBODY});
  private final JCheckBox proposals = new JCheckBox("Show proposals", true);
  private final List<JButton> ofProject = new ArrayList<>();
  private final List<JButton> ofImages = new ArrayList<>();
  private final BackgroundWork work;
  private final ProjectAnnotating annotating = new ProjectAnnotating(this);
  private final ProjectDialogs dialogs = new ProjectDialogs(frame);
  private AnnotationProject project;

  private ProjectWindow() {
    JPanel top = line();
    List<JButton> starts = new ArrayList<>();
    starts.add(
        button(top, "New...", "Make a project of a folder", () -> ask("New", dialogs::create)));
    starts.add(button(top, "Open...", "Open a project", this::choose));
    top.add(heading);
    JPanel people = line();
    people.add(new JLabel("Annotator"));
    people.add(who);
    ofProject.add(
        button(
            people,
            "People...",
            "Add an annotator, or change the experience of one",
            () -> ask("Annotator", () -> dialogs.annotator(project))));
    ofProject.add(
        button(
            people,
            "Classes...",
            "Add classes",
            () -> ask("Classes", () -> dialogs.classes(project))));
    ofProject.add(
        button(
            people,
            "Add images...",
            "Copy further images into the project",
            () -> ask("Adding images", () -> dialogs.add(project))));
    ofProject.add(
        button(
            people,
            "Import...",
            "Take finished annotations of another tool",
            () -> ask("Importing", () -> dialogs.importing(project, annotator()))));
    JPanel models = line();
    ofImages.add(
        button(
            models,
            "Annotate next",
            "Your drafts first, then the image with the most doubtful proposal",
            this::next));
    ofImages.add(
        button(models, "Annotate selected", "Also with a double click", this::openSelected));
    models.add(proposals);
    proposals.setToolTipText(
        "Begin with what a model proposes. Without, people draw uninfluenced.");
    ofProject.add(
        button(
            models,
            "Train...",
            "Train a detector with the finished images, and judge it",
            this::train));
    ofProject.add(
        button(
            models,
            "Propose...",
            "Let a model propose cells where nobody has begun",
            this::propose));
    JPanel figures = line();
    ofProject.add(
        button(
            figures,
            "Agreement...",
            "How far two annotators agree",
            () -> ask("Comparing", () -> dialogs.two(project, false))));
    ofProject.add(
        button(
            figures,
            "Merge...",
            "Make one annotation of two people's",
            () -> ask("Merging", () -> dialogs.two(project, true))));
    ofProject.add(
        button(
            figures,
            "Rounds",
            "How good the models of each round are",
            () -> run("Reading", ProjectDialogs.of(project, "rounds"))));
    ofProject.add(
        button(
            figures,
            "History",
            "Who did what",
            () -> run("Reading", ProjectDialogs.of(project, "history"))));
    ofProject.add(
        button(
            figures, "Refresh", "Look what others have done meanwhile", () -> refresh(() -> {})));
    figures.add(Windows.help("project.md"));
    List<JButton> others = new ArrayList<>(starts);
    others.addAll(ofProject);
    work = new BackgroundWork(others, this::failed);
    table.setAutoCreateRowSorter(true);
    table.setFillsViewportHeight(true);
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setDefaultRenderer(Double.class, doubts());
    table.setPreferredScrollableViewportSize(new Dimension(760, 12 * table.getRowHeight()));
    table.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2) openSelected();
          }
        });
    JPanel north = column(top, people);
    JPanel south = column(models, figures, annotating.bar, work.line);
    JPanel all = new JPanel(new BorderLayout(0, 6));
    all.setBorder(BorderFactory.createEmptyBorder(10, 10, 10, 10));
    all.add(north, BorderLayout.NORTH);
    all.add(new JScrollPane(table), BorderLayout.CENTER);
    all.add(south, BorderLayout.SOUTH);
    frame.add(all);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, this::end));
    enable();
    frame.pack();
    frame.setMinimumSize(new Dimension(frame.getWidth(), 420));
  }

  /** Opens the window, or brings the open one to the front; with a project, if one is given. */
  static void open(Optional<Path> folder) {
    SwingUtilities.invokeLater(
        () -> {
          if (WindowManager.getWindow(TITLE) instanceof Frame open) {
            open.toFront();
            return;
          }
          ProjectWindow window = new ProjectWindow();
          Windows.show(window.frame);
          window.toTheRight();
          folder.ifPresent(window::show);
        });
  }

  /** Images open on the left. */
  private void toTheRight() {
    Rectangle screen = frame.getGraphicsConfiguration().getBounds();
    frame.setLocation(Math.max(screen.x, screen.x + screen.width - frame.getWidth()), frame.getY());
  }

  private static JPanel line() {
    return new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 2));
  }

  private static JPanel column(Component... lines) {
    JPanel column = new JPanel();
    column.setLayout(new BoxLayout(column, BoxLayout.Y_AXIS));
    for (Component line : lines) {
      if (line instanceof javax.swing.JComponent part) part.setAlignmentX(0);
      column.add(line);
    }
    return column;
  }

  private JButton button(JPanel line, String label, String tip, Runnable pressed) {
    JButton button = new JButton(label);
    button.setToolTipText(tip);
    button.addActionListener(e -> pressed.run());
    line.add(button);
    return button;
  }

  private static DefaultTableCellRenderer doubts() {
    DefaultTableCellRenderer renderer =
        new DefaultTableCellRenderer() {
          private static final long serialVersionUID = 1;

          @Override
          protected void setValue(Object value) {
            setText(value == null ? "" : String.format(Locale.ROOT, "%.2f", (Double) value));
          }
        };
    renderer.setHorizontalAlignment(JLabel.RIGHT);
    return renderer;
  }

  private void end() {
    work.end();
    annotating.end();
  }

  private void choose() {
    String folder = IJ.getDirectory("Folder of the project");
    if (folder != null) show(Path.of(folder));
  }

  private void show(Path folder) {
    try {
      project = AnnotationProject.open(folder);
    } catch (IOException e) {
      failed(e.getMessage());
      return;
    }
    refresh(() -> {});
  }

  private String annotator() {
    Object chosen = who.getSelectedItem();
    return chosen == null || chosen.equals(NOBODY) ? "" : chosen.toString();
  }

  private void enable() {
    boolean open = project != null;
    for (JButton one : ofProject) one.setEnabled(open && !work.isRunning());
    for (JButton one : ofImages) one.setEnabled(open);
  }

  /** Reads the files anew, on a thread of its own. */
  private void refresh(Runnable then) {
    AnnotationProject now = project;
    new Thread(
            () -> {
              try {
                now.refresh();
                List<ImageState> states = ProjectStates.of(now);
                SwingUtilities.invokeLater(
                    () -> {
                      if (project == now) fill(states);
                      then.run();
                    });
              } catch (IOException e) {
                SwingUtilities.invokeLater(() -> failed(e.getMessage()));
              }
            },
            "Unstained project")
        .start();
  }

  private void fill(List<ImageState> states) {
    int row = table.getSelectedRow();
    String selected = row < 0 ? "" : table.getValueAt(row, 0).toString();
    rows.show(project.settings(), states);
    table.getColumnModel().getColumn(0).setPreferredWidth(170);
    table.getColumnModel().getColumn(2).setPreferredWidth(120);
    for (int i = 3; i < table.getColumnCount() - 3; i++)
      table.getColumnModel().getColumn(i).setPreferredWidth(90);
    table.getColumnModel().getColumn(table.getColumnCount() - 2).setPreferredWidth(140);
    for (int i = 0; i < table.getRowCount(); i++)
      if (table.getValueAt(i, 0).equals(selected)) table.setRowSelectionInterval(i, i);
    Map<ImageState.Work, Long> counts =
        states.stream().collect(Collectors.groupingBy(ImageState::work, Collectors.counting()));
    heading.setText(
        "%s: %d images, %d done, %d in work, %d proposed"
            .formatted(
                project.name(),
                states.size(),
                counts.getOrDefault(ImageState.Work.DONE, 0L),
                counts.getOrDefault(ImageState.Work.IN_WORK, 0L),
                counts.getOrDefault(ImageState.Work.PROPOSED, 0L)));
    heading.setToolTipText(project.folder().toString());
    String before = annotator();
    List<String> names = project.settings().annotators().stream().map(Annotator::name).toList();
    who.removeAllItems();
    (names.isEmpty() ? List.of(NOBODY) : names).forEach(who::addItem);
    who.setSelectedItem(
        names.contains(before) ? before : names.isEmpty() ? NOBODY : names.get(names.size() - 1));
    annotating.of(project);
    enable();
    int lacking = frame.getPreferredSize().height - frame.getHeight();
    if (lacking > 0) frame.setSize(frame.getWidth(), frame.getHeight() + lacking);
    frame.validate();
  }

  private void openSelected() {
    int row = table.getSelectedRow();
    if (project == null) return;
    if (row < 0) {
      changed("Choose an image in the table first.");
      return;
    }
    annotate(rows.states().get(table.convertRowIndexToModel(row)).image());
  }

  private void next() {
    String after = annotating.image().map(ProjectImage::name).orElse("");
    openNext(after);
  }

  private void openNext(String after) {
    refresh(
        () -> {
          Optional<ImageState> next = ProjectStates.next(rows.states(), annotator(), after);
          if (next.isEmpty()) changed("No image is left that nobody has begun.");
          else annotate(next.get().image());
        });
  }

  private void annotate(ProjectImage image) {
    if (annotator().isEmpty()) {
      failed("Say first who annotates: add yourself with 'People...'.");
      return;
    }
    try {
      CorrectedImage opened =
          CorrectedImage.open(project, image, annotator(), proposals.isSelected());
      annotating.begin(opened);
      changed(
          opened
              .proposal()
              .map(p -> "Proposed by %s. Correct it, then press Done.".formatted(p.model()))
              .orElse("Draw a box round each cell and press its class, then Done."));
    } catch (IOException | IllegalArgumentException e) {
      failed(e.getMessage());
    }
  }

  private void train() {
    ask(
        "Training",
        () -> {
          int round = 1;
          for (List<Object> row : RoundScores.of(project).rows())
            if (!row.get(2).toString().isEmpty())
              round = Math.max(round, 1 + (int) Double.parseDouble(row.get(2).toString()));
          return dialogs.train(project, round, !TrainingRound.validation(project).isEmpty());
        });
  }

  private void propose() {
    ask(
        "Proposing",
        () -> {
          List<List<Object>> rounds = RoundScores.of(project).rows();
          Optional<String> newest =
              rounds.isEmpty()
                  ? Optional.empty()
                  : Optional.of(rounds.get(rounds.size() - 1).get(1).toString());
          return dialogs.propose(project, annotator(), newest);
        });
  }

  /** Asks on another thread, as ImageJ's dialogs wait, and does what was chosen. */
  private void ask(String what, Question question) {
    new Thread(
            () -> {
              try {
                Optional<Map<String, String>> inputs = question.ask();
                SwingUtilities.invokeLater(() -> inputs.ifPresent(given -> run(what, given)));
              } catch (IOException | IllegalArgumentException e) {
                SwingUtilities.invokeLater(() -> failed(e.getMessage()));
              }
            },
            "Unstained question")
        .start();
  }

  /** Runs an action, records it, and shows what came of it. */
  private void run(String what, Map<String, String> inputs) {
    List<Listing> listings = new ArrayList<>();
    List<String> said = new ArrayList<>();
    ProjectView view =
        new ProjectView() {
          @Override
          public void said(String sentence) {
            said.add(sentence);
            IJ.log(sentence);
          }

          @Override
          public void listed(Listing listing) {
            listings.add(listing);
          }

          @Override
          public TrainingView training() {
            return new TrainingWindow();
          }

          @Override
          public boolean at(int done, int all, String image) {
            return work.at(done, all, "%s: %d of %d images".formatted(what, done, all));
          }
        };
    work.start(
        what,
        progress -> {
          AnnotationProjectCommand command = new AnnotationProjectCommand();
          inputs.forEach((key, value) -> Inputs.set(command, key, value));
          command.act(view);
          return command;
        },
        command -> {
          record(inputs);
          if (!said.isEmpty()) work.say(said.get(said.size() - 1));
          listings.forEach(this::show);
          if (inputs.get("action").equals("new")) show(Path.of(inputs.get("project")));
          else refresh(this::enable);
        });
  }

  private static void record(Map<String, String> inputs) {
    Windows.record(
        AnnotationProjectCommand.NAME,
        inputs.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(
                one ->
                    one.getKey()
                        + "="
                        + (one.getValue().matches("[A-Za-z0-9_.-]+")
                            ? one.getValue()
                            : Windows.quoted(one.getValue())))
            .collect(Collectors.joining(" ")));
  }

  private void show(Listing listing) {
    ProjectLog.table(listing).show(listing.title());
    if (!listing.columns().contains("training_images")) return;
    Plot plot = RoundsPlot.of(listing);
    if (plot != null) plot.show();
  }

  @Override
  public void changed(String said) {
    if (!work.isRunning()) work.say(said);
  }

  @Override
  public void begun() {
    refresh(() -> {});
  }

  @Override
  public void finished(ProjectImage image, boolean next) {
    changed(image.name() + " is done");
    if (next) openNext(image.name());
    else refresh(() -> {});
  }

  @Override
  public void failed(String why) {
    IJ.log(TITLE + ": " + why);
    enable();
    Windows.error(frame, TITLE, why);
  }
}

package org.unstained.command.project;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.Menus;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.unstained.command.Theme;
import org.unstained.models.ModelClass;
import org.unstained.project.AnnotationProject;
import org.unstained.project.ProjectImage;

/**
 * The part of the project's window that belongs to the image which is being annotated: a button for
 * each class, deletion, and what becomes of the work. While the image is in front, the keys 1 to 9
 * are the classes and Delete deletes. Drafts are saved by themselves.
 */
final class ProjectAnnotating implements KeyEventDispatcher, ImageListener {
  private static final int AUTOSAVE_MS = 3000;

  /** Another command of ours, if it is there. */
  private static final String LABEL = "Label Cells...";

  /** So many classes have their buttons side by side. */
  private static final int IN_A_LINE = 5;

  /** Smaller images are shown larger than they are, in pixels of the screen. */
  private static final int LEAST_SIDE = 400;

  /** What the window has to do. */
  interface Host {
    void changed(String said);

    void failed(String why);

    /** There is a draft now. */
    void begun();

    /** The image is finished; whether the next is wanted. */
    void finished(ProjectImage image, boolean next);
  }

  final JPanel bar = new JPanel();
  private final JPanel classes = new JPanel();
  private final List<JButton> classButtons = new ArrayList<>();
  private final JLabel what = new JLabel("No image is open");
  private final JButton delete = button("Delete cell", "Take the selected cell away (Delete)");
  private final JButton done = button("Done", "All cells of this image are right");
  private final JButton doneNext = button("Done, next", "The same, and open the next image");
  private final JButton label =
      button(LABEL, "Label all cells of this image, with undo and more keys");
  private final Timer autosave = new Timer(AUTOSAVE_MS, e -> save());
  private final Host host;
  private CorrectedImage current;
  private boolean begun;
  private Point where;
  private double zoom;
  private AnnotationProject project;

  ProjectAnnotating(Host host) {
    this.host = host;
    bar.setBorder(BorderFactory.createTitledBorder("Image being annotated"));
    bar.setLayout(new BoxLayout(bar, BoxLayout.Y_AXIS));
    classes.setLayout(new BoxLayout(classes, BoxLayout.Y_AXIS));
    JPanel last = line(delete, label, done, doneNext, what);
    label.setVisible(Menus.getCommands() != null && Menus.getCommands().containsKey(LABEL));
    label.addActionListener(e -> IJ.doCommand(LABEL));
    classes.setAlignmentX(0);
    bar.add(classes);
    bar.add(last);
    delete.addActionListener(e -> remove());
    done.addActionListener(e -> finish(false));
    doneNext.addActionListener(e -> finish(true));
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
    ImagePlus.addImageListener(this);
    autosave.start();
    enable();
  }

  private static JPanel line(JComponent... parts) {
    JPanel line = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 2));
    line.setAlignmentX(0);
    for (JComponent part : parts) line.add(part);
    return line;
  }

  private static JButton button(String label, String tip) {
    JButton button = new JButton(label);
    button.setToolTipText(tip);
    return button;
  }

  /** No more of it; keeps what is open as a draft. */
  void end() {
    leave();
    autosave.stop();
    ImagePlus.removeImageListener(this);
    KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
  }

  /** Shows the classes of a project. */
  void of(AnnotationProject shown) {
    boolean same =
        project != null
            && project.folder().equals(shown.folder())
            && classButtons.size() == shown.settings().classes().size();
    project = shown;
    if (same) return;
    classes.removeAll();
    classButtons.clear();
    int key = 1;
    for (ModelClass one : shown.settings().classes()) {
      String tip =
          "Make a cell of the drawn area, or call the selected cell so"
              + (key <= 9 ? " (key " + key + ")" : "");
      JButton button = button((key <= 9 ? key + " " : "") + one.name(), tip);
      button.setIcon(new ColourIcon(new Color(one.rgb())));
      button.addActionListener(e -> call(one.name()));
      classButtons.add(button);
      key++;
    }
    for (int i = 0; i < classButtons.size(); i += IN_A_LINE)
      classes.add(
          line(
              classButtons
                  .subList(i, Math.min(i + IN_A_LINE, classButtons.size()))
                  .toArray(JComponent[]::new)));
    enable();
    bar.revalidate();
  }

  Optional<ProjectImage> image() {
    return Optional.ofNullable(current).map(CorrectedImage::of);
  }

  /** Begins with another image, which is shown; what was open becomes a draft. */
  void begin(CorrectedImage image) {
    leave();
    current = image;
    begun = false;
    image.image().show();
    place(image.image());
    image.listen();
    IJ.setTool("rectangle");
    enable();
    tell("");
  }

  /** Where and as large as the last one was; the first beside the window if there is room. */
  private void place(ImagePlus image) {
    if (image.getWindow() == null) return;
    double least = LEAST_SIDE / (double) Math.max(image.getWidth(), image.getHeight());
    double wanted = zoom > 0 ? zoom : least;
    for (int i = 0; i < 8 && image.getCanvas().getMagnification() < wanted; i++)
      image.getCanvas().zoomIn(0, 0);
    if (where != null) image.getWindow().setLocation(where);
    else {
      Window window = SwingUtilities.getWindowAncestor(bar);
      int width = image.getWindow().getWidth();
      int right = window.getX() + window.getWidth();
      Rectangle screen = window.getGraphicsConfiguration().getBounds();
      if (window.getX() - screen.x >= width)
        image.getWindow().setLocation(window.getX() - width, window.getY());
      else if (screen.x + screen.width - right >= width)
        image.getWindow().setLocation(right, window.getY());
    }
    image.getWindow().toFront();
  }

  private void remember(ImagePlus image) {
    if (image.getWindow() == null) return;
    where = image.getWindow().getLocation();
    zoom = image.getCanvas().getMagnification();
  }

  private void leave() {
    if (current == null) return;
    save();
    CorrectedImage left = current;
    remember(left.image());
    current = null;
    left.image().changes = false;
    left.image().close();
    enable();
  }

  private void call(String className) {
    edit(image -> host.changed(image.call(className)));
  }

  private void remove() {
    edit(
        image -> {
          image.delete();
          host.changed("Deleted");
        });
  }

  private void edit(Consumer<CorrectedImage> edit) {
    if (current == null) return;
    try {
      edit.accept(current);
      tell("");
    } catch (IllegalArgumentException e) {
      host.changed(e.getMessage());
    }
  }

  private void save() {
    if (current == null) return;
    try {
      if (!current.hasChanged()) return;
      current.save();
      tell("draft saved");
      if (!begun) host.begun();
      begun = true;
    } catch (IOException | IllegalArgumentException e) {
      host.failed(e.getMessage());
    }
  }

  private void finish(boolean next) {
    if (current == null) return;
    CorrectedImage image = current;
    try {
      image.finish();
    } catch (IOException | IllegalArgumentException e) {
      host.failed(e.getMessage());
      return;
    }
    remember(image.image());
    current = null;
    image.image().changes = false;
    image.image().close();
    enable();
    host.finished(image.of(), next);
  }

  private void tell(String more) {
    if (current == null) {
      what.setText("No image is open");
      return;
    }
    String counts =
        current.counts().entrySet().stream()
            .filter(one -> one.getValue() > 0)
            .map(one -> one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", "));
    int without = current.withoutClass();
    what.setText(
        "%s: %s%s%s"
            .formatted(
                shortened(current.of().name()),
                counts.isEmpty() ? "no cell" : counts,
                without == 0 ? "" : ", %d without class".formatted(without),
                more.isEmpty() ? "" : " (" + more + ")"));
  }

  private static String shortened(String name) {
    return name.length() <= 30 ? name : name.substring(0, 29) + "\u2026";
  }

  private void enable() {
    boolean open = current != null;
    for (JButton one : new JButton[] {delete, label, done, doneNext}) one.setEnabled(open);
    for (JButton one : classButtons) one.setEnabled(open);
    if (!open) tell("");
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    if (current == null
        || e.getID() != KeyEvent.KEY_PRESSED
        || e.isControlDown()
        || e.isAltDown()
        || e.isMetaDown()
        || current.image().getWindow() == null
        || KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusedWindow()
            != current.image().getWindow()) return false;
    int code = e.getKeyCode();
    if (code == KeyEvent.VK_DELETE || code == KeyEvent.VK_BACK_SPACE) {
      remove();
      return true;
    }
    int key = e.getKeyChar() - '1';
    if (key < 0 || key > 8 || key >= project.settings().classes().size()) return false;
    call(project.settings().classNames().get(key));
    return true;
  }

  @Override
  public void imageOpened(ImagePlus imp) {}

  @Override
  public void imageUpdated(ImagePlus imp) {}

  /** Whoever closes the image keeps a draft. */
  @Override
  public void imageClosed(ImagePlus imp) {
    if (current == null || imp != current.image()) return;
    save();
    current = null;
    enable();
    host.changed("Kept as a draft");
  }

  /** A square of a class's colour. */
  private record ColourIcon(Color colour) implements Icon {
    private static final int SIDE = 12;

    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      g.setColor(colour);
      g.fillRect(x, y, SIDE, SIDE);
      g.setColor(Theme.text());
      g.drawRect(x, y, SIDE - 1, SIDE - 1);
    }

    @Override
    public int getIconWidth() {
      return SIDE;
    }

    @Override
    public int getIconHeight() {
      return SIDE;
    }
  }
}

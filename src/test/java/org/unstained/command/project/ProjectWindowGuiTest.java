package org.unstained.command.project;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Robot;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JTable;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.command.Inputs;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;
import org.unstained.project.ImageState.Work;
import org.unstained.project.ProjectImages;
import org.unstained.project.ProjectSettings;
import org.unstained.project.ProjectStates;
import org.unstained.project.Proposing;
import org.unstained.workflow.analysis.DetectOptions;

/** The window of Annotation Project; needs a screen. */
public class ProjectWindowGuiTest {
  private static final int PATIENCE_MS = 30_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private JFrame frame;
  private AnnotationProject project;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    Path home = temporary.newFolder("home").toPath();
    System.setProperty("unstained.home", home.toString());
    NetworkPackages.install(home);
    Path images = temporary.newFolder("images").toPath();
    for (int i = 0; i < 3; i++)
      new FileSaver(new ImagePlus("x", NetworkPackages.discs(3, i)))
          .saveAsPng(images.resolve("field %d.png".formatted(i)).toString());
    project =
        AnnotationProject.create(
            temporary.getRoot().toPath().resolve("chip"),
            ProjectSettings.classes(List.of("Living Cell", "Dead Cell")),
            Optional.empty());
    ProjectImages.add(project, images);
    project.setAnnotator(new Annotator("Anna", 3));
    Proposing.run(project, "", DetectOptions.of("test-detector"), false, (d, a, n) -> true);
    AnnotationProjectCommand command = new AnnotationProjectCommand();
    Inputs.set(command, "project", project.folder().toString());
    assertFalse(command.ask());
    await(() -> WindowManager.getWindow("Annotation Project") instanceof JFrame);
    frame = (JFrame) WindowManager.getWindow("Annotation Project");
    await(() -> table().getRowCount() == 3);
  }

  @After
  public void close() throws Exception {
    System.clearProperty("unstained.home");
    if (frame == null) return;
    EventQueue.invokeAndWait(frame::dispose);
    await(() -> WindowManager.getImageCount() == 0);
  }

  @Test
  public void anImageIsCorrectedAndTheNextOpens() throws Exception {
    press("Annotate next");
    ImagePlus first = opened();
    int cells = first.getOverlay().size();
    Roi cell = first.getOverlay().get(0);
    EventQueue.invokeAndWait(() -> first.setRoi(cell));
    press("2 Dead Cell");
    await(() -> first.getOverlay().get(0).getProperty("class").equals("Dead Cell"));
    EventQueue.invokeAndWait(() -> first.setRoi(new Roi(200, 120, 20, 20)));
    press("1 Living Cell");
    await(() -> first.getOverlay().size() == cells + 1);
    EventQueue.invokeAndWait(() -> first.setRoi(first.getOverlay().get(1)));
    press("Delete cell");
    await(() -> first.getOverlay().size() == cells);
    picture("project-window");
    press("Done, next");
    await(() -> WindowManager.getImageCount() == 1 && WindowManager.getCurrentImage() != first);
    String title = first.getTitle().replace(".png", "");
    await(() -> state(title) == Work.DONE);
    assertEquals(
        Map.of("Living Cell", 2, "Dead Cell", cells - 2),
        ProjectStates.of(project).stream()
            .filter(s -> s.image().name().equals(title))
            .findFirst()
            .get()
            .cells());
  }

  @Test
  public void whoeverClosesTheImageKeepsADraft() throws Exception {
    press("Annotate next");
    ImagePlus image = opened();
    EventQueue.invokeAndWait(() -> image.setRoi(new Roi(200, 120, 20, 20)));
    press("1 Living Cell");
    EventQueue.invokeAndWait(() -> image.getWindow().close());
    await(() -> state(image.getTitle().replace(".png", "")) == Work.IN_WORK);
  }

  @Test
  public void nothingIsCutOff() throws Exception {
    for (JButton button : all(frame, JButton.class)) {
      if (!button.isShowing() || button.getText().isEmpty()) continue;
      assertTrue(button.getText(), button.getWidth() >= button.getPreferredSize().width);
      Rectangle where = new Rectangle(button.getLocationOnScreen(), button.getSize());
      assertTrue(
          button.getText(),
          new Rectangle(frame.getLocationOnScreen(), frame.getSize()).contains(where));
    }
  }

  private Work state(String name) throws Exception {
    return ProjectStates.of(project).stream()
        .filter(s -> s.image().name().equals(name))
        .findFirst()
        .get()
        .work();
  }

  private JTable table() {
    return all(frame, JTable.class).get(0);
  }

  private ImagePlus opened() throws Exception {
    await(() -> WindowManager.getImageCount() == 1);
    EventQueue.invokeAndWait(() -> {});
    return WindowManager.getCurrentImage();
  }

  private void press(String label) throws Exception {
    JButton button =
        all(frame, JButton.class).stream()
            .filter(b -> label.equals(b.getText()))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(button::doClick);
  }

  /** For people to look at, if a folder is given. */
  private void picture(String name) throws Exception {
    String folder = System.getProperty("unstained.pictures");
    if (folder == null) return;
    EventQueue.invokeAndWait(() -> frame.toFront());
    Thread.sleep(700);
    ImageIO.write(
        new Robot().createScreenCapture(new Rectangle(0, 0, 1366, 768)),
        "png",
        new File(folder, name + ".png"));
  }

  private static <T extends Component> List<T> all(Container parent, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container container) found.addAll(all(container, type));
    }
    return found;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    for (int waited = 0; !condition.holds(); waited += 50) {
      if (waited > PATIENCE_MS) throw new AssertionError("It took too long");
      Thread.sleep(50);
    }
  }
}

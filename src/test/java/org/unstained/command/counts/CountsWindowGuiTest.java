package org.unstained.command.counts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JFrame;
import javax.swing.JRadioButton;
import javax.swing.JTabbedPane;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.CellCommand;
import org.unstained.command.Hands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.PlotView;
import org.unstained.command.analysis.SegmentCells;

/** The window of counts; needs a screen. */
public class CountsWindowGuiTest {
  private static final int PATIENCE_MS = 60_000;

  private ImagePlus film;
  private JFrame frame;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    ij.ImageStack stack = new ij.ImageStack();
    for (int i = 0; i < 3; i++) stack.addSlice(Painted.discs("a").getProcessor());
    film = new ImagePlus("film", stack);
    film.setDimensions(1, 1, 3);
    film.show();
    SegmentCells segment = new SegmentCells();
    set(segment, "planes=all map=false");
    segment.run();
    assertEquals("", segment.failure().orElse(""));
    PlotCounts command = new PlotCounts();
    set(command, "");
    command.run();
    assertEquals("", command.failure().orElse(""));
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!(WindowManager.getWindow(CountsWindow.TITLE) instanceof JFrame)) {
      if (System.currentTimeMillis() > end) throw new AssertionError("It took too long");
      Thread.sleep(50);
    }
    frame = (JFrame) WindowManager.getWindow(CountsWindow.TITLE);
    EventQueue.invokeAndWait(() -> {});
  }

  private void set(CellCommand command, String options) {
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, film);
    Inputs.read(command, options);
  }

  @After
  public void close() throws Exception {
    if (frame != null) EventQueue.invokeAndWait(frame::dispose);
    Hands.closeTables();
    if (film != null) {
      film.changes = false;
      film.close();
    }
  }

  /** The point of a frame, by what the plot says there. */
  private static int[] place(PlotView plot, String text) {
    for (int x = 0; x < plot.getWidth(); x += 2)
      for (int y = 0; y < plot.getHeight(); y += 2) {
        String tip = plot.getToolTipText(mouse(plot, MouseEvent.MOUSE_MOVED, x, y));
        if (tip != null && tip.contains(text)) return new int[] {x, y};
      }
    throw new AssertionError("The plot says '" + text + "' nowhere");
  }

  private static MouseEvent mouse(Component on, int kind, int x, int y) {
    return new MouseEvent(on, kind, System.currentTimeMillis(), 0, x, y, 1, false);
  }

  @Test
  public void aClickOnAFrameGoesToItInTheImage() throws Exception {
    film.setPosition(1, 1, 1);
    PlotView plot = all(frame, PlotView.class).get(0);
    int[] at = place(plot, "cell: 4 at frame 3");
    EventQueue.invokeAndWait(
        () -> plot.dispatchEvent(mouse(plot, MouseEvent.MOUSE_CLICKED, at[0], at[1])));
    assertEquals(3, film.getFrame());
  }

  @Test
  public void theSwitchShowsFractions() throws Exception {
    PlotView plot = all(frame, PlotView.class).get(0);
    JRadioButton fractions =
        all(frame, JRadioButton.class).stream()
            .filter(b -> b.getText().equals("Fractions"))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(fractions::doClick);
    assertNotNull(place(plot, "cell: 1 ("));
  }

  @Test
  public void theReportHasItsPlotsToo() throws Exception {
    JTabbedPane tabs = all(frame, JTabbedPane.class).get(0);
    EventQueue.invokeAndWait(() -> tabs.setSelectedIndex(1));
    assertTrue(all(frame, PlotView.class).size() >= 3);
  }

  private static <T extends Component> List<T> all(Container parent, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container container) found.addAll(all(container, type));
    }
    return found;
  }
}

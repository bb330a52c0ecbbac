package org.unstained.command.evaluation;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import org.unstained.command.ReportView;
import org.unstained.command.Windows;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.ErrorMark;
import org.unstained.overlay.ErrorOverlay;
import org.unstained.workflow.evaluation.Evaluated;
import org.unstained.workflow.evaluation.EvaluationFiles;
import org.unstained.workflow.evaluation.JudgedPlane;

/**
 * The report of an evaluation and the list of all errors. A click on an error opens its image, with
 * hits and errors in the overlay, and goes there. To be used on Swing's thread.
 */
final class EvaluationWindow {
  static final String TITLE = "Evaluation";
  private static final String COMMAND = "Evaluate...";

  private final JFrame frame = new JFrame(TITLE);
  private final JLabel line = new JLabel(" ");
  private final Evaluated evaluated;
  private final String options;
  private final Map<JudgedPlane, ImagePlus> opened = new HashMap<>();

  private EvaluationWindow(Evaluated evaluated, Optional<ImagePlus> image, String options) {
    this.evaluated = evaluated;
    this.options = options;
    image.ifPresent(imp -> opened.put(evaluated.planes().get(0), imp));
    JTabbedPane tabs = new JTabbedPane();
    JScrollPane report = new JScrollPane(new ReportView(evaluated.report()));
    tabs.addTab("Report", report);
    tabs.addTab("Errors", new ErrorList(evaluated.planes(), this::show));
    JButton save = new JButton("Save...");
    save.setToolTipText("Save the report as a page with pictures, two tables and all figures");
    save.addActionListener(e -> save());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 0));
    buttons.add(save);
    buttons.add(Windows.help("evaluate.md"));
    buttons.add(line);
    JPanel all = new JPanel(new BorderLayout(0, 8));
    all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
    all.add(tabs, BorderLayout.CENTER);
    all.add(buttons, BorderLayout.SOUTH);
    frame.add(all);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addWindowListener(Windows.listed(frame, opened::clear));
    frame.setSize(960, 690);
    SwingUtilities.invokeLater(() -> report.getVerticalScrollBar().setValue(0));
  }

  /**
   * @param image that was judged, if it is open
   * @param options of the run as a macro gives them
   */
  static void open(Evaluated evaluated, Optional<ImagePlus> image, String options) {
    SwingUtilities.invokeLater(
        () -> Windows.show(new EvaluationWindow(evaluated, image, options).frame));
  }

  /** Opens the image of an error, or takes the one that is open, and goes there. */
  private void show(JudgedPlane plane, JudgedPlane.JudgedCell cell) {
    try {
      ImagePlus imp = opened.get(plane);
      if (imp == null || imp.getWindow() == null) {
        if (plane.file().isEmpty()) {
          line.setText("Nobody knows where the image '%s' is.".formatted(plane.image()));
          return;
        }
        imp = ImageFiles.open(plane.file().get());
        opened.put(plane, imp);
        ErrorOverlay.show(imp, plane.marks());
        imp.show();
      }
      go(imp, cell.mark());
      line.setText(" ");
    } catch (IOException e) {
      line.setText(e.getMessage());
    }
  }

  private static void go(ImagePlus imp, ErrorMark mark) {
    imp.setRoi(ErrorOverlay.roi(mark, imp));
    ImageCanvas canvas = imp.getCanvas();
    if (canvas == null) return;
    Rectangle view = canvas.getSrcRect();
    int x = (int) (mark.box().x() + mark.box().width() / 2);
    int y = (int) (mark.box().y() + mark.box().height() / 2);
    if (!view.contains(x, y)) {
      int left = Math.max(0, Math.min(imp.getWidth() - view.width, x - view.width / 2));
      int top = Math.max(0, Math.min(imp.getHeight() - view.height, y - view.height / 2));
      canvas.setSourceRect(new Rectangle(left, top, view.width, view.height));
    }
    imp.updateAndDraw();
    if (imp.getWindow() != null) imp.getWindow().toFront();
  }

  private void save() {
    String folder = IJ.getDirectory("Folder for the report");
    if (folder == null) return;
    try {
      Path page = EvaluationFiles.write(evaluated, Path.of(folder));
      Windows.record(COMMAND, options + " output=" + Windows.quoted(folder));
      line.setText("Saved " + page);
    } catch (IOException e) {
      Windows.error(frame, TITLE, e.getMessage());
    }
  }
}

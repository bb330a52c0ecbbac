package org.unstained.command.training;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.WindowConstants;
import org.unstained.command.Theme;
import org.unstained.command.TimeLeft;
import org.unstained.command.Windows;
import org.unstained.learning.ClassifierScores;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectionScores;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.JudgedCrop;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.TrainingResult.Epoch;

/**
 * A training on the screen: how far it is, loss and validation scores over the epochs, what the
 * network says of validation images, and a button that ends it with the best weights so far. It
 * opens when training begins and stays until the user closes it.
 *
 * <p>The training hands over a few references after each epoch and two numbers after each step; all
 * drawing is Swing's, and images are read on a thread of their own.
 */
public final class TrainingWindow implements TrainingView {
  private static final int REFRESH_MS = 250;
  private static final int NARROW = 640;

  private volatile boolean stopped;
  private volatile int epoch;
  private volatile int step;
  private volatile int steps;
  private volatile TimeLeft time;
  private volatile Frame frame;

  /** All that is Swing's; used on its thread only. */
  private final class Frame extends JFrame {
    private final Run run;
    private final ValidationPictures pictures;
    private final JProgressBar progress = new JProgressBar(0, 1000);
    private final JTextArea text = new JTextArea(4, 40);
    private final JButton button = new JButton("Stop and keep the best");
    private final JSplitPane middle = new JSplitPane();
    private final Timer timer = new Timer(REFRESH_MS, e -> refresh());
    private TrainingCurves curves;
    private FoundCells found;
    private CalledCells called;
    private boolean over;

    Frame(Run run) {
      super("Training of " + run.model());
      this.run = run;
      pictures = new ValidationPictures(run.images().validation());
      setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
      JPanel all = new JPanel(new BorderLayout(6, 6));
      all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
      all.add(top(), BorderLayout.NORTH);
      all.add(middle, BorderLayout.CENTER);
      all.add(bottom(), BorderLayout.SOUTH);
      middle.setBorder(null);
      middle.setResizeWeight(0.5);
      middle.setLeftComponent(new JPanel());
      middle.setRightComponent(new JPanel());
      setContentPane(all);
      run.notes().forEach(this::say);
      addWindowListener(
          new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent e) {
              close();
            }
          });
      addComponentListener(
          new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent e) {
              turn();
            }
          });
      all.registerKeyboardAction(
          e -> stop(),
          KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
          JComponent.WHEN_IN_FOCUSED_WINDOW);
      setMinimumSize(new Dimension(420, 340));
      setSize(980, 640);
      setLocationByPlatform(true);
      setVisible(true);
      timer.start();
    }

    private JPanel top() {
      JLabel what = new JLabel(run.what());
      what.setToolTipText(run.what());
      JLabel device = new JLabel("on " + run.device());
      device.setFont(device.getFont().deriveFont(Font.PLAIN));
      progress.setStringPainted(true);
      progress.setString("Opening images...");
      JPanel top = new JPanel(new BorderLayout(6, 4));
      top.add(what, BorderLayout.CENTER);
      top.add(device, BorderLayout.EAST);
      top.add(progress, BorderLayout.SOUTH);
      return top;
    }

    private JPanel bottom() {
      text.setEditable(false);
      text.setLineWrap(true);
      text.setWrapStyleWord(true);
      text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
      button.addActionListener(e -> pressed());
      button.setToolTipText("Esc does the same. What was learned so far becomes the model.");
      JPanel bottom = new JPanel(new BorderLayout(6, 6));
      bottom.add(new JScrollPane(text), BorderLayout.CENTER);
      JPanel right = new JPanel(new BorderLayout());
      right.add(Windows.help("training.md"), BorderLayout.NORTH);
      right.add(button, BorderLayout.SOUTH);
      bottom.add(right, BorderLayout.EAST);
      return bottom;
    }

    /** Curves and pictures side by side, or one above the other in a narrow window. */
    private void turn() {
      int wanted = getWidth() < NARROW ? JSplitPane.VERTICAL_SPLIT : JSplitPane.HORIZONTAL_SPLIT;
      if (middle.getOrientation() == wanted) return;
      middle.setOrientation(wanted);
      middle.setDividerLocation(-1);
    }

    void curves(List<String> scores) {
      curves = new TrainingCurves(run.epochs(), scores);
      middle.setLeftComponent(curves);
    }

    void detector() {
      curves(List.of("mAP50", "F1"));
      found = new FoundCells(pictures, run.classes());
      middle.setRightComponent(found);
      middle.setDividerLocation(-1);
    }

    void classifier() {
      curves(List.of("balanced accuracy", "AUROC"));
      called = new CalledCells(pictures);
      middle.setRightComponent(called);
      middle.setDividerLocation(-1);
    }

    private void refresh() {
      if (over || steps == 0) return;
      progress.setValue((int) (1000 * time.part()));
      String left = stopped ? "stopping" : step == steps ? "validating" : time.text();
      progress.setString(
          "epoch %d of %d, step %d of %d%s"
              .formatted(epoch, run.epochs(), step, steps, left.isEmpty() ? "" : ", " + left));
    }

    void say(String sentence) {
      text.append((text.getText().isEmpty() ? "" : "\n") + sentence);
      text.setCaretPosition(text.getText().length());
    }

    private void pressed() {
      if (over) dispose();
      else stop();
    }

    private void stop() {
      if (over) return;
      TrainingWindow.this.stopped = true;
      button.setEnabled(false);
      button.setText("Stopping...");
      refresh();
    }

    private void close() {
      if (over) {
        dispose();
        return;
      }
      if (stopped) return;
      Object[] answers = {"Stop and keep the best", "Go on"};
      int answer =
          JOptionPane.showOptionDialog(
              this,
              "Training goes on. Stop it and keep the best so far?",
              getTitle(),
              JOptionPane.DEFAULT_OPTION,
              JOptionPane.QUESTION_MESSAGE,
              null,
              answers,
              answers[1]);
      if (answer != 0) return;
      stop();
    }

    void end(String how, boolean well) {
      over = true;
      timer.stop();
      pictures.close();
      if (well) progress.setValue(progress.getMaximum());
      progress.setString(how);
      setTitle("Training of %s: %s".formatted(run.model(), well ? "done" : "no model"));
      button.setText("Close");
      button.setEnabled(true);
    }

    void fail(String why) {
      say(why);
      text.setForeground(Theme.failure());
      end("no model", false);
    }
  }

  /**
   * What the window is told of, on Swing's thread; before it is open and after it has gone, not.
   */
  private interface Change {
    void apply(Frame frame);
  }

  private void later(Change change) {
    Frame open = frame;
    if (open != null) SwingUtilities.invokeLater(() -> change.apply(open));
  }

  @Override
  public void started(Run run) {
    time = new TimeLeft(run.epochs());
    try {
      SwingUtilities.invokeAndWait(() -> frame = new Frame(run));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void step(int number, int done, int all) {
    time.step(number, done, all, System.nanoTime());
    step = done;
    steps = all;
    epoch = number;
  }

  @Override
  public DetectorTraining.Listener detector() {
    later(Frame::detector);
    return new DetectorTraining.Listener() {
      @Override
      public void step(int number, int done, int all) {
        TrainingWindow.this.step(number, done, all);
      }

      @Override
      public void epoch(Epoch ended, DetectionScores scores, List<JudgedImage> judged) {
        later(
            open -> {
              open.curves.add(ended, List.of(scores.map50(), scores.best().f1()));
              open.found.update(judged, scores.best().score());
            });
      }
    };
  }

  @Override
  public ClassifierTraining.Listener classifier() {
    later(Frame::classifier);
    return new ClassifierTraining.Listener() {
      @Override
      public void step(int number, int done, int all) {
        TrainingWindow.this.step(number, done, all);
      }

      @Override
      public void epoch(Epoch ended, ClassifierScores scores, List<JudgedCrop> judged) {
        later(
            open -> {
              open.curves.add(
                  ended, List.of(scores.confusion().balancedAccuracy(), scores.auroc()));
              open.called.update(judged);
            });
      }
    };
  }

  @Override
  public boolean canceled() {
    if (!stopped && IJ.escapePressed()) later(Frame::stop);
    return stopped || IJ.escapePressed();
  }

  @Override
  public void said(String sentence) {
    later(open -> open.say(sentence));
  }

  @Override
  public void failed(String why) {
    later(open -> open.fail(why));
  }

  @Override
  public void done() {
    later(open -> open.end(stopped ? "stopped; the best is kept" : "done", true));
  }
}

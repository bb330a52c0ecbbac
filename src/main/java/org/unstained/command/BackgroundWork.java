package org.unstained.command;

import java.awt.BorderLayout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;
import org.unstained.models.Progress;

/**
 * The bottom line of a window: one task at a time runs behind it, with progress and a button that
 * ends it; buttons that would start another are off meanwhile. What goes wrong is handed to the
 * window.
 */
public final class BackgroundWork {

  /** Something that takes a while. */
  public interface Task<T> {
    T run(Progress progress) throws IOException;
  }

  /** What is being done, how far it is, and a button to end it. */
  public final JPanel line = new JPanel(new BorderLayout(8, 0));

  private final JLabel text = new JLabel(" ");
  private final JProgressBar bar = new JProgressBar(0, 1000);
  private final JButton end = new JButton("Cancel");
  private final List<? extends JComponent> others;
  private final Consumer<String> failed;
  private volatile boolean ended;
  private volatile boolean running;

  /**
   * @param others what is off while a task runs
   * @param failed hears why a task failed, on the event thread
   */
  public BackgroundWork(List<? extends JComponent> others, Consumer<String> failed) {
    this.others = others;
    this.failed = failed;
    JPanel right = new JPanel(new BorderLayout(8, 0));
    right.add(bar, BorderLayout.CENTER);
    right.add(end, BorderLayout.EAST);
    line.add(text, BorderLayout.CENTER);
    line.add(right, BorderLayout.EAST);
    line.setBorder(BorderFactory.createEmptyBorder(6, 0, 0, 0));
    end.addActionListener(e -> ended = true);
    show(false);
  }

  /** Whether a task is at work. */
  public boolean isRunning() {
    return running;
  }

  /** Ends the running task at its next step. */
  public void end() {
    ended = true;
  }

  /** Says something in the line; an empty text takes away what stands there. */
  public void say(String message) {
    text.setText(message.isEmpty() ? " " : message);
    text.setToolTipText(message.isBlank() ? null : message); // in full if it doesn't fit
  }

  /**
   * Starts a task; to be called on the event thread, where its result arrives as well.
   *
   * @param what is going on, for people
   */
  public <T> void start(String what, Task<T> task, Consumer<T> done) {
    if (running) return;
    running = true;
    ended = false;
    show(true);
    say(what + "...");
    Thread thread = new Thread(() -> run(what, task, done), "Unstained: " + what);
    thread.setDaemon(true);
    thread.start();
  }

  private <T> void run(String what, Task<T> task, Consumer<T> done) {
    T result = null;
    String problem = null;
    try {
      result = task.run(progress(what));
    } catch (InterruptedIOException | CancellationException e) {
      problem = "";
    } catch (IOException | IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      problem = "Something went wrong that shouldn't: " + e + ". Please report it";
    }
    T given = result;
    String why = problem;
    SwingUtilities.invokeLater(
        () -> {
          running = false;
          show(false);
          say(why == null ? "" : why.isEmpty() ? "Cancelled" : "Failed");
          if (why == null) done.accept(given);
          else if (!why.isEmpty()) failed.accept(why);
        });
  }

  /**
   * From the thread of a task that counts things rather than bytes: shows how far it is.
   *
   * @return whether to go on
   */
  public boolean at(int done, int all, String doing) {
    SwingUtilities.invokeLater(
        () -> {
          if (!running) return;
          end.setVisible(true);
          say(doing);
          bar.setIndeterminate(false);
          bar.setValue(1000 * done / Math.max(1, all));
        });
    return !ended;
  }

  private Progress progress(String what) {
    return (done, total) -> {
      SwingUtilities.invokeLater(
          () -> {
            if (!running) return;
            end.setVisible(true);
            say(StatusProgress.text(what, done, total));
            bar.setIndeterminate(total <= 0);
            if (total > 0) bar.setValue((int) (1000 * done / total));
          });
      return !ended;
    };
  }

  private void show(boolean working) {
    bar.setVisible(working);
    bar.setIndeterminate(working);
    end.setVisible(false); // only where a task can be ended
    for (JComponent other : others) other.setEnabled(!working);
  }
}

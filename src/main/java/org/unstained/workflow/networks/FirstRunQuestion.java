package org.unstained.workflow.networks;

import java.lang.reflect.InvocationTargetException;
import javax.swing.JOptionPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import org.unstained.models.ForeignModel;

/** Asks whether somebody else's network may run. */
final class FirstRunQuestion {
  static final String TITLE = "A model from somebody else";
  static final String RUN = "Run it";

  private static final int COLUMNS = 66;

  private FirstRunQuestion() {}

  /** Waits for the answer; closing the window is no. */
  static boolean ask(ForeignModel model) {
    boolean[] agreed = new boolean[1];
    Runnable question = () -> agreed[0] = shown(model);
    if (SwingUtilities.isEventDispatchThread()) question.run();
    else
      try {
        SwingUtilities.invokeAndWait(question);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("The question can't be shown: " + e.getCause(), e);
      }
    return agreed[0];
  }

  private static boolean shown(ForeignModel model) {
    JTextArea text = new JTextArea(text(model), 0, COLUMNS);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setEditable(false);
    text.setFocusable(true); // so that the checksum can be copied
    text.setBackground(UIManager.getColor("Panel.background"));
    text.setFont(UIManager.getFont("Label.font"));
    text.setSize(text.getPreferredSize().width, Short.MAX_VALUE); // else its lines aren't wrapped
    Object[] answers = {RUN, "Cancel"};
    return JOptionPane.showOptionDialog(
            null,
            text,
            TITLE,
            JOptionPane.DEFAULT_OPTION,
            JOptionPane.WARNING_MESSAGE,
            null,
            answers,
            answers[1])
        == 0;
  }

  private static String text(ForeignModel model) {
    return """
        '%s' runs here for the first time. Its TorchScript file is a program: PyTorch runs it with \
        your rights. Run it only if you trust where it comes from.

        From: %s
        Author, as it says itself: %s
        File: %s
        SHA-256: %s

        You are asked once for this file."""
        .formatted(model.key(), model.source(), model.author(), model.weights(), model.sha256());
  }
}

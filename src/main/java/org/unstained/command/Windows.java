package org.unstained.command;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GUI;
import ij.plugin.frame.Recorder;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.event.WindowListener;
import javax.swing.JButton;
import javax.swing.JFrame;

/** What windows of ours have in common with those of ImageJ. */
final class Windows {
  private Windows() {}

  /** Shows a window in the middle of ImageJ's screen, and in its menu Window. */
  static void show(JFrame frame) {
    GUI.centerOnImageJScreen(frame);
    WindowManager.addWindow(frame);
    frame.setVisible(true);
  }

  /** Takes a closed window off the menu. */
  static WindowListener listed(JFrame frame, Runnable closed) {
    return new WindowAdapter() {
      @Override
      public void windowClosed(WindowEvent e) {
        WindowManager.removeWindow(frame);
        closed.run();
      }
    };
  }

  /** A button that opens the page that explains a window. */
  static JButton help(String page) {
    JButton button = new JButton("Help");
    button.setToolTipText(Documentation.address(page));
    button.addActionListener(e -> Documentation.open(page));
    return button;
  }

  /** A text as the value of a macro's option, whatever is in it. */
  static String quoted(String text) {
    return "[" + Recorder.fixString(text) + "]";
  }

  /** Records what a window has done as the line of a macro that does it again. */
  static void record(String command, String options) {
    if (IJ.recording()) Recorder.recordString("run(\"%s\", \"%s\");\n".formatted(command, options));
  }
}

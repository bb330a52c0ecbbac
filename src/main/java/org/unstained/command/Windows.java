package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.plugin.frame.Recorder;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.event.WindowListener;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JOptionPane;

/** What windows of ours have in common with those of ImageJ. */
public final class Windows {
  private Windows() {}

  /** Shows a window in the middle of ImageJ's screen, and in its menu Window. */
  public static void show(JFrame frame) {
    GUI.centerOnImageJScreen(frame);
    WindowManager.addWindow(frame);
    frame.setVisible(true);
  }

  /** Shows a window beside an image, if there is room. */
  public static void showBeside(JFrame frame, ImagePlus image) {
    show(frame);
    Window beside = image.getWindow();
    if (beside == null) return;
    Rectangle at = beside.getBounds();
    Rectangle screen = GUI.getMaxWindowBounds(beside);
    int x = at.x + at.width + 8;
    if (x + frame.getWidth() > screen.x + screen.width) x = at.x - frame.getWidth() - 8;
    if (x < screen.x) x = screen.x + screen.width - frame.getWidth();
    int y = Math.min(at.y, screen.y + screen.height - frame.getHeight());
    frame.setLocation(x, Math.max(screen.y, y));
  }

  /** Takes a closed window off the menu. */
  public static WindowListener listed(JFrame frame, Runnable closed) {
    return new WindowAdapter() {
      @Override
      public void windowClosed(WindowEvent e) {
        WindowManager.removeWindow(frame);
        closed.run();
      }
    };
  }

  /** Says in a dialog above a window what went wrong. */
  public static void error(JFrame frame, String title, String why) {
    JOptionPane.showMessageDialog(
        frame, CellCommand.wrapped(why), title, JOptionPane.ERROR_MESSAGE);
  }

  /** Says in the log and in a dialog what went wrong. */
  public static void failed(JFrame frame, String title, String why) {
    IJ.log(title + ": " + why);
    error(frame, title, why);
  }

  /** Asks for the name of a new class; nothing if the user thinks better of it. */
  public static Optional<String> askClass(JFrame frame, String title) {
    return Optional.ofNullable(
            JOptionPane.showInputDialog(
                frame, "Name of the new class", title, JOptionPane.PLAIN_MESSAGE))
        .map(String::strip);
  }

  /** A button that opens the page that explains a window. */
  public static JButton help(String page) {
    JButton button = new JButton("Help");
    button.setToolTipText(Documentation.address(page));
    button.addActionListener(e -> Documentation.open(page));
    return button;
  }

  /** A text as the value of a macro's option, whatever is in it. */
  public static String quoted(String text) {
    return "[" + Recorder.fixString(text) + "]";
  }

  /** Records what a window has done as the line of a macro that does it again. */
  public static void record(String command, String options) {
    if (IJ.recording()) Recorder.recordString("run(\"%s\", \"%s\");\n".formatted(command, options));
  }
}

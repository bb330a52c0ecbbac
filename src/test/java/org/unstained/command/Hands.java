package org.unstained.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.text.TextWindow;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.util.function.BooleanSupplier;
import javax.swing.AbstractButton;

/** Mouse and keyboard of the screen, as a person has them. */
public final class Hands {
  private static final int PATIENCE_MS = 20_000;
  private final Robot robot;

  public Hands() throws Exception {
    robot = new Robot();
    robot.setAutoDelay(25);
  }

  /** Presses a key, others held down meanwhile. */
  public void key(int code, int... held) throws Exception {
    for (int one : held) robot.keyPress(one);
    robot.keyPress(code);
    robot.keyRelease(code);
    for (int one : held) robot.keyRelease(one);
    settle();
  }

  /** Clicks at a point of a component, keys held down meanwhile. */
  public void click(Component on, int x, int y, int... held) throws Exception {
    for (int one : held) robot.keyPress(one);
    move(on, x, y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    for (int one : held) robot.keyRelease(one);
    settle();
  }

  public void hold(int code) {
    robot.keyPress(code);
  }

  public void release(int code) {
    robot.keyRelease(code);
  }

  /** Turns the wheel over a point of a component; negative is away from oneself. */
  public void wheel(Component on, int x, int y, int notches) throws Exception {
    move(on, x, y);
    for (int i = 0; i < Math.abs(notches); i++) robot.mouseWheel(Integer.signum(notches));
    settle();
  }

  public void drag(Component on, int x, int y, int toX, int toY) throws Exception {
    move(on, x, y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int i = 1; i <= 6; i++) move(on, x + (toX - x) * i / 6, y + (toY - y) * i / 6);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    settle();
  }

  private void move(Component on, int x, int y) {
    Point at = on.getLocationOnScreen();
    robot.mouseMove(at.x + x, at.y + y);
  }

  /** Presses a button of a window by its text. */
  public void press(Container in, String text) throws Exception {
    AbstractButton button = find(in, text);
    if (button == null) throw new AssertionError("There is no button " + text);
    click(button, button.getWidth() / 2, button.getHeight() / 2);
  }

  private static AbstractButton find(Container in, String text) {
    for (Component one : in.getComponents()) {
      if (one instanceof AbstractButton button && button.getText().contains(text)) return button;
      if (one instanceof Container inner) {
        AbstractButton found = find(inner, text);
        if (found != null) return found;
      }
    }
    return null;
  }

  public static Window window(String title) throws Exception {
    Window[] found = new Window[1];
    until(
        title + " is open",
        () -> {
          for (Window window : Window.getWindows()) {
            String own =
                window instanceof java.awt.Frame f
                    ? f.getTitle()
                    : window instanceof java.awt.Dialog d ? d.getTitle() : null;
            if (window.isShowing() && own != null && own.startsWith(title)) found[0] = window;
          }
          return found[0] != null;
        });
    settle();
    return found[0];
  }

  /**
   * Moves the window of an image and waits until all of the image is in it.
   *
   * <p>ImageJ shows the window of a stack before it adds the slider and packs it again. Without a
   * window manager the news of its first size may come after the second, and a move that comes next
   * makes the first one last. Then the slider lies over the lower end of the image, where clicks
   * turn to another slice.
   */
  public static void place(ImagePlus image, int x, int y) throws Exception {
    settle();
    long end = System.currentTimeMillis() + PATIENCE_MS;
    for (int whole = 0; whole < 2; ) {
      if (System.currentTimeMillis() > end)
        throw new AssertionError("Waited in vain: all of the image is in its window");
      boolean[] was = new boolean[1];
      EventQueue.invokeAndWait(() -> was[0] = placed(image, new Point(x, y)));
      whole = was[0] ? whole + 1 : 0;
      settle();
    }
  }

  /** Whether all was right; otherwise makes it so. */
  private static boolean placed(ImagePlus image, Point at) {
    Window window = image.getWindow();
    ImageCanvas canvas = image.getCanvas();
    Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
    double zoom = canvas.getMagnification();
    Dimension size = new Dimension((int) (all.width * zoom), (int) (all.height * zoom));
    if (canvas.getSrcRect().equals(all)
        && canvas.getSize().equals(size)
        && window.getLocation().equals(at)) return true;
    canvas.setSourceRect(all);
    canvas.setSize(size.width, size.height);
    window.pack();
    window.setLocation(at);
    return false;
  }

  public static void until(String what, BooleanSupplier there) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!there.getAsBoolean()) {
      if (System.currentTimeMillis() > end) throw new AssertionError("Waited in vain: " + what);
      Thread.sleep(40);
    }
  }

  public static void settle() throws Exception {
    Thread.sleep(120);
    for (int i = 0; i < 4; i++) EventQueue.invokeAndWait(() -> {});
  }

  /** Closes tables and logs without asking. */
  public static void closeTables() {
    for (Frame frame : WindowManager.getNonImageWindows())
      if (frame instanceof TextWindow table) table.close(false);
  }
}

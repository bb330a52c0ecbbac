package org.unstained.app;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JToolTip;
import javax.swing.JWindow;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * Says what a component of ImageJ's dialogs is for while the mouse rests on it: AWT's components
 * have no tooltips of their own. Programs that read the screen aloud find the same text.
 */
final class Tooltip extends MouseAdapter {
  private static final int REST_MS = 500;
  private static final int WIDTH = 320;
  private static final int BELOW = 20;

  private final Component component;
  private final String text;
  private final Timer rest = new Timer(REST_MS, e -> show());
  private Point mouse;
  private JWindow window;

  private Tooltip(Component component, String text) {
    this.component = component;
    this.text = text;
    rest.setRepeats(false);
  }

  /** Adds one to a component and to all that it holds. */
  static void add(Component component, String text) {
    component.addMouseListener(new Tooltip(component, text));
    component.getAccessibleContext().setAccessibleDescription(text);
    if (component instanceof Container container)
      for (Component child : container.getComponents()) add(child, text);
  }

  @Override
  public void mouseEntered(MouseEvent e) {
    mouse = e.getLocationOnScreen();
    rest.restart();
  }

  @Override
  public void mouseExited(MouseEvent e) {
    hide();
  }

  @Override
  public void mousePressed(MouseEvent e) {
    hide();
  }

  private void hide() {
    rest.stop();
    if (window != null) window.dispose();
    window = null;
  }

  private void show() {
    Window owner = SwingUtilities.getWindowAncestor(component);
    if (owner == null || !component.isShowing()) return;
    hide();
    JToolTip tip = new JToolTip();
    tip.setTipText("<html><div width=%d>%s</div></html>".formatted(WIDTH, escaped(text)));
    window = new JWindow(owner);
    window.setType(Window.Type.POPUP);
    window.setFocusableWindowState(false);
    window.add(tip);
    window.pack();
    Rectangle screen = owner.getGraphicsConfiguration().getBounds();
    Dimension size = window.getSize();
    int x = Math.max(screen.x, Math.min(mouse.x, screen.x + screen.width - size.width));
    int below = mouse.y + BELOW;
    boolean fits = below + size.height <= screen.y + screen.height;
    window.setLocation(x, fits ? below : mouse.y - BELOW - size.height);
    window.setVisible(true);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

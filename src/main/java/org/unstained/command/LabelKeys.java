package org.unstained.command;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.TextComponent;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/**
 * Hands the keys of certain windows to a window of ours before ImageJ sees them, whose own meaning
 * they have there (Backspace would erase pixels). Where text is typed they stay what they are.
 */
public final class LabelKeys implements KeyEventDispatcher {
  /** Does what a key stands for; false if it stands for nothing. */
  public interface Keys {
    boolean press(int code, boolean command, boolean shift);
  }

  private final Predicate<Window> windows;
  private final Keys keys;
  private boolean taken;

  /**
   * No key is taken before {@link #start}.
   *
   * @param windows whose keys are taken
   * @param keys told of each
   */
  public LabelKeys(Predicate<Window> windows, Keys keys) {
    this.windows = windows;
    this.keys = keys;
  }

  /** From now on keys come here before ImageJ sees them. */
  public void start() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
  }

  /** Gives the keys back to ImageJ. */
  public void end() {
    KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent e) {
    Component at = e.getComponent();
    Window window = at instanceof Window w ? w : SwingUtilities.getWindowAncestor(at);
    if (window == null || !windows.test(window)) return false;
    if (at instanceof JTextComponent || at instanceof TextComponent) return false;
    if (e.getID() == KeyEvent.KEY_TYPED) return taken;
    if (e.getID() != KeyEvent.KEY_PRESSED || e.isAltDown()) return false;
    boolean command =
        (e.getModifiersEx() & Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx()) != 0;
    BooleanSupplier press = () -> keys.press(e.getKeyCode(), command, e.isShiftDown());
    taken = press.getAsBoolean();
    if (taken) e.consume();
    return taken;
  }

  /** The digit of a key, on either part of the keyboard; −1 for another key. */
  public static int digit(int code) {
    if (code >= KeyEvent.VK_0 && code <= KeyEvent.VK_9) return code - KeyEvent.VK_0;
    if (code >= KeyEvent.VK_NUMPAD0 && code <= KeyEvent.VK_NUMPAD9)
      return code - KeyEvent.VK_NUMPAD0;
    return -1;
  }
}

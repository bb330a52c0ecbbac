package org.unstained.app;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Editor;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The menu entries of the shipped macros: {@code plugins.config} names this class for each, with
 * the macro's file as its argument. Fiji reads the same entries.
 *
 * <p>From the menu the macro runs without argument and asks for what it needs; with Shift held down
 * it opens in the editor instead. From another macro, the options are its argument: {@code
 * run("Segment a Folder...", "images|results")}.
 */
public final class ShippedMacro implements PlugIn {

  /**
   * What ImageJ returns of a macro that failed or was cancelled; the one that called it goes on.
   */
  private static final String ABORTED = "[aborted]";

  /**
   * @param file name of a macro in the folder {@code macros}
   */
  @Override
  public void run(String file) {
    String options = Macro.getOptions();
    if (options == null && IJ.shiftKeyDown() && !GraphicsEnvironment.isHeadless()) {
      IJ.setKeyUp(IJ.ALL_KEYS);
      ((Editor) IJ.runPlugIn(Editor.class.getName(), "")).create(file, text(file));
      return;
    }
    Interpreter outer = Interpreter.getInstance();
    String result = IJ.runMacro(text(file), options == null ? "" : options.strip());
    if (outer != null && ABORTED.equals(result)) outer.abortMacro();
  }

  /**
   * @throws IllegalArgumentException if no such macro is shipped
   */
  static String text(String file) {
    try (InputStream in = ShippedMacro.class.getResourceAsStream("/org/unstained/macros/" + file)) {
      if (in == null) throw new IllegalArgumentException("No macro of Unstained: " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

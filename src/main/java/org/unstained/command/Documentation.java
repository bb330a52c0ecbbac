package org.unstained.command;

import ij.IJ;
import ij.plugin.BrowserLauncher;
import java.io.IOException;
import java.util.Locale;
import org.scijava.plugin.Plugin;

/** The pages of the project's folder {@code docs}, as they are read on the web. */
public final class Documentation {
  private Documentation() {}

  private static final String FOLDER = "https://github.com/unstained/unstained/blob/main/docs/";

  /**
   * Where a page is read.
   *
   * @param page path from {@code docs}, such as {@code models.md}, with or without a heading
   */
  public static String address(String page) {
    return FOLDER + page;
  }

  /** The section of the reference that lists a command's keys. */
  static String reference(Class<?> command) {
    return "reference.md#" + anchor(label(command));
  }

  /** The command's entry in the menu, without the dots of one that asks. */
  public static String label(Class<?> command) {
    var menu = command.getAnnotation(Plugin.class).menu();
    return menu[menu.length - 1].label().replace("...", "");
  }

  /** How a page names the place of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  /** Opens a page in the browser, or says where it is if there is none. */
  static void open(String page) {
    try {
      BrowserLauncher.openURL(address(page));
    } catch (IOException e) {
      IJ.showMessage("Help", "This page explains it:\n" + address(page));
    }
  }
}

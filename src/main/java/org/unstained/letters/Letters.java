package org.unstained.letters;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Whether this Java can write letters into pictures. One without a screen often can't, as in a
 * container: its libraries for fonts, or all fonts, are missing. Whoever draws asks here first, and
 * draws the same without letters then.
 *
 * <p>Java says it in several ways. The first who writes meets the cause, such as an {@code
 * UnsatisfiedLinkError} or an exception about Fontconfig, or a bare {@code Error}; the next ones a
 * {@code NoClassDefFoundError} that names a class of Java's.
 */
public final class Letters {
  private static final System.Logger LOG = System.getLogger("Unstained");

  /** Null until somebody has asked. */
  private static Boolean possible;

  private Letters() {}

  /**
   * Found out once, by writing some; if it can't be done, one sentence in Java's log (on the
   * standard error, unless it is set up otherwise) says so and what to do. For any thread.
   */
  public static synchronized boolean canBeWritten() {
    if (possible == null)
      try {
        write();
        possible = true;
      } catch (OutOfMemoryError | StackOverflowError e) {
        throw e; // which says nothing about fonts
      } catch (RuntimeException | Error e) {
        possible = false;
        LOG.log(System.Logger.Level.WARNING, sentence(e));
      }
    return possible;
  }

  private static void write() {
    Graphics2D g = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
    g.drawString("a", 2, g.getFontMetrics().getAscent());
    g.dispose();
  }

  private static String sentence(Throwable why) {
    Throwable first = why;
    while (first.getCause() != null) first = first.getCause();
    return "This Java finds no fonts, so pictures have no letters (%s). Install fontconfig, HarfBuzz and a font, on Debian: apt install fontconfig libharfbuzz0b fonts-dejavu-core"
        .formatted(first.getMessage() == null ? first.getClass().getName() : first.getMessage());
  }
}

package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.awt.Color;
import java.util.List;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import javax.swing.plaf.metal.MetalLookAndFeel;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.unstained.Painted;

/** Colours in ImageJ's look and feel and in Fiji's two. */
@RunWith(Parameterized.class)
public class ThemeTest {
  /** What WCAG 2.1 asks of letters. */
  private static final double LEGIBLE = 4.5;

  @Parameters(name = "{0}")
  public static List<LookAndFeel> themes() {
    return List.of(new MetalLookAndFeel(), new FlatLightLaf(), new FlatDarkLaf());
  }

  private final LookAndFeel theme;
  private final LookAndFeel before = UIManager.getLookAndFeel();

  public ThemeTest(LookAndFeel theme) {
    this.theme = theme;
  }

  @Before
  public void set() throws Exception {
    Painted.assumeLetters();
    UIManager.setLookAndFeel(theme);
  }

  @After
  public void restore() throws Exception {
    UIManager.setLookAndFeel(before);
  }

  @Test
  public void whatIsWrittenCanBeRead() {
    for (Color letters : List.of(Theme.text(), Theme.first(), Theme.second(), Theme.failure())) {
      double contrast = contrast(letters, Theme.ground());
      assertTrue(letters + ": " + contrast, contrast >= LEGIBLE);
    }
  }

  @Test
  public void lettersOnAnyColourCanBeRead() {
    for (int rgb = 0; rgb <= 0xffffff; rgb += 0x030507) {
      Color ground = new Color(rgb);
      assertTrue(ground.toString(), contrast(Theme.on(ground), ground) >= LEGIBLE);
    }
  }

  @Test
  public void theGridIsFainterThanAllElse() {
    double grid = contrast(Theme.grid(), Theme.ground());
    assertTrue("seen", grid > 1.1);
    assertTrue("faint", grid < 2);
  }

  @Test
  public void aDarkThemeIsKnown() {
    assertEquals(theme instanceof FlatDarkLaf, Theme.isDark());
  }

  private static double contrast(Color a, Color b) {
    double p = Theme.luminance(a);
    double q = Theme.luminance(b);
    return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05);
  }
}

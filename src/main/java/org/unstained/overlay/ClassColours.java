package org.unstained.overlay;

import ij.ImagePlus;
import java.awt.Color;
import java.util.HashMap;
import java.util.Map;

/**
 * The colours that models name for their classes. They stay with the image on which a model has
 * found or classified cells, until it is closed, so that whatever draws these cells draws them in
 * these colours: the overlay, ROI files, pictures.
 */
public final class ClassColours {
  private static final String PROPERTY = "unstained.colours";

  private ClassColours() {}

  /**
   * Keeps the colours of a model's classes; a class that had another gets the new one.
   *
   * @param rgb 0xRRGGBB by the name of the class
   */
  public static void keep(ImagePlus imp, Map<String, Integer> rgb) {
    Map<String, Color> colours = new HashMap<>(of(imp));
    rgb.forEach((name, colour) -> colours.put(name, new Color(colour)));
    imp.setProperty(PROPERTY, Map.copyOf(colours));
  }

  /**
   * @param imp null if nobody knows the image
   */
  @SuppressWarnings("unchecked") // nobody else sets it
  static Map<String, Color> of(ImagePlus imp) {
    Object kept = imp == null ? null : imp.getProperty(PROPERTY);
    return kept == null ? Map.of() : (Map<String, Color>) kept;
  }
}

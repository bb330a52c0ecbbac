package org.unstained.image;

import java.util.Locale;
import java.util.OptionalDouble;

/** Names of units of length as ImageJ, Bio-Formats and OME-XML write them. */
public final class LengthUnit {

  /** The one spelling that we use, with the micro sign U+00B5. */
  static final String MICROMETRE = "\u00B5m";

  private LengthUnit() {}

  /** How many micrometres one of the unit is; empty if it isn't a length that we know. */
  public static OptionalDouble inMicrometres(String unit) {
    if (unit == null) return OptionalDouble.empty();
    String name = unit.trim().replace('\u03BC', '\u00B5').replace("\\u00B5", "\u00B5");
    return switch (name) {
      case "Mm", "Pm" -> OptionalDouble.empty(); // megametre, petametre: no microscopy
      default -> lowerCase(name.toLowerCase(Locale.ROOT));
    };
  }

  private static OptionalDouble lowerCase(String name) {
    return switch (name) {
      case "pm", "picometer", "picometre", "picometers", "picometres" -> OptionalDouble.of(1e-6);
      case "\u00C5", "\u00E5", "angstrom", "angstroms" -> OptionalDouble.of(1e-4);
      case "nm", "nanometer", "nanometre", "nanometers", "nanometres" -> OptionalDouble.of(1e-3);
      case "um",
          "\u00B5m",
          "\u00B5",
          "micron",
          "microns",
          "micrometer",
          "micrometre",
          "micrometers",
          "micrometres" ->
          OptionalDouble.of(1);
      case "mm", "millimeter", "millimetre", "millimeters", "millimetres" -> OptionalDouble.of(1e3);
      case "cm", "centimeter", "centimetre", "centimeters", "centimetres" -> OptionalDouble.of(1e4);
      case "m", "meter", "metre", "meters", "metres" -> OptionalDouble.of(1e6);
      case "inch", "inches", "in" -> OptionalDouble.of(25_400);
      default -> OptionalDouble.empty();
    };
  }

  /** Whether the name says that nothing is calibrated. */
  static boolean isPixel(String unit) {
    return unit == null
        || switch (unit.trim().toLowerCase(Locale.ROOT)) {
          case "", "pixel", "pixels", "px" -> true;
          default -> false;
        };
  }
}

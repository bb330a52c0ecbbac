package org.unstained.models;

import java.util.Locale;
import java.util.OptionalDouble;

/** Units of length as bioimage.io writes them, in micrometres. */
final class LengthUnits {
  private LengthUnits() {}

  static OptionalDouble micrometres(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "angstrom" -> OptionalDouble.of(1e-4);
      case "nanometer" -> OptionalDouble.of(1e-3);
      case "micrometer" -> OptionalDouble.of(1);
      case "millimeter" -> OptionalDouble.of(1e3);
      case "centimeter" -> OptionalDouble.of(1e4);
      case "meter" -> OptionalDouble.of(1e6);
      case "inch" -> OptionalDouble.of(25_400);
      default -> OptionalDouble.empty();
    };
  }
}

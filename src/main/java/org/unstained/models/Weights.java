package org.unstained.models;

import java.util.Locale;

/**
 * The weights of a model.
 *
 * @param file path inside the package, with forward slashes
 * @param sha256 64 hexadecimal digits, kept in lower case
 * @param pytorchVersion the release that wrote them, e.g. {@code 2.7.1}; empty if unknown
 * @throws IllegalArgumentException if the path leaves the package or the hash is no SHA-256
 */
public record Weights(String file, String sha256, String pytorchVersion) {
  /** The name under which our own packages keep them. */
  public static final String STANDARD_FILE = "weights.torchscript";

  /** The same for a classifier of measurements. */
  public static final String MEASURED_FILE = "classifier.json";

  public Weights {
    file = PackagePaths.confined(file);
    sha256 = sha256.toLowerCase(Locale.ROOT);
    if (!sha256.matches("[0-9a-f]{64}"))
      throw new IllegalArgumentException(
          "A SHA-256 has 64 hexadecimal digits, got '" + sha256 + "'");
  }
}

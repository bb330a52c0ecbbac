package org.unstained.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in the library.
 *
 * @param key the name for macros, e.g. {@code livedead-detector}
 * @param origin where it comes from
 * @param folder where it lies; for one of the jar, where it lies once used
 * @param model the package, or empty if it can't be used; for one of the jar its weights may not be
 *     unpacked yet, {@link ModelLibrary#find} sees to that
 * @param problem why it can't be used, or empty
 */
public record InstalledModel(
    String key,
    Origin origin,
    Path folder,
    Optional<ModelPackage> model,
    Optional<String> problem) {
  /** Where a model comes from. */
  public enum Origin {
    /** Installed by the user. */
    USER,
    /** In the folder {@code models} of Fiji. */
    FIJI,
    /** Part of Unstained. */
    BUNDLED
  }

  public InstalledModel {
    if (model.isPresent() == problem.isPresent())
      throw new IllegalArgumentException("A model is there or has a problem, not both");
  }

  static InstalledModel read(String key, Origin origin, Path folder) {
    try {
      return new InstalledModel(
          key, origin, folder, Optional.of(ModelPackage.read(folder)), Optional.empty());
    } catch (IOException e) {
      return new InstalledModel(
          key, origin, folder, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }
}

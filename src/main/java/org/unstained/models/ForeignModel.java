package org.unstained.models;

import java.util.List;

/**
 * A network that comes from somebody else: what a user has to know before it runs.
 *
 * @param key name of the model
 * @param source where it was installed from, or where it lies if it wasn't
 * @param authors as its description names them; may be empty
 * @param weights path of the file
 * @param sha256 of the file
 */
public record ForeignModel(
    String key, String source, List<String> authors, String weights, String sha256) {
  public ForeignModel {
    authors = List.copyOf(authors);
  }

  /** For one line of a log. */
  public String line() {
    return "The model '%s' comes from %s (author: %s, SHA-256 %s); its TorchScript file is a program that runs with your rights."
        .formatted(key, source, author(), sha256);
  }

  /** The authors, or that none is named. */
  public String author() {
    return authors.isEmpty() ? "not named" : String.join(", ", authors);
  }
}

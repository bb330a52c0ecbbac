package org.unstained.models;

import java.util.List;
import java.util.Optional;

/**
 * Who made a model and how it may be used.
 *
 * @param authors names, may be empty
 * @param citations what to cite, may be empty
 * @param licence SPDX identifier, e.g. {@code CC-BY-4.0}; empty text if the model names none
 * @param timestamp when the model was made, ISO 8601; empty text if unknown
 */
public record Credits(
    List<String> authors, List<Citation> citations, String licence, String timestamp) {
  public static final Credits NONE = new Credits(List.of(), List.of(), "", "");

  public Credits {
    authors = List.copyOf(authors);
    citations = List.copyOf(citations);
  }

  /** What to cite. */
  public record Citation(String text, Optional<String> doi, Optional<String> url) {
    public Citation {
      if (text.isBlank()) throw new IllegalArgumentException("A citation needs a text");
    }
  }
}

package org.unstained.models;

import java.io.IOException;

/** There is a model of that name already, and nobody has said that it may be replaced. */
public final class ModelExistsException extends IOException {
  private static final long serialVersionUID = 1;

  private final String key;

  ModelExistsException(String key) {
    super(
        "There is a model '%s' already. Replace it, or give yours another 'name' in rdf.yaml"
            .formatted(key));
    this.key = key;
  }

  /** The name that is taken. */
  public String key() {
    return key;
  }
}

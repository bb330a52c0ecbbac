package org.unstained.workflow.curation;

import java.util.Locale;

/** What a person has said of a crop. */
public enum CropDecision {
  /** Nobody has looked at it. */
  UNDECIDED,
  /** It is what its class says: left where it was, or moved there by hand. */
  ACCEPTED,
  /** It is to be used for nothing. */
  REJECTED;

  /** As it stands in files and on the screen. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CropDecision of(String text) {
    for (CropDecision one : values()) if (one.text().equals(text)) return one;
    return UNDECIDED;
  }
}

package org.unstained.report;

import java.util.List;

/** What stands in a section. Text is plain: whatever it holds, it is shown as it is. */
public sealed interface Part
    permits Part.Text, Part.Notice, Part.Terms, Part.Plots, Part.Picture, Table {

  /** A paragraph. */
  record Text(String words) implements Part {}

  /** Something that the reader must not overlook, such as test images that were in training. */
  record Notice(String words) implements Part {}

  /** Terms and what they mean, one sentence each. */
  record Terms(List<Term> terms) implements Part {
    public Terms {
      terms = List.copyOf(terms);
    }
  }

  /**
   * @param source where it is defined, such as {@code doi:10.1234/5}; may be empty. A DOI becomes a
   *     link
   */
  record Term(String name, String meaning, String source) {}

  /** Plots side by side where the page is wide enough. */
  record Plots(List<Plot> plots) implements Part {
    public Plots {
      plots = List.copyOf(plots);
    }

    public Plots(Plot... plots) {
      this(List.of(plots));
    }
  }

  /** A PNG picture with a line below it. The bytes are not copied. */
  record Picture(byte[] png, String caption) implements Part {}
}

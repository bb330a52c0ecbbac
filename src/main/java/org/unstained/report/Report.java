package org.unstained.report;

import java.util.List;

/**
 * What a report says, before it becomes a file or a window.
 *
 * @param title of the whole
 * @param about one or two lines below it: what was looked at, when, by which version
 * @param sections in their order
 */
public record Report(String title, String about, List<Section> sections) {
  public Report {
    sections = List.copyOf(sections);
  }

  /**
   * A part with a heading.
   *
   * @param title may be empty: then no heading is made
   */
  public record Section(String title, List<Part> parts) {
    public Section {
      parts = List.copyOf(parts);
    }

    public Section(String title, Part... parts) {
      this(title, List.of(parts));
    }
  }

  /** All tables, in their order. */
  public List<Table> tables() {
    return sections.stream()
        .flatMap(s -> s.parts().stream())
        .filter(Table.class::isInstance)
        .map(Table.class::cast)
        .toList();
  }
}

package org.unstained.workflow.counts;

import java.util.ArrayList;
import java.util.List;
import org.unstained.report.Part;
import org.unstained.report.Plot;
import org.unstained.report.Report;
import org.unstained.report.Report.Section;
import org.unstained.report.Table;

/** Counts as a report: plots over time and by group, tables, and what the figures mean. */
public final class CountReport {
  private static final int MOST_GROUPS = 24;
  private static final int MOST_ROWS = 400;

  private CountReport() {}

  /** What was counted, as tables and plots. */
  public static Report of(CellCounts counts) {
    List<Section> sections = new ArrayList<>();
    if (!counts.notes().isEmpty())
      sections.add(
          new Section("", counts.notes().stream().map(n -> (Part) new Part.Notice(n)).toList()));
    if (counts.isSeries()) sections.add(overTime(counts));
    if (counts.rule().isPresent() || counts.images().size() > 1) sections.add(groups(counts));
    sections.add(new Section("Images", table(CountTables.images(counts), CountFiles.COUNTS)));
    sections.add(new Section("What the figures mean", terms(counts)));
    return new Report("Cells counted", about(counts), sections);
  }

  private static String about(CellCounts counts) {
    long missing =
        counts.images().stream().flatMap(i -> i.frames().stream()).filter(f -> !f.worked()).count();
    return "%d cells in %d %s. From %s.%s"
        .formatted(
            counts.cells(),
            counts.images().size(),
            counts.images().size() == 1 ? "image" : "images",
            counts.from(),
            missing == 0
                ? ""
                : "\n%d %ss are missing, as nobody has looked for cells there, or it isn't known."
                    .formatted(missing, counts.along()));
  }

  private static Section overTime(CellCounts counts) {
    List<Part> parts = new ArrayList<>();
    counts.groups().keySet().stream()
        .limit(MOST_GROUPS)
        .forEach(
            group ->
                parts.add(
                    new Part.Plots(
                        CountPlots.overTime(counts, group, false),
                        CountPlots.overTime(counts, group, true))));
    int more = counts.groups().size() - MOST_GROUPS;
    if (more > 0)
      parts.add(new Part.Text("%d more groups are in %s.".formatted(more, CountFiles.GROUPS)));
    return new Section("Over " + (counts.along().equals("slice") ? "slices" : "time"), parts);
  }

  private static Section groups(CellCounts counts) {
    List<Part> parts = new ArrayList<>();
    for (boolean fractions : new boolean[] {false, true}) {
      List<Plot> plates = List.copyOf(CountPlots.plates(counts, fractions));
      if (!plates.isEmpty()) parts.add(new Part.Plots(plates));
    }
    parts.add(new Part.Plots(CountPlots.bars(counts, false), CountPlots.bars(counts, true)));
    if (counts.rule().isPresent()) parts.add(table(CountTables.groups(counts), CountFiles.GROUPS));
    return new Section(counts.rule().isPresent() ? "Groups" : "Images compared", parts);
  }

  private static Table table(Table all, String file) {
    if (all.rows().size() <= MOST_ROWS) return all;
    return new Table(
        "The first %d of %d rows; all are in %s".formatted(MOST_ROWS, all.rows().size(), file),
        all.columns(),
        all.rows().subList(0, MOST_ROWS));
  }

  private static Part.Terms terms(CellCounts counts) {
    List<Part.Term> terms = new ArrayList<>();
    terms.add(
        new Part.Term(
            "fraction",
            "Cells of the class divided by all cells that count, in the same %s."
                .formatted(counts.along()),
            ""));
    terms.add(
        new Part.Term(
            "interval",
            "Wilson's interval of 95 % (columns _low and _high): where the fraction would lie in 19 of 20 samples of so many cells, if cells were independent of each other. It says nothing of mistakes of the model.",
            "doi:10.1080/01621459.1927.10502953"));
    if (counts.images().size() > 1)
      terms.add(
          new Part.Term(
              "mean ± sd",
              "Mean and standard deviation (n − 1) over images, each of which counts the same, however many cells it has. A single image has no deviation.",
              ""));
    terms.add(
        new Part.Term(
            "missing",
            "A dash and a gap: it isn't known whether cells were looked for there. 0 means that they were, and none was found.",
            ""));
    return new Part.Terms(terms);
  }
}

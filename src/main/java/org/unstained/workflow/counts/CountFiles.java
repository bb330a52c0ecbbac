package org.unstained.workflow.counts;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.overlay.WholeFile;
import org.unstained.report.Html;
import org.unstained.report.Numbers;
import org.unstained.report.PlatePlot;
import org.unstained.report.Plot;
import org.unstained.report.PlotFiles;
import org.unstained.report.Table;

/**
 * Counts as files: {@value #PAGE}, {@value #COUNTS} with a row a frame of an image, {@value
 * #GROUPS} with a row a group if there are groups, and the plots, each as PNG and SVG: {@code
 * counts} and {@code fractions}; over time with several groups {@code group1-counts} and so on, in
 * the order of their names; {@code groups-counts} of all groups; {@code plate1-counts} of the first
 * plate and class.
 */
public final class CountFiles {
  static final String PAGE = "report.html";
  static final String COUNTS = "counts.csv";
  static final String GROUPS = "groups.csv";

  private static final int WIDTH = 560;
  private static final int HEIGHT = 380;
  private static final int SCALE = 2;

  private CountFiles() {}

  /**
   * Writes all of them; older ones of these names are replaced.
   *
   * @param folder is made if it isn't there
   * @param colours of the classes
   * @return the page
   * @throws IOException if a file can't be written
   */
  public static Path write(CellCounts counts, List<Color> colours, Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder))
      throw new IOException(
          "%s is a file, and the counts need a folder. Choose another.".formatted(folder));
    Files.createDirectories(folder);
    write(folder.resolve(COUNTS), blank(CountTables.images(counts)).csv());
    if (counts.rule().isPresent())
      write(folder.resolve(GROUPS), blank(CountTables.groups(counts)).csv());
    for (Map.Entry<String, Plot> one : plots(counts).entrySet())
      write(one.getValue(), colours, folder, one.getKey());
    Path page = folder.resolve(PAGE);
    write(page, Html.of(CountReport.of(counts), colours));
    return page;
  }

  /**
   * Writes one plot as PNG and SVG.
   *
   * @param name without ending
   */
  public static void write(Plot plot, List<Color> colours, Path folder, String name)
      throws IOException {
    byte[] png = PlotFiles.png(plot, colours, WIDTH, HEIGHT, SCALE);
    WholeFile.write(folder.resolve(name + ".png"), out -> out.write(png));
    write(folder.resolve(name + ".svg"), PlotFiles.svg(plot, colours, WIDTH, HEIGHT));
  }

  /** By the names of their files. */
  private static Map<String, Plot> plots(CellCounts counts) {
    Map<String, Plot> plots = new LinkedHashMap<>();
    List<String> groups = List.copyOf(counts.groups().keySet());
    for (boolean fractions : new boolean[] {false, true}) {
      String what = fractions ? "fractions" : "counts";
      if (counts.isSeries())
        for (int i = 0; i < groups.size(); i++)
          plots.put(
              groups.size() == 1 ? what : "group%d-%s".formatted(i + 1, what),
              CountPlots.overTime(counts, groups.get(i), fractions));
      if (!counts.isSeries() && counts.rule().isEmpty())
        plots.put(what, CountPlots.bars(counts, fractions));
      if (counts.rule().isPresent())
        plots.put("groups-" + what, CountPlots.bars(counts, fractions));
      List<PlatePlot> plates = CountPlots.plates(counts, fractions);
      for (int i = 0; i < plates.size(); i++)
        plots.put("plate%d-%s".formatted(i + 1, what), plates.get(i));
    }
    return plots;
  }

  private static void write(Path file, String text) throws IOException {
    WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** In a CSV what doesn't exist is empty. */
  private static Table blank(Table table) {
    return new Table(
        "",
        table.columns(),
        table.rows().stream()
            .map(row -> row.stream().map(c -> c.equals(Numbers.NONE) ? "" : c).toList())
            .toList());
  }
}

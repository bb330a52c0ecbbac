package org.unstained.command;

import ij.gui.GenericDialog;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Panel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.DefaultTableModel;
import org.unstained.image.ImageSeries;
import org.unstained.image.Memory;

/** The images of a file with their names and sizes, to choose some of. */
final class SeriesDialog {

  private static final String[] COLUMNS = {"", "Name", "Size", "Memory"};
  private static final int[] WIDTHS = {40, 260, 260, 90};
  private static final int MOST_ROWS = 15;

  private final List<ImageSeries> all;
  private final JTable table;
  private final GenericDialog dialog;
  private final String[] loadings = {"auto", "always", "never"};
  private String series = "1";
  private String virtual = "auto";

  SeriesDialog(String name, List<ImageSeries> all) {
    this.all = all;
    table = table(all);
    dialog = new GenericDialog("Open Image");
    dialog.addMessage("%s holds %,d images. Which to open?".formatted(name, all.size()));
    Panel panel = new Panel(new BorderLayout());
    panel.add(new JScrollPane(table));
    dialog.addPanel(panel);
    dialog.addChoice("Virtual stack", loadings, loadings[0]);
    dialog.addHelp(
        "<html>Choose several with Ctrl or Shift. A virtual stack is read plane by plane while you"
            + " look at it:<br>auto does so if the image would take more than half of the free"
            + " memory.<br>Macro keys: path, series (1,3-5, all, or a name), virtual.");
  }

  private static JTable table(List<ImageSeries> all) {
    DefaultTableModel rows =
        new DefaultTableModel(COLUMNS, 0) {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean isCellEditable(int row, int column) {
            return false;
          }
        };
    for (ImageSeries s : all)
      rows.addRow(new Object[] {s.index(), s.label(), s.sizes(), Memory.megabytes(s.bytes())});
    JTable table = new JTable(rows);
    table.setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
    table.setRowSelectionInterval(0, 0);
    int width = 0;
    for (int i = 0; i < WIDTHS.length; i++) {
      table.getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
      width += WIDTHS[i];
    }
    int shown = Math.min(MOST_ROWS, all.size());
    table.setPreferredScrollableViewportSize(new Dimension(width, shown * table.getRowHeight()));
    return table;
  }

  /**
   * @return false if cancelled
   * @throws IllegalArgumentException if no row is marked
   */
  boolean ask() {
    dialog.showDialog();
    if (!dialog.wasOKed()) return false;
    int[] rows = table.getSelectedRows();
    if (rows.length == 0)
      throw new IllegalArgumentException("No image was chosen. Click one or more in the list.");
    series =
        rows.length == all.size() && rows.length > 1
            ? "all"
            : Arrays.stream(rows)
                .mapToObj(row -> Integer.toString(all.get(row).index()))
                .collect(Collectors.joining(","));
    virtual = dialog.getNextChoice();
    return true;
  }

  /** The numbers of those chosen, as a macro gives them. */
  String series() {
    return series;
  }

  String virtual() {
    return virtual;
  }
}

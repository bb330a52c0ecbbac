package org.unstained.command.labels;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.unstained.command.Theme;
import org.unstained.overlay.LabelClass;
import org.unstained.overlay.LabelCounts;

/**
 * The classes with their keys, colours and counts; the last row is for cells without a class. The
 * chosen row is what a click on a cell makes of it. Names are edited by a double click, colours by
 * a click on them.
 */
final class LabelClassTable extends JTable {
  private static final long serialVersionUID = 1;
  private static final String[] HEADINGS = {"Key", "", "Class", "By hand", "All"};
  private static final int[] WIDTHS = {36, 30, 150, 72, 56};
  private static final int COLOUR = 1;
  private static final int NAME = 2;

  private transient List<LabelClass> classes = List.of();
  private transient LabelCounts counts;
  private final transient BiConsumer<LabelClass, String> rename;
  private final transient Consumer<LabelClass> recolour;

  private final class Rows extends AbstractTableModel {
    private static final long serialVersionUID = 1;

    @Override
    public int getRowCount() {
      return classes == null ? 0 : classes.size() + 1;
    }

    @Override
    public int getColumnCount() {
      return HEADINGS.length;
    }

    @Override
    public String getColumnName(int column) {
      return HEADINGS[column];
    }

    @Override
    public boolean isCellEditable(int row, int column) {
      return column == NAME && row < classes.size();
    }

    @Override
    public void setValueAt(Object value, int row, int column) {
      if (row < classes.size()) rename.accept(classes.get(row), value.toString());
    }

    @Override
    public Object getValueAt(int row, int column) {
      boolean none = row == classes.size();
      String name = none ? "no class" : classes.get(row).name();
      return switch (column) {
        case 0 -> none ? "0" : row < 9 ? Integer.toString(row + 1) : "";
        case COLOUR -> none ? Color.GRAY : classes.get(row).colour();
        case NAME -> name;
        case 3 -> none ? "" : "%,d".formatted(counts.hand().getOrDefault(name, 0));
        default ->
            "%,d".formatted(none ? counts.unclassified() : counts.all().getOrDefault(name, 0));
      };
    }
  }

  private record Swatch(Color colour, boolean filled) implements Icon {
    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      Graphics2D g2 = (Graphics2D) g.create();
      g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g2.setColor(colour);
      if (filled) g2.fillRoundRect(x, y, 15, 15, 5, 5);
      g2.setColor(filled ? Theme.text() : colour);
      g2.drawRoundRect(x, y, 15, 15, 5, 5);
      g2.dispose();
    }

    @Override
    public int getIconWidth() {
      return 16;
    }

    @Override
    public int getIconHeight() {
      return 16;
    }
  }

  /**
   * @param rename gets the class and what was typed
   * @param recolour gets the class whose colour was clicked
   */
  LabelClassTable(BiConsumer<LabelClass, String> rename, Consumer<LabelClass> recolour) {
    this.rename = rename;
    this.recolour = recolour;
    setModel(new Rows());
    setRowHeight(24);
    setShowGrid(false);
    setFillsViewportHeight(true);
    setIntercellSpacing(new Dimension(0, 1));
    setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    getTableHeader().setReorderingAllowed(false);
    getTableHeader().setResizingAllowed(false);
    putClientProperty("JTable.autoStartsEdit", false); // keys mean classes
    putClientProperty("terminateEditOnFocusLost", true);
    for (int i = 0; i < WIDTHS.length; i++) {
      getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
      if (i != NAME) getColumnModel().getColumn(i).setMaxWidth(WIDTHS[i] + 20);
    }
    setDefaultRenderer(Object.class, new Look());
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            int row = rowAtPoint(e.getPoint());
            boolean colour = columnAtPoint(e.getPoint()) == COLOUR;
            if (colour && row >= 0 && row < classes.size())
              LabelClassTable.this.recolour.accept(classes.get(row));
          }
        });
  }

  private final class Look extends DefaultTableCellRenderer {
    private static final long serialVersionUID = 1;

    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focus, int row, int column) {
      boolean swatch = value instanceof Color;
      JLabel cell =
          (JLabel)
              super.getTableCellRendererComponent(
                  table, swatch ? "" : value, selected, false, row, column);
      cell.setIcon(swatch ? new Swatch((Color) value, row < classes.size()) : null);
      cell.setHorizontalAlignment(
          column == NAME
              ? SwingConstants.LEFT
              : column < NAME ? SwingConstants.CENTER : SwingConstants.RIGHT);
      cell.setToolTipText(
          column == COLOUR && row < classes.size()
              ? "Click to change the colour"
              : column == NAME && row < classes.size()
                  ? value + " (double click to rename)"
                  : null);
      return cell;
    }
  }

  /** Shows classes and figures; the chosen row stays. */
  void fill(List<LabelClass> shown, LabelCounts figures) {
    if (isEditing()) return;
    int chosen = getSelectedRow();
    boolean same = shown.equals(classes);
    classes = shown;
    counts = figures;
    if (same) {
      repaint();
      return;
    }
    ((AbstractTableModel) getModel()).fireTableDataChanged();
    if (chosen >= 0 && chosen < getRowCount()) choose(chosen);
  }

  /** What is chosen, from 0; one more than there are classes for none of them; −1 for nothing. */
  int chosen() {
    return getSelectedRow();
  }

  void choose(int row) {
    if (row < 0) clearSelection();
    else {
      setRowSelectionInterval(row, row);
      Rectangle cell = getCellRect(row, 0, true);
      scrollRectToVisible(cell);
    }
  }
}

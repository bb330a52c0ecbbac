package org.unstained.command.evaluation;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.unstained.cells.Fate;
import org.unstained.command.Theme;
import org.unstained.overlay.ErrorOverlay;
import org.unstained.report.Numbers;
import org.unstained.workflow.evaluation.JudgedPlane;

/** A table of errors, and of hits on request; a click goes to the cell. */
final class ErrorList extends JPanel {
  private static final String[] COLUMNS = {"image", "fate", "is", "called", "score", "IoU"};

  private record Row(JudgedPlane plane, JudgedPlane.JudgedCell cell) {}

  private final List<JudgedPlane> planes;
  private final Map<Fate, JCheckBox> shown = new EnumMap<>(Fate.class);
  private final Rows model = new Rows();
  private final JTable table = new JTable(model);

  ErrorList(List<JudgedPlane> planes, BiConsumer<JudgedPlane, JudgedPlane.JudgedCell> chosen) {
    super(new BorderLayout(0, 6));
    this.planes = planes;
    JPanel top = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 2));
    for (Fate fate : Fate.values()) {
      long count = planes.stream().mapToLong(p -> p.count(fate)).sum();
      JCheckBox box = new JCheckBox("%s (%d)".formatted(fate.word(), count), fate != Fate.HIT);
      box.addActionListener(e -> fill());
      shown.put(fate, box);
      top.add(swatch(fate));
      top.add(box);
    }
    add(top, BorderLayout.NORTH);
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setAutoCreateRowSorter(true);
    table.setFillsViewportHeight(true);
    table.getColumnModel().getColumn(0).setPreferredWidth(240);
    table.getColumnModel().getColumn(1).setCellRenderer(new Coloured());
    table
        .getSelectionModel()
        .addListSelectionListener(
            e -> {
              int row = table.getSelectedRow();
              if (e.getValueIsAdjusting() || row < 0) return;
              Row one = model.rows.get(table.convertRowIndexToModel(row));
              chosen.accept(one.plane, one.cell);
            });
    add(new JScrollPane(table), BorderLayout.CENTER);
    add(new JLabel("Choose a row to see the cell on its image."), BorderLayout.SOUTH);
    fill();
  }

  private static JLabel swatch(Fate fate) {
    JLabel swatch = new JLabel("    ");
    swatch.setOpaque(true);
    swatch.setBackground(ErrorOverlay.colour(fate));
    swatch.setBorder(BorderFactory.createLineBorder(Theme.text()));
    return swatch;
  }

  private void fill() {
    model.rows.clear();
    for (JudgedPlane plane : planes)
      for (JudgedPlane.JudgedCell cell : plane.cells())
        if (shown.get(cell.mark().fate()).isSelected()) model.rows.add(new Row(plane, cell));
    model.fireTableDataChanged();
  }

  private static final class Rows extends AbstractTableModel {
    private final List<Row> rows = new ArrayList<>();

    @Override
    public int getRowCount() {
      return rows.size();
    }

    @Override
    public int getColumnCount() {
      return COLUMNS.length;
    }

    @Override
    public String getColumnName(int column) {
      return COLUMNS[column];
    }

    @Override
    public Object getValueAt(int row, int column) {
      Row one = rows.get(row);
      return switch (column) {
        case 0 -> one.plane.image();
        case 1 -> one.cell.mark().fate().word();
        case 2 -> one.cell.is();
        case 3 -> one.cell.called();
        case 4 -> Numbers.text(one.cell.score());
        default -> Numbers.text(one.cell.iou());
      };
    }
  }

  /** The fate on the colour that it has on the image. */
  private static final class Coloured extends DefaultTableCellRenderer {
    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focus, int row, int column) {
      super.getTableCellRendererComponent(table, value, selected, focus, row, column);
      for (Fate fate : Fate.values())
        if (fate.word().equals(value) && !selected) {
          Color colour = ErrorOverlay.colour(fate);
          setBackground(colour);
          setForeground(Theme.on(colour));
        }
      return this;
    }
  }
}

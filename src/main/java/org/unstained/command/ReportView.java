package org.unstained.command;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.ImageIcon;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.Scrollable;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.DefaultTableModel;
import org.unstained.report.Part;
import org.unstained.report.Plot;
import org.unstained.report.Report;
import org.unstained.report.Table;

/** A report in a window: what its page says, below one another. */
public final class ReportView extends JPanel implements Scrollable {
  private static final int MOST_ROWS = 14;

  private final List<Color> series;

  /** With plots in the usual colours. */
  public ReportView(Report report) {
    this(report, List.of());
  }

  /**
   * @param series colours of the series of all plots; those that aren't named are as ever
   */
  public ReportView(Report report, List<Color> series) {
    this.series = series;
    setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
    setBorder(BorderFactory.createEmptyBorder(10, 12, 12, 12));
    setBackground(Theme.ground());
    add(words(report.title(), 4f, Font.BOLD));
    add(words(report.about(), 0, Font.PLAIN));
    for (Report.Section section : report.sections()) {
      add(Box.createVerticalStrut(12));
      if (!section.title().isEmpty()) add(words(section.title(), 2f, Font.BOLD));
      for (Part part : section.parts()) {
        add(Box.createVerticalStrut(4));
        add(component(part));
      }
    }
  }

  private JComponent component(Part part) {
    if (part instanceof Part.Text text) return words(text.words(), 0, Font.PLAIN);
    if (part instanceof Part.Notice notice) return notice(notice);
    if (part instanceof Part.Plots plots) return plots(plots.plots());
    if (part instanceof Table table) return table(table);
    if (part instanceof Part.Picture picture) return left(new JLabel(new ImageIcon(picture.png())));
    JPanel terms = new JPanel();
    terms.setLayout(new BoxLayout(terms, BoxLayout.Y_AXIS));
    terms.setOpaque(false);
    for (Part.Term term : ((Part.Terms) part).terms()) {
      terms.add(words(term.name(), 0, Font.BOLD));
      String source = term.source().isEmpty() ? "" : " (" + term.source() + ")";
      terms.add(words(term.meaning() + source, 0, Font.PLAIN));
    }
    return left(terms);
  }

  private static JComponent notice(Part.Notice notice) {
    JTextArea words = words(notice.words(), 0, Font.PLAIN);
    words.setBorder(
        BorderFactory.createCompoundBorder(
            BorderFactory.createMatteBorder(0, 4, 0, 0, Theme.second()),
            BorderFactory.createEmptyBorder(3, 8, 3, 4)));
    return words;
  }

  private static JTextArea words(String text, float larger, int style) {
    JTextArea area = new JTextArea(text);
    area.setEditable(false);
    area.setLineWrap(true);
    area.setWrapStyleWord(true);
    area.setOpaque(false);
    area.setForeground(Theme.text());
    Font font = new JLabel().getFont();
    area.setFont(font.deriveFont(style, font.getSize2D() + larger));
    area.setAlignmentX(Component.LEFT_ALIGNMENT);
    return area;
  }

  private static <T extends JComponent> T left(T component) {
    component.setAlignmentX(Component.LEFT_ALIGNMENT);
    return component;
  }

  private JComponent plots(List<Plot> plots) {
    JPanel grid = new JPanel(new GridLayout(0, 2, 8, 8));
    grid.setOpaque(false);
    plots.forEach(plot -> grid.add(new PlotView(plot, series)));
    if (plots.size() == 1) grid.add(new JLabel());
    return left(grid);
  }

  private static JComponent table(Table table) {
    DefaultTableModel rows =
        new DefaultTableModel(table.columns().toArray(), 0) {
          @Override
          public boolean isCellEditable(int row, int column) {
            return false;
          }
        };
    table.rows().forEach(row -> rows.addRow(row.toArray()));
    JTable shown = new JTable(rows);
    DefaultTableCellRenderer right = new DefaultTableCellRenderer();
    right.setHorizontalAlignment(SwingConstants.RIGHT);
    for (int c = 0; c < table.columns().size(); c++) {
      if (table.isNumeric(c)) shown.getColumnModel().getColumn(c).setCellRenderer(right);
      int widest = table.columns().get(c).length();
      for (List<String> row : table.rows()) widest = Math.max(widest, row.get(c).length());
      shown.getColumnModel().getColumn(c).setPreferredWidth(12 + 7 * Math.min(40, widest));
    }
    shown.setFillsViewportHeight(true);
    JPanel panel = new JPanel(new BorderLayout());
    panel.setOpaque(false);
    JPanel top = new JPanel(new BorderLayout());
    top.setOpaque(false);
    if (!table.caption().isEmpty())
      top.add(words(table.caption(), 0, Font.PLAIN), BorderLayout.NORTH);
    panel.add(top, BorderLayout.NORTH);
    if (table.rows().size() <= MOST_ROWS) { // a scroll pane would keep the wheel to itself
      top.add(shown.getTableHeader(), BorderLayout.SOUTH);
      panel.add(shown, BorderLayout.CENTER);
    } else {
      shown.setPreferredScrollableViewportSize(
          new Dimension(700, MOST_ROWS * shown.getRowHeight()));
      panel.add(new JScrollPane(shown), BorderLayout.CENTER);
    }
    return left(panel);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return new Dimension(900, 600);
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return 24;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return visible.height - 24;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}

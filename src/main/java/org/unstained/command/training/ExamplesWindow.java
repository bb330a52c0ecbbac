package org.unstained.command.training;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.WindowConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.unstained.command.BackgroundWork;
import org.unstained.command.Theme;
import org.unstained.command.Windows;
import org.unstained.learning.ClassBalance;

/**
 * Opens from the dialog of a training before it starts: how many cells of each class there are,
 * what is doubtful about them, and some examples as the network will be shown them. It changes
 * nothing.
 */
public final class ExamplesWindow {
  private static final int VARIANTS = 7;
  private static final int ROWS = 3;

  private final ShowsExamples command;
  private final JDialog dialog;
  private final Balance balance = new Balance();
  private final JTextArea warnings = new JTextArea(3, 40);
  private final ExamplePictures pictures = new ExamplePictures();
  private final JButton others = new JButton("Other examples");
  private final BackgroundWork work = new BackgroundWork(List.of(others), this::failed);
  private long number = 1;

  private ExamplesWindow(ShowsExamples command, Window owner) {
    this.command = command;
    dialog = new JDialog(owner, "Classes and augmentation", Dialog.ModalityType.APPLICATION_MODAL);
    dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    JPanel all = new JPanel(new BorderLayout(6, 6));
    all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
    all.add(top(), BorderLayout.NORTH);
    all.add(pictures, BorderLayout.CENTER);
    all.add(bottom(), BorderLayout.SOUTH);
    all.registerKeyboardAction(
        e -> dialog.dispose(),
        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
        JComponent.WHEN_IN_FOCUSED_WINDOW);
    dialog.setContentPane(all);
    dialog.setMinimumSize(new Dimension(420, 360));
    dialog.setSize(900, 660);
    dialog.setLocationRelativeTo(owner);
    dialog.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent e) {
            look();
          }
        });
  }

  /**
   * Shows it until the user closes it.
   *
   * @param owner the dialog of the command
   */
  public static void show(ShowsExamples command, Window owner) {
    new ExamplesWindow(command, owner).dialog.setVisible(true);
  }

  private JPanel top() {
    JTable table = new JTable(balance);
    table.setDefaultRenderer(Object.class, new Figures());
    table.setFillsViewportHeight(true);
    JScrollPane scrolled = new JScrollPane(table);
    scrolled.setPreferredSize(new Dimension(400, 110));
    warnings.setEditable(false);
    warnings.setLineWrap(true);
    warnings.setWrapStyleWord(true);
    warnings.setBackground(Theme.ground());
    warnings.setForeground(Theme.failure());
    JPanel top = new JPanel(new BorderLayout(6, 6));
    top.add(scrolled, BorderLayout.CENTER);
    top.add(new JScrollPane(warnings), BorderLayout.SOUTH);
    return top;
  }

  private JPanel bottom() {
    others.setToolTipText("Draws other examples and other changes.");
    others.addActionListener(
        e -> {
          number++;
          look();
        });
    JButton close = new JButton("Close");
    close.addActionListener(e -> dialog.dispose());
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 0));
    buttons.add(Windows.help("training.md"));
    buttons.add(others);
    buttons.add(close);
    JPanel bottom = new JPanel(new BorderLayout());
    bottom.add(work.line, BorderLayout.CENTER);
    bottom.add(buttons, BorderLayout.EAST);
    return bottom;
  }

  private void look() {
    long wanted = number;
    work.start(
        "Looking at the examples",
        progress -> command.examples(ROWS, VARIANTS, wanted),
        this::shown);
  }

  private void shown(ExamplePreview preview) {
    balance.show(preview.balance());
    List<String> doubtful = preview.balance().warnings();
    warnings.setForeground(doubtful.isEmpty() ? Theme.text() : Theme.failure());
    warnings.setText(
        doubtful.isEmpty()
            ? "There are enough cells of each class to begin with."
            : String.join("\n", doubtful));
    warnings.setCaretPosition(0);
    pictures.show(preview.pictures());
  }

  private void failed(String why) {
    warnings.setForeground(Theme.failure());
    warnings.setText(why);
  }

  /** The class to the left, numbers to the right. */
  private static final class Figures extends DefaultTableCellRenderer {
    @Override
    public Component getTableCellRendererComponent(
        JTable table, Object value, boolean selected, boolean focused, int row, int column) {
      setHorizontalAlignment(column == 0 ? SwingConstants.LEADING : SwingConstants.TRAILING);
      return super.getTableCellRendererComponent(table, value, selected, focused, row, column);
    }
  }

  /** The classes as a table. */
  private static final class Balance extends AbstractTableModel {
    private static final String[] COLUMNS = {
      "class", "to learn from", "share", "in images", "to validate", "share", "in images"
    };

    private List<ClassBalance.Row> rows = List.of();

    void show(ClassBalance counted) {
      rows = counted.rows();
      fireTableDataChanged();
    }

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
      ClassBalance.Row one = rows.get(row);
      return switch (column) {
        case 0 -> one.className();
        case 1 -> one.training();
        case 2 -> percent(one.trainingShare());
        case 3 -> one.trainingImages();
        case 4 -> one.validation();
        case 5 -> percent(one.validationShare());
        default -> one.validationImages();
      };
    }

    private static String percent(double share) {
      return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
  }
}

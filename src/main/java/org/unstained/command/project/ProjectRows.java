package org.unstained.command.project;

import java.util.List;
import javax.swing.table.AbstractTableModel;
import org.unstained.project.ImageState;
import org.unstained.project.ProjectSettings;

/** The images of a project as rows of a table on the screen. */
final class ProjectRows extends AbstractTableModel {
  private static final long serialVersionUID = 1;
  private static final int BEFORE_CLASSES = 3;
  private static final List<String> FIRST = List.of("Image", "State", "Who");
  private static final List<String> LAST = List.of("Doubt", "Proposed by", "Validates");

  private transient List<ImageState> states = List.of();
  private List<String> classes = List.of();

  /** Shows other states; the columns change with the classes. */
  void show(ProjectSettings settings, List<ImageState> now) {
    states = List.copyOf(now);
    boolean same = settings.classNames().equals(classes);
    classes = settings.classNames();
    if (same) fireTableDataChanged();
    else fireTableStructureChanged();
  }

  List<ImageState> states() {
    return states;
  }

  @Override
  public int getRowCount() {
    return states.size();
  }

  @Override
  public int getColumnCount() {
    return FIRST.size() + classes.size() + LAST.size();
  }

  @Override
  public String getColumnName(int column) {
    if (column < BEFORE_CLASSES) return FIRST.get(column);
    int of = column - BEFORE_CLASSES;
    return of < classes.size() ? classes.get(of) : LAST.get(of - classes.size());
  }

  @Override
  public Class<?> getColumnClass(int column) {
    int of = column - BEFORE_CLASSES;
    if (of >= 0 && of < classes.size()) return Integer.class;
    return of == classes.size() ? Double.class : String.class;
  }

  /** Nothing where there is nothing to say: no cells of an untouched image, no doubt. */
  @Override
  public Object getValueAt(int row, int column) {
    ImageState state = states.get(row);
    int of = column - BEFORE_CLASSES;
    if (of < 0)
      return column == 0 ? state.image().name() : column == 1 ? state.work().text() : state.who();
    if (of < classes.size())
      return state.work() == ImageState.Work.UNTOUCHED
          ? null
          : state.cells().getOrDefault(classes.get(of), 0);
    return switch (of - classes.size()) {
      case 0 -> Double.isNaN(state.doubt()) ? null : state.doubt();
      case 1 -> state.proposal().map(p -> p.model()).orElse("");
      default -> state.validates() ? "yes" : "";
    };
  }
}

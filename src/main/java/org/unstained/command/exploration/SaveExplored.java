package org.unstained.command.exploration;

import ij.io.OpenDialog;
import java.awt.BorderLayout;
import java.awt.Component;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.JPanel;

/**
 * What of explored cells is to be saved, and where.
 *
 * @param features those of the cells instead of the picture or its table
 */
record SaveExplored(Path file, boolean features) {

  /** Asks; nothing if the user thinks better of it. */
  static Optional<SaveExplored> ask(Component above) {
    JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
    chooser.setDialogTitle("Save as .png, .svg or .csv");
    chooser.setSelectedFile(new File("cells.png"));
    JComboBox<String> what =
        new JComboBox<>(
            new String[] {"This picture, or its table (.csv)", "The features of the cells (.csv)"});
    JPanel beside = new JPanel(new BorderLayout());
    beside.setBorder(BorderFactory.createEmptyBorder(0, 8, 0, 0));
    beside.add(what, BorderLayout.NORTH);
    chooser.setAccessory(beside);
    if (chooser.showSaveDialog(above) != JFileChooser.APPROVE_OPTION) return Optional.empty();
    Path file = chooser.getSelectedFile().toPath();
    if (Files.exists(file) && !replaces(above, file)) return Optional.empty();
    return Optional.of(new SaveExplored(file, what.getSelectedIndex() == 1));
  }

  private static boolean replaces(Component above, Path file) {
    return JOptionPane.showConfirmDialog(
            above,
            file.getFileName() + " is there. Replace it?",
            ExploreWindow.TITLE,
            JOptionPane.YES_NO_OPTION)
        == JOptionPane.YES_OPTION;
  }
}

package org.unstained.command.curation;

import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Path;
import javax.swing.JComponent;
import javax.swing.JFrame;
import org.unstained.workflow.curation.FolderCuration;

/** Opens the gallery of crops for those who look at it from outside. */
public final class Galleries {
  private Galleries() {}

  /** The window, which is on the screen then. */
  public static JFrame open(Path folder) throws IOException, ReflectiveOperationException {
    CurateWindow.open(FolderCuration.open(folder));
    try {
      for (int i = 0; i < 3; i++) EventQueue.invokeAndWait(() -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CurateWindow.frame();
  }

  /** The thumbnails in the window. */
  public static JComponent gallery() {
    return CurateWindow.gallery();
  }
}

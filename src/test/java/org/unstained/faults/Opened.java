package org.unstained.faults;

import ij.ImagePlus;
import ij.WindowManager;

/** Open images where there is no screen to show them. */
final class Opened {
  private Opened() {}

  static void show(ImagePlus image) {
    ij.macro.Interpreter.batchMode = true;
    image.show();
    if (WindowManager.getImageCount() == 0) throw new IllegalStateException("It isn't open");
  }
}

package org.unstained.app;

/** Opens ImageJ without a screen, our commands on its menus, for tests of other packages. */
public final class HeadlessImageJ {
  private HeadlessImageJ() {}

  /** Before any class of ImageJ is loaded. */
  public static void start() {
    PatchedImageJ.start();
  }
}

package org.unstained.app;

import java.io.File;
import java.net.URISyntaxException;
import net.imagej.patcher.LegacyEnvironment;

/**
 * ImageJ made to run macros without a screen. Its classes build windows and menus all over, so
 * ij1-patcher rewrites them as they are loaded; none may be loaded before. The JVM needs {@code
 * --add-opens=java.base/java.lang=ALL-UNNAMED}.
 */
final class PatchedImageJ {
  private PatchedImageJ() {}

  /**
   * Patches ImageJ in our own class loader, with our commands on its menus.
   *
   * @throws IllegalStateException if it can't be patched; the message says what to do
   */
  static void start() {
    System.setProperty("java.awt.headless", "true");
    ClassLoader loader = PatchedImageJ.class.getClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      LegacyEnvironment environment = new LegacyEnvironment(loader, true);
      environment.disableIJ1PluginDirs();
      environment.disableInitializer();
      environment.noPluginClassLoader();
      environment.suppressIJ1ScriptDiscovery();
      environment.addPluginClasspath(ownCode());
      environment.applyPatches();
    } catch (ClassNotFoundException | RuntimeException e) {
      throw new IllegalStateException(
          "Can't make ImageJ run without a screen. Start Java with"
              + " --add-opens=java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  /** The jar or folder that holds our classes and {@code plugins.config}. */
  static File ownCode() {
    try {
      return new File(
          PatchedImageJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

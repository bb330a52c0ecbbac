package org.unstained.models;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.models.EngineFiles.Found;

/** Starts the engine from files that are here; DJL by itself would go and download some. */
final class TorchEngine {
  /**
   * Before the folder: why its files didn't start in this Java. They aren't tried again, as what
   * was loaded of them can't be unloaded. A property, as the engine is one for the whole of Java.
   */
  private static final String FAILED = "unstained.engine.failed.";

  /**
   * A running engine.
   *
   * @param notes a sentence for each set of files that was tried before and didn't start
   */
  record Started(Engine engine, List<String> notes) {
    boolean withCuda() {
      return engine.hasCapability("CUDA");
    }
  }

  private TorchEngine() {}

  /**
   * The engine, started if it isn't running yet.
   *
   * @throws IOException if there are no files or none works, with the reasons and the remedy
   */
  static Started start(EngineFiles files) throws IOException {
    System.setProperty("ai.djl.offline", "true"); // no engine, index or model by itself
    System.setProperty("OPT_OUT_TRACKING", "true"); // DJL counts its users otherwise
    List<Found> found = files.found();
    if (found.isEmpty()) throw new IOException(files.remedy());
    files.repairUnpacked();
    List<String> notes = new ArrayList<>();
    for (Found one : found) {
      String failed = System.getProperty(FAILED + one.folder());
      if (failed == null) {
        try {
          return new Started(start(one, files.version()), notes);
        } catch (EngineException | LinkageError | AssertionError | IllegalStateException e) {
          failed = reason(e);
          System.setProperty(FAILED + one.folder(), failed);
        }
      }
      notes.add("The engine's files in %s don't start: %s.".formatted(one, failed));
    }
    throw new IOException(
        String.join(" ", notes)
            + " Repair them under Plugins > Unstained > Compute Device..., then start ImageJ"
            + " again");
  }

  /** Files in this folder are new and may be tried. */
  static void forget(Path folder) {
    System.clearProperty(FAILED + folder);
  }

  private static Engine start(Found found, String version) {
    switch (found.source()) {
      // Else DJL takes them for files of an older kind, whose bridge isn't here.
      case NAMED -> {
        System.setProperty("PYTORCH_VERSION", version);
        System.setProperty("PYTORCH_FLAVOR", found.flavour());
      }
      case CLASS_PATH -> {
        System.clearProperty("PYTORCH_LIBRARY_PATH");
        System.clearProperty("PYTORCH_VERSION");
        System.clearProperty("PYTORCH_FLAVOR");
      }
      case INSTALLED, CACHE -> {
        System.setProperty("PYTORCH_LIBRARY_PATH", found.folder().toString());
        System.setProperty("PYTORCH_VERSION", version);
        System.setProperty("PYTORCH_FLAVOR", found.flavour());
      }
    }
    // DJL looks for its parts through the context class loader, which in ImageJ is another one.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(TorchEngine.class.getClassLoader());
    try {
      Engine engine = Engine.getEngine("PyTorch");
      addUpAlike();
      return engine;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * One thread alone adds up in another order than two or more, which all give the same bits. So
   * there are two at least, on a single processor, too.
   */
  private static void addUpAlike() {
    if (JniUtils.getNumThreads() < 2) JniUtils.setNumThreads(2);
  }

  /** The innermost message, on one line. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    String message = cause.getMessage();
    if (message == null || message.isBlank()) return cause.getClass().getSimpleName();
    // PyTorch puts the stack of its own functions below the first lines.
    String[] lines = message.strip().split("\\R");
    String first = lines[0].strip();
    return first.length() > 300 ? first.substring(0, 300) + "…" : first;
  }
}

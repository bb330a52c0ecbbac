package org.unstained.models;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unstained.models.EngineFiles.Found;

/** Starts the engine from files that are here; DJL by itself would go and download some. */
final class TorchEngine {
  private TorchEngine() {}

  /**
   * The engine, started if it isn't running yet.
   *
   * @throws IOException if there are no files or none works, with the reasons and the remedy
   */
  static Engine start(EngineFiles files) throws IOException {
    System.setProperty("ai.djl.offline", "true"); // no engine, index or model by itself
    System.setProperty("OPT_OUT_TRACKING", "true"); // DJL counts its users otherwise
    List<Found> found = files.found();
    if (found.isEmpty()) throw new IOException(files.remedy());
    files.repairUnpacked();
    List<String> reasons = new ArrayList<>();
    for (Found one : found) {
      try {
        return start(one, files.version());
      } catch (EngineException | LinkageError | AssertionError | IllegalStateException e) {
        reasons.add(one + ": " + reason(e));
      }
    }
    throw new IOException(
        "The engine that runs networks doesn't start: %s. Repair it under Plugins > Unstained >"
                .formatted(String.join("; ", reasons))
            + " Compute Device..., then start ImageJ again");
  }

  private static Engine start(Found found, String version) {
    switch (found.source()) {
      case NAMED -> {}
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
      return Engine.getEngine("PyTorch");
    } finally {
      thread.setContextClassLoader(before);
    }
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

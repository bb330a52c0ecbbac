package org.unstained.workflow.networks;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;

/**
 * What is installed for this user on this computer: models, the engine's files, devices. The one
 * place that says where they lie. Each call looks anew; nothing is loaded or downloaded by it. It
 * also holds the networks that are in memory.
 */
public final class Installation {
  private static final BeforeNetworks BEFORE = new BeforeNetworks();
  private static final LoadedNetworks NETWORKS = new LoadedNetworks(BEFORE);

  private Installation() {}

  /** The user's models, those in Fiji's folder {@code models}, and our own. */
  public static ModelLibrary models() {
    return new ModelLibrary(ModelLibrary.standardHome(), fijiModels());
  }

  /** The files of the engine that runs networks. */
  public static EngineFiles engine() {
    return new EngineFiles(ModelLibrary.standardHome());
  }

  /** What a network can run on here; the engine starts when they are listed or chosen. */
  public static ComputeDevices devices() {
    return new ComputeDevices(engine(), BEFORE::starting);
  }

  /** The networks that are in memory, for all who work with them. */
  public static LoadedNetworks networks() {
    return NETWORKS;
  }

  /**
   * Somebody else's model isn't run, or trained further, before the user agrees.
   *
   * @throws java.util.concurrent.CancellationException if he doesn't
   */
  public static void requireConsent(ModelPackage model) throws IOException {
    BEFORE.requireConsent(model);
  }

  /** Frees the memory of all networks that nobody works with. */
  public static void freeNetworks() {
    NETWORKS.free();
  }

  /** The folder need not be there; empty where ImageJ runs from no folder of its own. */
  private static Optional<Path> fijiModels() {
    String home = IJ.getDirectory("imagej");
    return home == null ? Optional.empty() : Optional.of(Path.of(home, "models"));
  }
}

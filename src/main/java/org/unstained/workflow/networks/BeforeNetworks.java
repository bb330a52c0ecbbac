package org.unstained.workflow.networks;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.unstained.models.ForeignModel;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;

/**
 * What happens before a network runs. Somebody else's is a program, which the user has to know: a
 * person at the screen is asked once ({@link FirstRunQuestion}). A macro and the command line can't
 * be asked; who wrote down the name of the model has chosen it, and the log names its source and
 * checksum, once in each Java. And as native code may take the whole process down, what lies over
 * the open images is copied to a file ({@link OverlayCopies}).
 */
public final class BeforeNetworks implements LoadedNetworks.Before {
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final OverlayCopies copies = new OverlayCopies();

  @Override
  public void lending(ModelPackage model, boolean loading) throws IOException {
    requireConsent(model);
    copies.save(loading);
  }

  /** The engine is about to start, or to be asked what it can do. */
  void starting() {
    copies.save(false);
  }

  /**
   * @throws CancellationException if the user doesn't want the model to run
   * @throws IOException if what is known of models can't be read
   */
  void requireConsent(ModelPackage model) throws IOException {
    ModelLibrary library = Installation.models();
    Optional<ForeignModel> foreign = library.foreign(model);
    if (foreign.isEmpty()) return;
    if (!canAsk()) {
      if (told.add(foreign.get().sha256())) IJ.log(foreign.get().line());
      return;
    }
    if (!FirstRunQuestion.ask(foreign.get())) throw new CancellationException("Not run");
    agree(library, model, "asked");
  }

  /** A home that can't be written is no reason not to work. */
  public static void agree(ModelLibrary library, ModelPackage model, String why) {
    try {
      library.agree(model, why);
    } catch (IOException e) {
      IJ.log(
          "It can't be noted that '%s' may run: %s"
              .formatted(model.description().key(), e.getMessage()));
    }
  }

  private static boolean canAsk() {
    return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !IJ.isMacro();
  }
}

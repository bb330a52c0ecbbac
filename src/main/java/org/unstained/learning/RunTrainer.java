package org.unstained.learning;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.unstained.learning.NetworkTrainer.Batch;
import org.unstained.learning.TrainingResult.Ending;
import org.unstained.learning.TrainingResult.Epoch;
import org.unstained.models.EngineWork;
import org.unstained.models.FolderLock;
import org.unstained.models.Sha256;

/**
 * The run of a training: epochs, validation, best weights, checkpoints. Random figures of an epoch
 * come from the seed and its number alone, so a run that was cut off goes on as if it hadn't been.
 */
final class RunTrainer {
  /** Batches on which batch normalisation measures the averaged weights. */
  private static final int MEASURED = 20;

  /** Makes the batches of an epoch; each call of one may be on another thread. */
  interface Examples {
    List<Callable<Batch>> epoch(int number);
  }

  private final TrainingJob job;
  private final Examples examples;
  private final ValidationScore validation;
  private final TrainingProgress progress;
  private final BooleanSupplier canceled;
  private final String identity;
  private final List<Epoch> epochs = new ArrayList<>();
  private final List<Batch> recent = new ArrayList<>();
  private Epoch best;

  private RunTrainer(
      TrainingJob job,
      Examples examples,
      String data,
      ValidationScore validation,
      TrainingProgress progress,
      BooleanSupplier canceled)
      throws IOException {
    this.job = job;
    this.examples = examples;
    this.validation = validation;
    this.progress = progress;
    this.canceled = canceled;
    identity =
        "%s %s %s %s"
            .formatted(job.settings(), job.classes().hashCode(), Sha256.of(job.start()), data);
  }

  /**
   * @param data says which examples these are; a checkpoint of others is refused
   */
  static TrainingResult train(
      TrainingJob job,
      Examples examples,
      String data,
      ValidationScore validation,
      TrainingProgress progress,
      BooleanSupplier canceled)
      throws IOException {
    // Two at once would take each other's best weights for theirs.
    try (FolderLock lock = FolderLock.now(job.folder())) {
      return new RunTrainer(job, examples, data, validation, progress, canceled).run();
    }
  }

  private TrainingResult run() throws IOException {
    try (EngineWork work = EngineWork.begin();
        NetworkTrainer network = begin()) {
      Ending ending = Ending.FINISHED;
      for (int number = epochs.size() + 1; number <= job.settings().epochs(); number++) {
        if (best != null && number - 1 - best.number() >= job.settings().patience()) {
          ending = Ending.STOPPED_EARLY;
          break;
        }
        double loss = pass(network, number);
        if (Double.isNaN(loss)) {
          ending = Ending.CANCELED;
          break;
        }
        validate(network, number, loss);
      }
      if (best == null) network.writeAverage(job.best(), recent);
      if (ending != Ending.CANCELED) Files.deleteIfExists(job.checkpoint());
      return new TrainingResult(
          job.best(),
          best == null ? 0 : best.number(),
          best == null ? Double.NaN : best.score(),
          epochs,
          ending);
    }
  }

  private NetworkTrainer begin() throws IOException {
    if (!Files.exists(job.checkpoint()))
      return new NetworkTrainer(job.start(), job.device(), job.settings());
    Checkpoint checkpoint = Checkpoint.read(job.checkpoint(), identity);
    if (!Files.exists(job.best()))
      throw new IOException(
          job.checkpoint()
              + ": the best weights beside this checkpoint are gone; delete it to begin again");
    epochs.addAll(checkpoint.epochs());
    for (Epoch epoch : epochs) if (epoch.best()) best = epoch;
    Path file = Files.createTempFile(job.folder(), "resumed", ".part");
    try {
      Files.write(file, checkpoint.weights());
      NetworkTrainer network = new NetworkTrainer(file, job.device(), job.settings());
      try {
        network.restore(checkpoint.state(), checkpoint.steps());
        return network;
      } catch (IOException | RuntimeException e) {
        network.close();
        throw e;
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The mean loss of an epoch, NaN if it was cancelled. */
  private double pass(NetworkTrainer network, int number) throws IOException {
    Engine.getEngine("PyTorch").setRandomSeed((int) Seeds.mix(job.settings().seed(), number, -1));
    List<Callable<Batch>> batches = examples.epoch(number);
    long all = (long) batches.size() * job.settings().epochs();
    double sum = 0;
    recent.clear();
    try (var next = new Prefetch<>(batches)) {
      for (int i = 0; i < batches.size(); i++) {
        if (canceled.getAsBoolean() || EngineWork.isEnding()) return Double.NaN;
        Batch batch = next.next();
        sum += network.step(batch, job.settings().rate(network.steps(), all));
        if (i >= batches.size() - MEASURED) recent.add(batch);
        progress.step(number, i + 1, batches.size());
      }
    }
    return sum / batches.size();
  }

  private void validate(NetworkTrainer network, int number, double loss) throws IOException {
    Path candidate = job.folder().resolve("candidate.torchscript");
    network.writeAverage(candidate, recent);
    double score = validation.of(candidate);
    if (!Double.isFinite(score))
      throw new IOException(
          "The validation score of epoch %d is %s; check that the validation images show cells"
              .formatted(number, score));
    boolean better = best == null || score > best.score();
    Epoch epoch = new Epoch(number, job.settings().epochs(), loss, score, better);
    epochs.add(epoch);
    if (better) {
      best = epoch;
      Files.move(candidate, job.best(), StandardCopyOption.REPLACE_EXISTING);
    } else Files.delete(candidate);
    new Checkpoint(identity, List.copyOf(epochs), network.steps(), network.bytes(), network.state())
        .write(job.checkpoint());
    progress.epoch(epoch);
  }
}

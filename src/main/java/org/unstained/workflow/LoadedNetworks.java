package org.unstained.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.NetworkInMemory;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelPackage;

/**
 * The networks in memory. Whoever works with one borrows it and gives it back; it stays for a
 * while, so that a macro that runs a command for each of its images loads the network once.
 *
 * <p>A network is taken again only if its file still has the checksum that it had: a model that was
 * replaced is read anew, and the old one goes. Those that nobody works with are few ({@value
 * #MOST_IDLE}), small together ({@value #MOST_BYTES} bytes of weights), and go when nobody has
 * asked for them for some minutes, or at once with {@link #free}. Any number of threads may borrow.
 */
final class LoadedNetworks {
  static final int MOST_IDLE = 3;
  static final long MOST_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Which network, as it was loaded. */
  private record Key(Path weights, String sha256, Record format, ComputeDevice device) {}

  /** Told of a network before it is lent. */
  interface Before {
    /**
     * @param loading whether it has to be loaded first
     * @throws IOException if it may not be lent
     */
    void lending(ModelPackage model, boolean loading) throws IOException;
  }

  private interface Loading<T extends NetworkInMemory> {
    T load(Path weights) throws IOException;
  }

  /** A network that is borrowed; to be closed when the work is done. */
  static final class Loan<T> implements AutoCloseable {
    private final T network;
    private Runnable giveBack;

    private Loan(T network, Runnable giveBack) {
      this.network = network;
      this.giveBack = giveBack;
    }

    T network() {
      return network;
    }

    @Override
    public synchronized void close() {
      if (giveBack != null) giveBack.run();
      giveBack = null;
    }
  }

  private static final class Loaded {
    final Key key;
    final NetworkInMemory network;
    final long bytes;
    int borrowers;
    boolean outdated;
    long idleSince;

    Loaded(Key key, NetworkInMemory network, long bytes) {
      this.key = key;
      this.network = network;
      this.bytes = bytes;
    }
  }

  private final Duration patience;
  private final Before before;

  /** The one that was given back last stands last. */
  private final List<Loaded> all = new ArrayList<>();

  private ScheduledExecutorService clock;

  LoadedNetworks(Before before) {
    this(PATIENCE, before);
  }

  /**
   * @param patience how long a network stays that nobody works with
   */
  LoadedNetworks(Duration patience) {
    this(patience, (model, loading) -> {});
  }

  private LoadedNetworks(Duration patience, Before before) {
    this.patience = patience;
    this.before = before;
  }

  /**
   * A detector, from memory or from its file.
   *
   * @throws IOException if the file is missing, was changed against its description, or is no
   *     network that runs here
   */
  Loan<DetectorModel> detector(ModelPackage model, ComputeDevice device) throws IOException {
    DetectorFormat format = DetectorFormat.of(model.description());
    return lend(
        model, format, device, weights -> DetectorModel.load(weights, format, device.djl()));
  }

  /** As {@link #detector}, a classifier. */
  Loan<ClassifierModel> classifier(ModelPackage model, ComputeDevice device) throws IOException {
    ClassifierFormat format = ClassifierFormat.of(model.description());
    return lend(
        model, format, device, weights -> ClassifierModel.load(weights, format, device.djl()));
  }

  /** Closes all networks that nobody works with; the others go when they are given back. */
  synchronized void free() {
    for (Loaded one : all) one.outdated = true;
    clear();
  }

  /** How many networks are in memory. */
  synchronized int count() {
    return all.size();
  }

  private <T extends NetworkInMemory> Loan<T> lend(
      ModelPackage model, Record format, ComputeDevice device, Loading<T> loading)
      throws IOException {
    // Reads the file and compares its checksum, so that one that was changed is never passed over.
    Path weights = model.weights().toRealPath();
    Key key = new Key(weights, model.description().weights().sha256(), format, device);
    before.lending(model, !isThere(key)); // may ask somebody, so without the lock
    return lend(key, loading);
  }

  private synchronized boolean isThere(Key key) {
    return all.stream().anyMatch(one -> one.key.equals(key) && !one.outdated);
  }

  private synchronized <T extends NetworkInMemory> Loan<T> lend(Key key, Loading<T> loading)
      throws IOException {
    Path weights = key.weights;
    for (Loaded one : all)
      if (one.key.sha256.equals(key.sha256) && one.network.hanging() != null)
        throw one.network.hanging();
    for (Loaded one : all)
      one.outdated |= one.key.weights.equals(weights) && !one.key.sha256.equals(key.sha256);
    clear();
    Loaded found = null;
    for (Loaded one : all) if (one.key.equals(key) && !one.outdated) found = one;
    if (found == null) {
      found = new Loaded(key, loading.load(weights), Files.size(weights));
      all.add(found);
    }
    found.borrowers++;
    Loaded lent = found;
    @SuppressWarnings("unchecked") // the format is part of the key, and each has its own class
    T network = (T) found.network;
    return new Loan<>(network, () -> giveBack(lent));
  }

  private synchronized void giveBack(Loaded one) {
    one.borrowers--;
    one.idleSince = System.nanoTime();
    all.remove(one);
    all.add(one);
    clear();
    if (idle().isEmpty()) return;
    if (clock == null) clock = Executors.newSingleThreadScheduledExecutor(LoadedNetworks::thread);
    clock.schedule(this::clear, patience.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "Unstained networks");
    thread.setDaemon(true);
    return thread;
  }

  private List<Loaded> idle() {
    return all.stream().filter(one -> one.borrowers == 0).toList();
  }

  /** Closes what is outdated, what has waited long enough, and the oldest of too many. */
  private synchronized void clear() {
    List<Loaded> idle = idle();
    int more = idle.size();
    long bytes = idle.stream().mapToLong(one -> one.bytes).sum();
    for (Loaded one : idle) {
      if (one.network.hanging() != null) continue; // a thread is still in it; not lent again
      boolean waited = System.nanoTime() - one.idleSince >= patience.toNanos();
      if (!one.outdated && !waited && more <= MOST_IDLE && bytes <= MOST_BYTES) continue;
      all.remove(one);
      one.network.close();
      more--;
      bytes -= one.bytes;
    }
    if (clock != null && idle().isEmpty()) {
      clock.shutdown();
      clock = null;
    }
  }
}

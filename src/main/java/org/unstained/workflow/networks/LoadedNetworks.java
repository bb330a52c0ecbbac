package org.unstained.workflow.networks;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.NetworkException;
import org.unstained.inference.NetworkInMemory;
import org.unstained.models.ComputeDevice;
import org.unstained.models.EngineWork;
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
public final class LoadedNetworks {
  static final int MOST_IDLE = 3;
  static final long MOST_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CLOCK_IDLE_SECONDS = 5;

  /** Which network, as it was loaded. */
  private record Key(Path weights, String sha256, Record format, ComputeDevice device) {}

  /** Told of a network before it is lent. */
  public interface Before {
    /**
     * @param loading whether it has to be loaded first
     * @throws IOException if it may not be lent
     */
    void lending(ModelPackage model, boolean loading) throws IOException;
  }

  private interface Loading<T extends NetworkInMemory> {
    T load(Path weights, BooleanSupplier canceled) throws IOException;
  }

  /** A network that is borrowed; to be closed when the work is done. */
  public static final class Loan<T> implements AutoCloseable {
    private final T network;
    private Runnable giveBack;

    private Loan(T network, Runnable giveBack) {
      this.network = network;
      this.giveBack = giveBack;
    }

    /** The network that was lent; not to be used after this is closed. */
    public T network() {
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

  private final Set<Key> inLoading = new HashSet<>();

  /** Networks that are never loaded, by their checksums. */
  private final Map<String, NetworkException> hanging = new HashMap<>();

  private final ScheduledThreadPoolExecutor clock = clock();

  /** Whether the clock is to look again. */
  private boolean waiting;

  /**
   * With the usual patience.
   *
   * @param before asked before a network is lent
   */
  public LoadedNetworks(Before before) {
    this(PATIENCE, before);
  }

  /**
   * @param patience how long a network stays that nobody works with
   */
  public LoadedNetworks(Duration patience) {
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
  public Loan<DetectorModel> detector(ModelPackage model, ComputeDevice device) throws IOException {
    DetectorFormat format = DetectorFormat.of(model.description());
    return lend(
        model,
        format,
        device,
        (weights, canceled) -> DetectorModel.load(weights, format, device, canceled, IJ::log));
  }

  /** As {@link #detector}, a classifier. */
  public Loan<ClassifierModel> classifier(ModelPackage model, ComputeDevice device)
      throws IOException {
    ClassifierFormat format = ClassifierFormat.of(model.description());
    return lend(
        model,
        format,
        device,
        (weights, canceled) -> ClassifierModel.load(weights, format, device, canceled, IJ::log));
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

  private <T extends NetworkInMemory> Loan<T> lend(Key key, Loading<T> loading) throws IOException {
    Loaded found = borrowOrReserve(key);
    Loaded lent = found == null ? load(key, loading) : found;
    @SuppressWarnings("unchecked") // the format is part of the key, and each has its own class
    T network = (T) lent.network;
    return new Loan<>(network, () -> giveBack(lent));
  }

  /** Waits while somebody else loads it; null if it isn't there and now is the caller's to load. */
  private synchronized Loaded borrowOrReserve(Key key) throws IOException {
    try {
      while (inLoading.contains(key)) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted");
    }
    if (hanging.containsKey(key.sha256)) throw hanging.get(key.sha256);
    for (Loaded one : all)
      if (one.key.sha256.equals(key.sha256) && one.network.hanging() != null)
        throw one.network.hanging();
    for (Loaded one : all)
      one.outdated |= one.key.weights.equals(key.weights) && !one.key.sha256.equals(key.sha256);
    clear();
    for (Loaded one : all)
      if (one.key.equals(key) && !one.outdated) {
        one.borrowers++;
        return one;
      }
    inLoading.add(key);
    return null;
  }

  /** Without the lock, as it may take long: others get their networks meanwhile. */
  private Loaded load(Key key, Loading<?> loading) throws IOException {
    boolean pressed = IJ.escapePressed(); // long ago
    Loaded loaded = null;
    try {
      NetworkInMemory network =
          loading.load(key.weights, () -> EngineWork.isEnding() || !pressed && IJ.escapePressed());
      loaded = new Loaded(key, network, Files.size(key.weights));
      loaded.borrowers = 1;
      return loaded;
    } catch (IOException | CancellationException e) {
      note(key, e);
      throw e;
    } finally {
      loaded(key, loaded);
    }
  }

  private synchronized void note(Key key, Exception failure) {
    NetworkException.hangingIn(failure).ifPresent(why -> hanging.put(key.sha256, why));
  }

  private synchronized void loaded(Key key, Loaded loaded) {
    inLoading.remove(key);
    if (loaded != null) all.add(loaded);
    notifyAll();
  }

  private void giveBack(Loaded one) {
    one.network.memoryNote().ifPresent(IJ::log);
    takeBack(one);
  }

  private synchronized void takeBack(Loaded one) {
    one.borrowers--;
    one.idleSince = System.nanoTime();
    all.remove(one);
    all.add(one);
    clear();
    look();
  }

  /** Has the clock look when the network that has waited longest has waited long enough. */
  private void look() {
    if (waiting) return;
    idle().stream()
        .filter(one -> one.network.hanging() == null)
        .mapToLong(one -> one.idleSince + patience.toNanos() - System.nanoTime())
        .min()
        .ifPresent(
            left -> {
              waiting = true;
              clock.schedule(this::lookNow, Math.max(left, 0) + 1, TimeUnit.NANOSECONDS);
            });
  }

  private synchronized void lookNow() {
    waiting = false;
    clear();
    look();
  }

  /** Its one thread ends some seconds after the last look that was due. */
  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, LoadedNetworks::thread);
    clock.setKeepAliveTime(CLOCK_IDLE_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
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
  }
}

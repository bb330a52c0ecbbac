package org.unstained.models;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.unstained.models.ComputeDevice.Kind;

/**
 * The devices of this computer. A device counts as there only if a small network ran on it and gave
 * the right numbers. Nothing is downloaded; without the engine's files there is no device, and the
 * message says how to get them.
 */
public final class ComputeDevices {
  /** The word for the best device that works. */
  public static final String AUTO = "auto";

  /** Runs something small on a device. */
  interface Probe {
    void run(Device device) throws IOException;
  }

  /** Starts the engine. */
  interface Start {
    State run() throws IOException;
  }

  /**
   * The running engine.
   *
   * @param cuda whether it can do CUDA
   * @param notes what didn't start before it
   */
  record State(boolean cuda, List<String> notes) {}

  /**
   * One device that was tried.
   *
   * @param problem why it can't be used, or empty if it works
   */
  public record Tried(ComputeDevice device, Optional<String> problem) {
    public boolean works() {
      return problem.isEmpty();
    }
  }

  private final Start start;
  private final Probe probe;
  private final boolean apple;
  private final Supplier<List<String>> nvidia;

  public ComputeDevices(EngineFiles files) {
    this(files, () -> {});
  }

  /**
   * @param before run each time before the engine is started or asked: it is native code, which may
   *     take the whole process down
   */
  public ComputeDevices(EngineFiles files, Runnable before) {
    this(
        () -> {
          before.run();
          TorchEngine.Started started = TorchEngine.start(files);
          return new State(started.withCuda(), started.notes());
        },
        DeviceProbe::run,
        EngineFiles.platform().equals("osx-aarch64"),
        DeviceNames::nvidia);
  }

  ComputeDevices(Start start, Probe probe, boolean apple, Supplier<List<String>> nvidia) {
    this.start = start;
    this.probe = probe;
    this.apple = apple;
    this.nvidia = nvidia;
  }

  /**
   * Starts the engine and tries all devices that this computer may have, the fastest first. The CPU
   * is the last one.
   *
   * @throws IOException if the engine's files are missing or don't start
   */
  public List<Tried> list() throws IOException {
    State state = start.run();
    List<Tried> tried = new ArrayList<>();
    for (ComputeDevice device : candidates(state.cuda())) {
      boolean notStarted = device.kind() == Kind.CUDA && !state.cuda() && !state.notes().isEmpty();
      tried.add(
          notStarted
              ? new Tried(device, Optional.of(String.join(" ", state.notes())))
              : attempt(device, state.cuda()));
    }
    return tried;
  }

  /**
   * The device for a word of the user.
   *
   * @param request {@code auto} for the best that works; {@code cpu}, {@code mps}, {@code cuda},
   *     {@code cuda:1} for this one and no other
   * @throws IllegalArgumentException for another word
   * @throws IOException if the engine doesn't start or the device asked for doesn't work; says why
   */
  public DeviceChoice choose(String request) throws IOException {
    String word = request.strip().toLowerCase(Locale.ROOT);
    if (!word.matches("auto|cpu|mps|cuda(:\\d{1,3})?"))
      throw new IllegalArgumentException(
          "A device is auto, cpu, mps, cuda or cuda:1; where networks only run, also cuda-half, cuda:1-half or mps-half, got '%s'"
              .formatted(request));
    State state = start.run();
    return word.equals(AUTO) ? best(state) : exactly(word, state.cuda());
  }

  /**
   * As {@link #choose}, for networks that only run: words may be {@code cuda-half}, {@code
   * cuda:1-half} and {@code mps-half}, too, for a graphics card in half precision.
   */
  public DeviceChoice chooseToRun(String request) throws IOException {
    String word = request.strip().toLowerCase(Locale.ROOT);
    if (!word.endsWith(ComputeDevice.HALF)) return choose(request);
    String card = word.substring(0, word.length() - ComputeDevice.HALF.length());
    if (card.equals(AUTO) || card.equals(Kind.CPU.key()))
      throw new IllegalArgumentException(
          "Half precision is for graphics cards: cuda-half, cuda:1-half or mps-half, got '%s'. A processor would be many times slower with it"
              .formatted(request));
    DeviceChoice chosen = choose(card);
    return new DeviceChoice(chosen.device().inHalf(), chosen.notes());
  }

  private DeviceChoice best(State state) throws IOException {
    List<String> notes = new ArrayList<>(state.notes());
    for (ComputeDevice device : candidates(state.cuda())) {
      Tried tried = attempt(device, state.cuda());
      if (tried.works()) return new DeviceChoice(device, notes);
      notes.add("%s can't be used: %s.".formatted(device.name(), tried.problem().get()));
    }
    throw new IOException(
        String.join(" ", notes)
            + " Repair the engine under Plugins > Unstained > Compute Device..., then start ImageJ"
            + " again");
  }

  private DeviceChoice exactly(String word, boolean cuda) throws IOException {
    int colon = word.indexOf(':');
    int index = colon < 0 ? 0 : Integer.parseInt(word.substring(colon + 1));
    Kind kind =
        Kind.valueOf((colon < 0 ? word : word.substring(0, colon)).toUpperCase(Locale.ROOT));
    ComputeDevice device = device(kind, index, kind == Kind.CUDA ? nvidia.get() : List.of());
    Tried tried = attempt(device, cuda);
    if (!tried.works())
      throw new IOException(
          "%s can't be used: %s. Choose 'auto' to go on with another device"
              .formatted(device.name(), tried.problem().get()));
    return new DeviceChoice(device, List.of());
  }

  private List<ComputeDevice> candidates(boolean cuda) {
    List<ComputeDevice> devices = new ArrayList<>();
    // Without NVIDIA's tool there may be a device all the same.
    List<String> names = nvidia.get();
    int gpus = Math.max(names.size(), cuda ? 1 : 0);
    for (int i = 0; i < gpus; i++) devices.add(device(Kind.CUDA, i, names));
    if (apple) devices.add(device(Kind.MPS, 0, names));
    devices.add(device(Kind.CPU, 0, names));
    return devices;
  }

  private static ComputeDevice device(Kind kind, int index, List<String> names) {
    String name =
        switch (kind) {
          case CUDA ->
              "CUDA: " + (index < names.size() ? names.get(index) : "NVIDIA device " + index);
          case MPS -> "MPS: Apple's graphics";
          case CPU -> DeviceNames.cpu();
        };
    return new ComputeDevice(kind, index, name);
  }

  private Tried attempt(ComputeDevice device, boolean cuda) {
    if (device.kind() == Kind.CUDA && !cuda)
      return new Tried(
          device,
          Optional.of(
              "the engine runs with files for the CPU; install those for CUDA under Plugins >"
                  + " Unstained > Compute Device..., then start ImageJ again"));
    if (device.kind() == Kind.MPS && !apple)
      return new Tried(device, Optional.of("this is no Mac with Apple's processor"));
    try {
      probe.run(device.djl());
      return new Tried(device, Optional.empty());
    } catch (IOException e) {
      return new Tried(device, Optional.of(String.valueOf(e.getMessage())));
    }
  }
}

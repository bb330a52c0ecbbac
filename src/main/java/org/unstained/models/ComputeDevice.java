package org.unstained.models;

import ai.djl.Device;
import java.util.Locale;

/**
 * What a network runs on.
 *
 * @param index which one of its kind, from 0
 * @param name for people, tables and logs, e.g. {@code CUDA: NVIDIA H100} or {@code CPU: 8 threads}
 * @param half whether networks calculate with numbers of 16 bits ({@link HalfPrecision})
 */
public record ComputeDevice(Kind kind, int index, String name, boolean half) {
  /** Behind the word of a device. */
  static final String HALF = "-half";

  /** In full precision. */
  public ComputeDevice(Kind kind, int index, String name) {
    this(kind, index, name, false);
  }

  /** The same device, and networks calculate with numbers of 16 bits. */
  public ComputeDevice inHalf() {
    return half ? this : new ComputeDevice(kind, index, name + ", half precision", true);
  }

  /** Kinds of devices, the fastest first. */
  public enum Kind {
    CUDA,
    MPS,
    CPU;

    /** The word in commands. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The device as a command takes it: {@code cpu}, {@code mps}, {@code cuda}, {@code cuda:1},
   * {@code cuda-half}.
   */
  public String key() {
    return (kind == Kind.CUDA && index > 0 ? "cuda:" + index : kind.key()) + (half ? HALF : "");
  }

  /** The device in DJL's terms. */
  public Device djl() {
    return switch (kind) {
      case CUDA -> Device.gpu(index);
      case MPS -> Device.of("mps", -1);
      case CPU -> Device.cpu();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}

package org.unstained.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Plain numbers into the network and out of it; nothing of the engine's outlives the call. */
final class NetworkTranslator
    implements NoBatchifyTranslator<NetworkTranslator.Input, List<NetworkOutput>> {

  /** What a network does when no other method is asked for. */
  static final String FORWARD = "forward";

  private final boolean half;

  /** Filled anew for each batch: the memory of a new one would have to be cleared first. */
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /**
   * @param half whether the network gets numbers of 16 bits; it always returns floats
   */
  NetworkTranslator(boolean half) {
    this.half = half;
  }

  /** By this beginning of an array's name the engine knows which method is meant. */
  private static final String METHOD = "module_method:";

  /**
   * A batch, (B, C, H, W) in that order.
   *
   * @param method of the network
   * @param channelsLast whether the engine gets it with the channels of a pixel side by side, which
   *     is the same batch to a network, but other work for the engine
   */
  record Input(
      String method,
      float[] values,
      int batch,
      int channels,
      int height,
      int width,
      boolean channelsLast) {
    int count() {
      return length(batch, channels, height, width);
    }

    /**
     * How many numbers a batch has.
     *
     * @throws IllegalArgumentException if their bytes don't fit into one buffer
     */
    static int length(int batch, int channels, int height, int width) {
      double length = (double) batch * channels * height * width;
      if (length > Integer.MAX_VALUE / Float.BYTES)
        throw new IllegalArgumentException(
            "A batch of %d x %d x %d x %d is too large; choose smaller tiles or batches"
                .formatted(batch, channels, height, width));
      return (int) length;
    }
  }

  @Override
  public NDList processInput(TranslatorContext context, Input input) {
    Shape shape = new Shape(input.batch(), input.channels(), input.height(), input.width());
    NDArray floats = context.getNDManager().create(filled(input), shape, DataType.FLOAT32);
    NDArray array = half ? floats.toType(DataType.FLOAT16, false) : floats;
    NDList list = new NDList(input.channelsLast() ? channelsLast(array) : array);
    if (!input.method().equals(FORWARD)) {
      NDArray method = context.getNDManager().create(0f);
      method.setName(METHOD + input.method());
      list.add(method);
    }
    return list;
  }

  private ByteBuffer filled(Input input) {
    int bytes = input.count() * Float.BYTES;
    if (buffer.capacity() < bytes)
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    buffer.clear().limit(bytes);
    buffer.asFloatBuffer().put(input.values(), 0, input.count());
    return buffer;
  }

  /** The same array, looked at through a copy whose channels lie side by side. */
  private static NDArray channelsLast(NDArray array) {
    NDArray last = array.transpose(0, 2, 3, 1);
    return last.flatten().reshape(last.getShape()).transpose(0, 3, 1, 2);
  }

  @Override
  public List<NetworkOutput> processOutput(TranslatorContext context, NDList list) {
    List<NetworkOutput> outputs = new ArrayList<>();
    for (NDArray array : list) {
      NDArray floats = array.toType(DataType.FLOAT32, false);
      outputs.add(
          new NetworkOutput(array.getName(), array.getShape().getShape(), floats.toFloatArray()));
    }
    return outputs;
  }
}

package org.unstained.workflow.crops;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Crops as a stack that lies in a file of its own, for more of them than fit into the memory. A
 * crop is read when it is looked at. Closing it deletes the file.
 */
public final class CropStack extends VirtualStack implements AutoCloseable {
  private final FileChannel channel;
  private final List<String> labels = new ArrayList<>();
  private ByteBuffer buffer;

  private CropStack(FileChannel channel, int width, int height) {
    super(width, height, 0);
    this.channel = channel;
  }

  /**
   * An empty one.
   *
   * @throws IOException if the file can't be made
   */
  public static CropStack create(Path file, int width, int height) throws IOException {
    return new CropStack(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        width,
        height);
  }

  /**
   * Takes a picture of the stack's size; all are of one kind.
   *
   * @throws IOException if the disk is full
   */
  void add(String label, ImageProcessor picture) throws IOException {
    if (buffer == null) {
      setBitDepth(picture.getBitDepth());
      int bits = picture.getBitDepth() == 24 ? 32 : picture.getBitDepth();
      buffer = ByteBuffer.allocate(picture.getPixelCount() * bits / 8);
    }
    buffer.clear();
    Object pixels = picture.getPixels();
    if (pixels instanceof byte[] a) buffer.duplicate().put(a);
    else if (pixels instanceof short[] a) buffer.asShortBuffer().put(a);
    else if (pixels instanceof float[] a) buffer.asFloatBuffer().put(a);
    else buffer.asIntBuffer().put((int[]) pixels);
    long at = (long) labels.size() * buffer.capacity();
    while (buffer.hasRemaining()) channel.write(buffer, at + buffer.position());
    labels.add(label);
  }

  @Override
  public ImageProcessor getProcessor(int n) {
    try {
      buffer.clear();
      long at = (long) (n - 1) * buffer.capacity();
      while (buffer.hasRemaining())
        if (channel.read(buffer, at + buffer.position()) < 0)
          throw new IOException("The crops were cut off by another program");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.clear();
    int width = getWidth();
    int height = getHeight();
    return switch (getBitDepth()) {
      case 8 -> new ByteProcessor(width, height, buffer.array().clone());
      case 16 -> {
        short[] pixels = new short[width * height];
        buffer.asShortBuffer().get(pixels);
        yield new ShortProcessor(width, height, pixels, null);
      }
      case 24 -> {
        int[] pixels = new int[width * height];
        buffer.asIntBuffer().get(pixels);
        yield new ColorProcessor(width, height, pixels);
      }
      default -> {
        float[] pixels = new float[width * height];
        buffer.asFloatBuffer().get(pixels);
        yield new FloatProcessor(width, height, pixels);
      }
    };
  }

  @Override
  public Object getPixels(int n) {
    return getProcessor(n).getPixels();
  }

  @Override
  public int size() {
    return labels == null ? 0 : labels.size(); // asked by the constructor of the class above
  }

  @Override
  public int getSize() {
    return size();
  }

  @Override
  public String getSliceLabel(int n) {
    return labels.get(n - 1);
  }

  /** All labels, in their order. */
  public String[] labels() {
    return labels.toArray(String[]::new);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

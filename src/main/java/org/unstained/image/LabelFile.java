package org.unstained.image;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Planes of labels that lie in a temporary file until nobody needs them any more, one after the
 * other, 16 or 32 bits a pixel. The file goes when this is closed, is no longer in use, or Java
 * ends.
 */
final class LabelFile implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Where a plane lies. */
  private record Place(long at, int pixels, boolean small) {}

  private final Path path;
  private final FileChannel channel;
  private final Cleaner.Cleanable cleaning;
  private final List<Place> places = new ArrayList<>();
  private long end;

  LabelFile() throws IOException {
    path = Files.createTempFile("unstained-labels", ".raw");
    channel =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    cleaning = CLEANER.register(this, closing(channel));
  }

  /** Holds the channel alone, else this would stay in use. */
  private static Runnable closing(FileChannel channel) {
    return () -> {
      try {
        channel.close();
      } catch (IOException e) {
        // there is nobody left to tell, and nothing is lost
      }
    };
  }

  /**
   * @param small whether 16 bits are enough
   * @throws IOException if there is no room; names the file
   */
  void add(int[] labels, boolean small) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(labels.length, small ? 2 : 4));
    if (small) bytes.asShortBuffer().put(LabelPlanes.shorts(labels));
    else bytes.asIntBuffer().put(labels);
    Place place = new Place(end, labels.length, small);
    try {
      while (bytes.hasRemaining()) end += channel.write(bytes, end);
    } catch (IOException e) {
      throw new IOException(
          "The label map is too large for the memory and can't be kept in %s (%s). Make room on that disk, or start Java with a larger -Xmx, or with -Djava.io.tmpdir set to a folder on a larger disk."
              .formatted(path, e.getMessage()),
          e);
    }
    places.add(place);
  }

  /** A plane of which 16 bits are enough. */
  short[] readShorts(int index) throws IOException {
    Place place = places.get(index);
    short[] labels = new short[place.pixels];
    bytes(place).asShortBuffer().get(labels);
    return labels;
  }

  int[] read(int index) throws IOException {
    Place place = places.get(index);
    int[] labels = new int[place.pixels];
    if (place.small) {
      short[] few = readShorts(index);
      for (int i = 0; i < labels.length; i++) labels[i] = few[i] & 0xffff;
    } else bytes(place).asIntBuffer().get(labels);
    return labels;
  }

  private ByteBuffer bytes(Place place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(place.pixels * (place.small ? 2 : 4));
    while (bytes.hasRemaining())
      if (channel.read(bytes, place.at + bytes.position()) < 0)
        throw new IOException("The label map in " + path + " was cut off by another program");
    return bytes.rewind();
  }

  @Override
  public void close() {
    cleaning.clean();
  }
}

package org.unstained.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.unstained.models.PickledStorages.Halved;

/**
 * A TorchScript file whose weights have 16 bits instead of 32. DJL can't convert a network that is
 * loaded, so the archive is written anew, in memory: a zip in which {@code data.pkl} and {@code
 * constants.pkl} say what is a tensor, {@code data/N} and {@code constants/N} are its numbers. The
 * program in it stays as it is. Weights of other kinds stay, too.
 */
public final class HalfPrecision {
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;

  /** Larger networks aren't converted; they would have to be in Java's memory twice. */
  private static final long MOST_BYTES = 1L << 30;

  private HalfPrecision() {}

  /**
   * The archive of a network in half precision.
   *
   * @param weights a TorchScript file
   * @throws IOException if it can't be read or converted; names the file and says why
   */
  public static byte[] archive(Path weights) throws IOException {
    try (ZipFile zip = new ZipFile(weights.toFile())) {
      return archive(zip);
    } catch (IOException e) {
      throw new IOException(
          "%s can't be converted to half precision: %s".formatted(weights, e.getMessage()), e);
    }
  }

  private static byte[] archive(ZipFile zip) throws IOException {
    List<? extends ZipEntry> entries = zip.stream().filter(e -> !e.isDirectory()).toList();
    long size = 0;
    for (ZipEntry entry : entries) size += Math.max(0, entry.getSize());
    if (size > MOST_BYTES) throw new IOException("it is larger than 1 GB");
    String root = root(entries);
    if (text(zip, root + "byteorder").startsWith("big"))
      throw new IOException("its numbers are big-endian");
    Halved data = PickledStorages.halved(bytes(zip, root + "data.pkl"));
    Halved constants = PickledStorages.halved(bytes(zip, root + "constants.pkl"));
    if (data.files().isEmpty()) throw new IOException("it has no weights of 32 bits");
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) size / 2);
    try (ZipOutputStream half = new ZipOutputStream(out)) {
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        byte[] bytes;
        if (name.equals(root + "data.pkl")) bytes = data.pickle();
        else if (name.equals(root + "constants.pkl")) bytes = constants.pickle();
        else if (isOf(name, root + "data/", data.files())
            || isOf(name, root + "constants/", constants.files())) bytes = halved(bytes(zip, name));
        else bytes = bytes(zip, name);
        half.putNextEntry(entry(name, bytes, out.size()));
        half.write(bytes);
        half.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** All files lie in a folder with a name of its own. */
  private static String root(List<? extends ZipEntry> entries) throws IOException {
    for (ZipEntry entry : entries)
      if (entry.getName().matches("[^/]+/data\\.pkl"))
        return entry.getName().substring(0, entry.getName().length() - "data.pkl".length());
    throw new IOException("it is no TorchScript archive");
  }

  private static boolean isOf(String name, String folder, Set<String> files) {
    return name.startsWith(folder) && files.contains(name.substring(folder.length()));
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) throw new IOException("it has no " + name);
    byte[] bytes = zip.getInputStream(entry).readNBytes((int) entry.getSize());
    if (bytes.length != entry.getSize()) throw new IOException(name + " is damaged");
    return bytes;
  }

  /** Empty if there is no such file. */
  private static String text(ZipFile zip, String name) throws IOException {
    return zip.getEntry(name) == null ? "" : new String(bytes(zip, name), StandardCharsets.UTF_8);
  }

  private static byte[] halved(byte[] floats) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(floats.length / 2).order(ByteOrder.LITTLE_ENDIAN);
    ShortBuffer halves = to.asShortBuffer();
    while (halves.hasRemaining()) {
      float value = from.getFloat();
      short half = HalfFloat.of(value);
      if (Float.isFinite(value) && !HalfFloat.isFinite(half))
        throw new IOException(
            "it has the weight %s, and the greatest is %s".formatted(value, HalfFloat.GREATEST));
      halves.put(half);
    }
    return to.array();
  }

  /** Stored as it is, its bytes at a multiple of 64, as PyTorch does and wants it. */
  private static ZipEntry entry(String name, byte[] bytes, int at) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    int header = LOCAL_HEADER + name.getBytes(StandardCharsets.UTF_8).length + EXTRA_HEADER;
    int padding = Math.floorMod(-(at + header), ALIGNMENT);
    ByteBuffer extra = ByteBuffer.allocate(EXTRA_HEADER + padding).order(ByteOrder.LITTLE_ENDIAN);
    extra.put((byte) 'F').put((byte) 'B').putShort((short) padding);
    entry.setExtra(extra.array());
    return entry;
  }
}

package org.unstained.workflow.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file held when it was read, so that a later run knows whether it still does.
 *
 * @param bytes its length
 * @param modified when it was last changed, in milliseconds since 1970
 * @param sha256 checksum of the whole file up to {@value #WHOLE} bytes; of a longer one of 64
 *     blocks of one MiB, evenly spread with the first and the last
 */
public record FileContent(long bytes, long modified, String sha256) {
  static final long WHOLE = 64L << 20;

  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 64;

  /** What a file holds now. */
  public static FileContent of(Path file) throws IOException {
    long bytes = Files.size(file);
    long modified = Files.getLastModifiedTime(file).toMillis();
    return new FileContent(bytes, modified, sha256(file, bytes));
  }

  /**
   * Whether the file is as it was: of the same length, and either not changed since or with the
   * same checksum. A file that isn't there is not.
   */
  public boolean isThatOf(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) != bytes) return false;
    return Files.getLastModifiedTime(file).toMillis() == modified
        || sha256(file, bytes).equals(sha256);
  }

  private static String sha256(Path file, long bytes) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    try (FileChannel in = FileChannel.open(file)) {
      if (bytes <= WHOLE) for (long at = 0; at < bytes; at += BLOCK) add(digest, in, at, buffer);
      else
        for (int i = 0; i < BLOCKS; i++)
          add(digest, in, (long) ((double) (bytes - BLOCK) * i / (BLOCKS - 1)), buffer);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, FileChannel in, long at, ByteBuffer buffer)
      throws IOException {
    buffer.clear();
    while (buffer.hasRemaining() && in.read(buffer, at + buffer.position()) >= 0) {}
    digest.update(buffer.flip());
  }

  /** The algorithm is part of every Java. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

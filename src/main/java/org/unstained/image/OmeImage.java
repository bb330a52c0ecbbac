package org.unstained.image;

import java.io.IOException;
import java.util.List;

/**
 * One image that OME-XML describes: its axes, pixel size, and where each plane lies.
 *
 * @param name or ""
 * @param order such as {@code XYCZT}: the axis after Y runs fastest
 * @param samples of one pixel in the file that count as channels
 * @param pixelWidth in micrometres, NaN if not given; height and depth likewise
 * @param frameInterval in seconds, NaN if not given
 */
record OmeImage(
    String name,
    String order,
    String type,
    int sizeX,
    int sizeY,
    int sizeC,
    int sizeZ,
    int sizeT,
    int samples,
    double pixelWidth,
    double pixelHeight,
    double pixelDepth,
    double frameInterval,
    List<Block> blocks) {

  /**
   * A run of planes in one file, from picture {@code ifd} on.
   *
   * @param count how many; −1 for as many as there are
   * @param file its name, or "" for the file that holds the XML
   */
  record Block(int ifd, int count, int c, int z, int t, String file, String uuid) {}

  private static final int LONGEST_AXIS = 10_000_000;

  OmeImage {
    blocks = List.copyOf(blocks);
  }

  /**
   * @param name of the file, for messages
   * @throws IOException if its axes make no sense
   */
  void check(String file) throws IOException {
    boolean axes = sizeC >= 1 && sizeZ >= 1 && sizeT >= 1 && sizeC % samples == 0;
    if (!axes || Math.max(sizeC, Math.max(sizeZ, sizeT)) > LONGEST_AXIS || planes() > LONGEST_AXIS)
      throw new IOException(
          "%s has OME-XML that makes no sense: %d channels, %d slices, %d frames. Export it again."
              .formatted(file, sizeC, sizeZ, sizeT));
    if (!order.matches("XY(CZT|CTZ|ZCT|ZTC|TCZ|TZC)"))
      throw new IOException(
          "%s has OME-XML with the axes '%s', which makes no sense. Export it again."
              .formatted(file, order));
  }

  /** The same image if its pixels have so many samples in the file, whatever the XML says. */
  OmeImage withSamples(int n) {
    return new OmeImage(
        name,
        order,
        type,
        sizeX,
        sizeY,
        sizeC,
        sizeZ,
        sizeT,
        n,
        pixelWidth,
        pixelHeight,
        pixelDepth,
        frameInterval,
        blocks);
  }

  /** Channels that have pictures of their own. */
  int channels() {
    return sizeC / samples;
  }

  /** Pictures of the whole image. */
  long planes() {
    return (long) channels() * sizeZ * sizeT;
  }

  /**
   * Where the picture that comes {@code steps} after the first of a block stands: c, z, t; null if
   * that is outside the axes.
   */
  int[] position(Block block, int steps) {
    int[] at = {block.c / samples, block.z, block.t};
    int[] size = {channels(), sizeZ, sizeT};
    for (int i = 0; i < 3; i++) if (at[i] >= size[i]) return null;
    long carry = steps;
    for (int i = 2; i < 5; i++) {
      int axis = "CZT".indexOf(order.charAt(i));
      carry += at[axis];
      at[axis] = (int) (carry % size[axis]);
      carry /= size[axis];
    }
    return carry == 0 ? at : null;
  }
}

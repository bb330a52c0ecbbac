package org.unstained.image;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.unstained.letters.Letters;

/**
 * ROIs as ImageJ writes them into files. ImageJ's own decoder takes memory for as many corners and
 * letters as a file claims to have, and ends in all kinds of exceptions where it has fewer; so the
 * claims are compared with the bytes that are there first.
 */
public final class RoiBytes {
  private RoiBytes() {}

  /** Offsets in the first header that ImageJ doesn't name in public. */
  private static final int TEXT_LENGTHS = 72;

  private static final int LARGE_COUNT = 18;

  /** Offsets in the second header: where the name, the properties and the picture are. */
  private static final int NAME_LENGTH = 20;

  private static final int IMAGE_SIZE = 32;
  private static final int PROPERTIES_LENGTH = 44;
  private static final int COUNTERS = 48;

  private static final int RECTANGLE = 1;
  private static final int OVAL = 2;
  private static final int LINE = 3;
  private static final int NONE = 6;

  /**
   * @param name of an ROI that has none of its own, or null
   * @return null for a text where Java has no {@link Letters}: ImageJ can't make one then
   * @throws IOException if the bytes aren't those of an ROI or some are missing; a part of a
   *     sentence, for the caller knows the file
   */
  public static Roi decode(byte[] bytes, String name) throws IOException {
    if (bytes.length < RoiDecoder.COORDINATES || bytes[0] != 'I' || bytes[1] != 'o')
      throw new IOException("it isn't an ImageJ ROI");
    ByteBuffer whole = ByteBuffer.wrap(bytes);
    requireWhole(whole);
    if (isText(whole) && !Letters.canBeWritten()) return null;
    Roi roi;
    try {
      roi = new RoiDecoder(bytes, name).getRoi();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // of any kind, from the depths of ImageJ
      throw new IOException("an ROI is damaged", e);
    }
    if (roi == null) throw new IOException("it isn't an ImageJ ROI");
    return roi;
  }

  private static void requireWhole(ByteBuffer roi) throws IOException {
    int type = roi.get(RoiDecoder.TYPE);
    int pieces = roi.getInt(RoiDecoder.SHAPE_ROI_SIZE);
    boolean corners =
        pieces <= 0 && type != RECTANGLE && type != OVAL && type != LINE && type != NONE;
    require(roi, pieces, Float.BYTES);
    int few = roi.getShort(RoiDecoder.N_COORDINATES) & 0xffff;
    int count = few > 0 ? few : roi.getInt(LARGE_COUNT);
    if (corners) require(roi, count, 2 * Short.BYTES);
    if (isText(roi)) {
      require(roi, intAt(roi, TEXT_LENGTHS), Character.BYTES);
      require(roi, intAt(roi, TEXT_LENGTHS + Integer.BYTES), Character.BYTES);
    }
    int second = roi.getInt(RoiDecoder.HEADER2_OFFSET);
    if (second == 0) return;
    if (second < RoiDecoder.COORDINATES) throw new IOException("an ROI is damaged");
    require(roi, intAt(roi, second + (long) NAME_LENGTH), Character.BYTES);
    require(roi, intAt(roi, second + (long) IMAGE_SIZE), 1);
    if (intAt(roi, second + (long) COUNTERS) != 0) require(roi, count, Integer.BYTES);
    require(roi, intAt(roi, second + (long) PROPERTIES_LENGTH), Character.BYTES);
  }

  private static boolean isText(ByteBuffer roi) {
    return roi.getShort(RoiDecoder.SUBTYPE) == RoiDecoder.TEXT;
  }

  /** 0 beyond the end: older ROIs have shorter headers. */
  private static int intAt(ByteBuffer roi, long at) {
    return at + Integer.BYTES <= roi.limit() ? roi.getInt((int) at) : 0;
  }

  private static void require(ByteBuffer roi, int count, int size) throws IOException {
    if (count < 0 || (long) count * size > roi.limit())
      throw new IOException("an ROI is cut off or damaged");
  }
}

package org.unstained.image;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Median of a square window around each pixel, exactly, once or until nothing changes.
 *
 * <p>Planes are 2D. At the border the image is mirrored with its edge repeated (… b a | a b …), so
 * each window has an odd number of pixels and its median is one of them. NaN counts as larger than
 * everything. 8-bit, 16-bit and float planes keep their type; of other types the result is float.
 * Rows are filtered in parallel; the result doesn't depend on the number of threads.
 *
 * <p><b>Until nothing changes.</b> A median filter with a symmetric window either comes to rest or
 * ends in changing to and fro between two images, never more (Goles and Olivos (1981), Comportement
 * périodique des fonctions à seuil binaires et applications, Discrete Applied Mathematics 3:93–105,
 * for each threshold of the image). In the second case the one of the two that came first is the
 * result. After the first round only pixels whose window has changed are looked at again.
 */
public final class MedianFilter {

  private MedianFilter() {}

  /**
   * What filtering until nothing changes came to.
   *
   * @param plane the result, a copy
   * @param rounds how many times at least one pixel changed
   * @param stable false if the limit of rounds was reached before the end
   */
  public record Repeated(ArrayImg<? extends RealType<?>, ?> plane, int rounds, boolean stable) {}

  /**
   * Filters once.
   *
   * @param radius of the window, which is 2 radius + 1 pixels wide; 0 gives a copy
   * @throws IllegalArgumentException if the plane is not 2D or the radius negative
   */
  public static ArrayImg<? extends RealType<?>, ?> once(
      RandomAccessibleInterval<? extends RealType<?>> plane, int radius) {
    return repeat(plane, radius, 1).plane();
  }

  /**
   * Filters until nothing changes.
   *
   * @param most rounds; when they are used up the image is given as it is then
   * @throws IllegalArgumentException if the plane is not 2D, the radius negative, or {@code most}
   *     less than 1
   */
  public static Repeated repeat(
      RandomAccessibleInterval<? extends RealType<?>> plane, int radius, int most) {
    if (plane.numDimensions() != 2)
      throw new IllegalArgumentException(
          "A median needs a 2D plane, got %d dimensions".formatted(plane.numDimensions()));
    if (radius < 0) throw new IllegalArgumentException("A radius is not negative, got " + radius);
    if (most < 1) throw new IllegalArgumentException("At least one round, got " + most);
    int w = Math.toIntExact(plane.dimension(0));
    int h = Math.toIntExact(plane.dimension(1));
    int[] keys = keys(plane, w, h);
    Rounds rounds = new Rounds(keys, w, h, radius);
    int n = 0;
    boolean stable = radius == 0;
    while (!stable && n < most) {
      boolean changed = rounds.next();
      if (changed) n++;
      stable = !changed || rounds.toAndFro();
    }
    return new Repeated(image(plane.getType(), keys, w, h), n, stable);
  }

  /** Whole numbers that are ordered as the pixels are. */
  private static int[] keys(RandomAccessibleInterval<? extends RealType<?>> plane, int w, int h) {
    int n = Math.multiplyExact(w, h);
    int[] keys = new int[n];
    Object type = plane.getType();
    if (type instanceof UnsignedByteType) {
      byte[] pixels = copy(plane, new byte[n], w, h);
      for (int i = 0; i < n; i++) keys[i] = pixels[i] & 0xff;
    } else if (type instanceof UnsignedShortType || type instanceof ShortType) {
      int mask = type instanceof ShortType ? -1 : 0xffff;
      short[] pixels = copy(plane, new short[n], w, h);
      for (int i = 0; i < n; i++) keys[i] = pixels[i] & mask;
    } else if (type instanceof FloatType) {
      float[] pixels = copy(plane, new float[n], w, h);
      for (int i = 0; i < n; i++) keys[i] = key(pixels[i]);
    } else {
      var access = plane.randomAccess();
      for (int i = 0; i < n; i++) {
        access.setPosition(plane.min(0) + i % w, 0);
        access.setPosition(plane.min(1) + i / w, 1);
        keys[i] = key(access.get().getRealFloat());
      }
    }
    return keys;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <A> A copy(RandomAccessibleInterval plane, A to, int w, int h) {
    PrimitiveBlocks.of(plane).copy(plane.minAsLongArray(), to, new int[] {w, h});
    return to;
  }

  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? bits ^ 0x7fffffff : bits;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ 0x7fffffff : key);
  }

  private static ArrayImg<? extends RealType<?>, ?> image(Object type, int[] keys, int w, int h) {
    if (type instanceof UnsignedByteType) {
      byte[] pixels = new byte[keys.length];
      for (int i = 0; i < keys.length; i++) pixels[i] = (byte) keys[i];
      return ArrayImgs.unsignedBytes(pixels, w, h);
    }
    if (type instanceof UnsignedShortType || type instanceof ShortType) {
      short[] pixels = new short[keys.length];
      for (int i = 0; i < keys.length; i++) pixels[i] = (short) keys[i];
      return type instanceof ShortType
          ? ArrayImgs.shorts(pixels, w, h)
          : ArrayImgs.unsignedShorts(pixels, w, h);
    }
    float[] pixels = new float[keys.length];
    for (int i = 0; i < keys.length; i++) pixels[i] = value(keys[i]);
    return ArrayImgs.floats(pixels, w, h);
  }

  /** Pixels of one row that change: where, from what, to what. */
  private record Changes(int[] at, int[] from, int[] to) {}

  /** The image in work, and what has to be looked at in the next round. */
  private static final class Rounds {
    /** Rows that one thread takes at a time. */
    private static final int BLOCK = 16;

    /** Below one in so many pixels of a row they are looked at one by one. */
    private static final int FEW = 12;

    private final int[] keys;
    private final int w;
    private final int h;
    private final int radius;
    private final int[] mirroredX;
    private final int[] mirroredY;
    private final byte[] dirty;
    private final boolean[] dirtyRows;
    private Changes[] changes;
    private Changes[] earlier;

    Rounds(int[] keys, int w, int h, int radius) {
      this.keys = keys;
      this.w = w;
      this.h = h;
      this.radius = radius;
      this.mirroredX = mirrored(w, radius);
      this.mirroredY = mirrored(h, radius);
      this.dirty = new byte[keys.length];
      this.dirtyRows = new boolean[h];
      Arrays.fill(dirty, (byte) 1);
      Arrays.fill(dirtyRows, true);
    }

    /** Where the pixels {@code -radius … n+radius-1} of a line of n lie. */
    private static int[] mirrored(int n, int radius) {
      int[] at = new int[n + 2 * radius];
      for (int i = 0; i < at.length; i++) {
        int k = Math.floorMod(i - radius, 2 * n);
        at[i] = k < n ? k : 2 * n - 1 - k;
      }
      return at;
    }

    /** One round; false if nothing changed. */
    boolean next() {
      earlier = changes;
      changes = new Changes[h];
      IntStream.range(0, (h + BLOCK - 1) / BLOCK).parallel().forEach(this::block);
      Arrays.fill(dirtyRows, false);
      IntStream.range(0, h).parallel().filter(y -> changes[y] != null).forEach(this::apply);
      return Arrays.stream(changes).anyMatch(c -> c != null);
    }

    /** Whether the last round took back the one before. */
    boolean toAndFro() {
      if (earlier == null) return false;
      for (int y = 0; y < h; y++) {
        Changes now = changes[y];
        Changes before = earlier[y];
        if (now == null && before == null) continue;
        if (now == null || before == null) return false;
        if (!Arrays.equals(now.at, before.at) || !Arrays.equals(now.to, before.from)) return false;
      }
      return true;
    }

    /** Some rows, which share working memory. */
    private void block(int block) {
      FiveByFive fast = null;
      for (int y = block * BLOCK; y < Math.min(h, (block + 1) * BLOCK); y++) {
        if (!dirtyRows[y]) continue;
        int count = 0;
        for (int i = y * w; i < (y + 1) * w; i++) count += dirty[i];
        if (radius == FiveByFive.RADIUS && count > w / FEW) {
          if (fast == null) fast = new FiveByFive(w);
          changes[y] = wholeRow(y, fast);
        } else changes[y] = dirtyPixels(y);
      }
    }

    private Changes wholeRow(int y, FiveByFive fast) {
      int[] rows = new int[2 * radius + 1];
      for (int k = 0; k < rows.length; k++) rows[k] = mirroredY[y + k] * w;
      int[] medians = fast.medians(keys, rows, mirroredX);
      int[] at = new int[w];
      int[] to = new int[w];
      int n = 0;
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        dirty[i] = 0;
        if (medians[x] == keys[i]) continue;
        at[n] = i;
        to[n++] = medians[x];
      }
      return changes(at, to, n);
    }

    private Changes dirtyPixels(int y) {
      int side = 2 * radius + 1;
      int[] window = new int[side * side];
      int[] at = new int[w];
      int[] to = new int[w];
      int n = 0;
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        if (dirty[i] == 0) continue;
        dirty[i] = 0;
        int own = keys[i];
        int less = 0;
        int more = 0;
        for (int dy = 0, k = 0; dy < side; dy++) {
          int row = mirroredY[y + dy] * w;
          for (int dx = 0; dx < side; dx++, k++) {
            int key = keys[row + mirroredX[x + dx]];
            window[k] = key;
            less += key < own ? 1 : 0;
            more += key > own ? 1 : 0;
          }
        }
        int half = window.length / 2;
        if (less <= half && more <= half) continue; // the pixel is its own median
        at[n] = i;
        to[n++] = select(window, half);
      }
      return changes(at, to, n);
    }

    private Changes changes(int[] at, int[] to, int n) {
      if (n == 0) return null;
      int[] from = new int[n];
      for (int k = 0; k < n; k++) from[k] = keys[at[k]];
      return new Changes(Arrays.copyOf(at, n), from, Arrays.copyOf(to, n));
    }

    /** Rows write to their own pixels; marks of several rows are all the same. */
    private void apply(int y) {
      Changes change = changes[y];
      for (int k = 0; k < change.at.length; k++) {
        int i = change.at[k];
        keys[i] = change.to[k];
        mark(i % w, y);
      }
    }

    /** A pixel that changes is in no window but those of its neighbours, mirrored or not. */
    private void mark(int x, int y) {
      int left = Math.max(0, x - radius);
      int right = Math.min(w - 1, x + radius);
      int bottom = Math.min(h - 1, y + radius);
      for (int v = Math.max(0, y - radius); v <= bottom; v++) {
        dirtyRows[v] = true;
        Arrays.fill(dirty, v * w + left, v * w + right + 1, (byte) 1);
      }
    }

    /** The k-th smallest, from 0, by Hoare's selection. */
    private static int select(int[] values, int k) {
      int low = 0;
      int high = values.length - 1;
      while (low < high) {
        int pivot = values[low + high >>> 1];
        int i = low;
        int j = high;
        while (i <= j) {
          while (values[i] < pivot) i++;
          while (values[j] > pivot) j--;
          if (i > j) break;
          int swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
        if (k <= j) high = j;
        else if (k >= i) low = i;
        else return values[k];
      }
      return values[k];
    }
  }
}

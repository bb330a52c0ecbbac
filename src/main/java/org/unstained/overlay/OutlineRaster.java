package org.unstained.overlay;

import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Outlines along rows and columns of pixels, drawn into an array and then onto the screen at once.
 * Ten thousands of outlines take a few milliseconds that way; Java needs longer to be asked for
 * each.
 *
 * <p>Pixels of the image become those of the screen as ImageJ's canvas has it: cut off, not
 * rounded.
 */
final class OutlineRaster {
  private final BufferedImage image;
  private final int[] pixels;
  private final int width;
  private final int height;

  private int viewX;
  private int viewY;
  private double zoom;

  OutlineRaster(int width, int height) {
    this.width = width;
    this.height = height;
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  boolean isOfSize(int width, int height) {
    return this.width == width && this.height == height;
  }

  int height() {
    return height;
  }

  /**
   * Which part of the image it shows, as the canvas says it.
   *
   * @param view its left upper corner is pixel (0, 0)
   */
  void look(Rectangle view, double zoom) {
    viewX = view.x;
    viewY = view.y;
    this.zoom = zoom;
  }

  double zoom() {
    return zoom;
  }

  /** Something that draws in some of the rows; it may have a thread of its own. */
  Pen pen(int firstRow, int endRow) {
    return new Pen(firstRow, endRow);
  }

  /** Draws in the rows that it may draw in, and leaves the others alone. */
  final class Pen {
    private final int firstRow;
    private final int endRow;
    private int colour;

    /** Where it has drawn; right and bottom are within. */
    private int left = width;

    private int top = height;
    private int right = -1;
    private int bottom = -1;

    private Pen(int firstRow, int endRow) {
      this.firstRow = firstRow;
      this.endRow = endRow;
    }

    /**
     * @param argb of what follows; it is opaque
     */
    void setColour(int argb) {
      colour = argb;
    }

    /** The column of the screen where a column of the image begins. */
    int screenX(int x) {
      return (int) ((x - viewX) * zoom);
    }

    int screenY(int y) {
      return (int) ((y - viewY) * zoom);
    }

    /** So many pixels of the image as a length on the screen. */
    int screenLength(int pixels) {
      return (int) (pixels * zoom);
    }

    /** Whether nothing between these rows of the image is its business. */
    boolean passesOver(int y, int height) {
      return screenY(y) >= endRow || screenY(y + height) < firstRow;
    }

    /** The outline of a rectangle of the screen; right and bottom belong to it. */
    void rectangle(int left, int top, int right, int bottom) {
      row(left, right, top);
      row(left, right, bottom);
      column(left, top, bottom);
      column(right, top, bottom);
    }

    /**
     * A closed polygon of the image.
     *
     * @param x columns, to which {@code x0} is added
     * @see OutlineRaster#isUpright
     */
    void polygon(int[] x, int[] y, int corners, int x0, int y0) {
      int lastX = screenX(x[corners - 1] + x0);
      int lastY = screenY(y[corners - 1] + y0);
      for (int i = 0; i < corners; i++) {
        int nextX = screenX(x[i] + x0);
        int nextY = screenY(y[i] + y0);
        if (nextY == lastY) row(lastX, nextX, nextY);
        else column(nextX, lastY, nextY);
        lastX = nextX;
        lastY = nextY;
      }
    }

    private void row(int from, int to, int y) {
      if (y < firstRow || y >= endRow) return;
      int first = Math.max(0, Math.min(from, to));
      int last = Math.min(width - 1, Math.max(from, to));
      if (first > last) return;
      for (int at = y * width + first, end = y * width + last; at <= end; at++) pixels[at] = colour;
      extend(first, last, y, y);
    }

    private void column(int x, int from, int to) {
      if (x < 0 || x >= width) return;
      int first = Math.max(firstRow, Math.min(from, to));
      int last = Math.min(endRow - 1, Math.max(from, to));
      if (first > last) return;
      for (int at = first * width + x, end = last * width + x; at <= end; at += width)
        pixels[at] = colour;
      extend(x, x, first, last);
    }

    private void extend(int left, int right, int top, int bottom) {
      this.left = Math.min(this.left, left);
      this.right = Math.max(this.right, right);
      this.top = Math.min(this.top, top);
      this.bottom = Math.max(this.bottom, bottom);
    }

    /** Shows what it has drawn, and takes it away from here. */
    void show(Graphics g) {
      if (right < left) return;
      int x = right + 1;
      int y = bottom + 1;
      g.drawImage(image, left, top, x, y, left, top, x, y, null);
      for (int row = top; row < y; row++)
        Arrays.fill(pixels, row * width + left, row * width + x, 0);
      left = width;
      top = height;
      right = -1;
      bottom = -1;
    }
  }

  /** Whether each side of a closed polygon is upright or level, so that a pen can draw it. */
  static boolean isUpright(int[] x, int[] y, int corners) {
    for (int i = 0, j = corners - 1; i < corners; j = i++)
      if (x[i] != x[j] && y[i] != y[j]) return false;
    return true;
  }
}

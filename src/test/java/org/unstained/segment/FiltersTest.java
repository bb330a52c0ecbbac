package org.unstained.segment;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;

public class FiltersTest {
  /** Sums of some tens of floats. */
  private static final float ROUNDING = 1e-4f;

  private static final int WIDTH = 37;
  private static final int HEIGHT = 26;

  private static float[] noise(long seed) {
    Random random = new Random(seed);
    float[] data = new float[WIDTH * HEIGHT];
    for (int i = 0; i < data.length; i++) data[i] = 100 * random.nextFloat();
    return data;
  }

  private static Rows rows(float[] data) {
    return PlaneRows.of(ArrayImgs.floats(data, WIDTH, HEIGHT));
  }

  private static float[][] whole(Rows rows) {
    float[][] out = new float[HEIGHT][WIDTH];
    rows.read(0, HEIGHT, out);
    return out;
  }

  private static float at(float[] data, int x, int y) {
    return data[Math.max(0, Math.min(HEIGHT - 1, y)) * WIDTH + Math.max(0, Math.min(WIDTH - 1, x))];
  }

  @Test
  public void everyFilterGivesTheSameBitsInBandsOfAnyHeight() {
    Bands bands = new Bands(HEIGHT, 64, () -> false);
    Rows plane = rows(noise(1));
    Rows[] filters = {
      new Gaussian(plane, 1.3),
      new Median(plane, 2),
      new Gradient(plane),
      new Negative(plane),
      new Background(plane, 6, bands),
      new Gradient(new Gaussian(new Median(plane, 1), 0.7))
    };
    for (Rows filter : filters) {
      float[][] whole = whole(filter);
      for (int height : new int[] {1, 3, 8}) {
        float[][] band = new float[height][WIDTH];
        for (int y = 0; y < HEIGHT; y += height) {
          int end = Math.min(HEIGHT, y + height);
          filter.read(y, end, band);
          for (int k = y; k < end; k++) assertArrayEquals(whole[k], band[k - y], 0);
        }
      }
    }
  }

  @Test
  public void gaussianEqualsDirectConvolution() {
    float[] data = noise(2);
    float[][] found = whole(new Gaussian(rows(data), 1.5));
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        double sum = 0;
        double weights = 0;
        for (int dy = -6; dy <= 6; dy++)
          for (int dx = -6; dx <= 6; dx++) {
            double w = Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
            sum += w * at(data, x + dx, y + dy);
            weights += w;
          }
        assertEquals(sum / weights, found[y][x], ROUNDING);
      }
  }

  @Test
  public void medianEqualsSorting() {
    float[] data = noise(3);
    for (int radius = 1; radius <= 3; radius++) {
      float[][] found = whole(new Median(rows(data), radius));
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
          int side = 2 * radius + 1;
          float[] window = new float[side * side];
          for (int i = 0; i < window.length; i++)
            window[i] = at(data, x + i % side - radius, y + i / side - radius);
          Arrays.sort(window);
          assertEquals(window[window.length / 2], found[y][x], 0);
        }
    }
  }

  @Test
  public void gradientOfARampIsItsSlope() {
    float[] data = new float[WIDTH * HEIGHT];
    for (int i = 0; i < data.length; i++) data[i] = 3 * (i % WIDTH) + 4 * (i / WIDTH);
    float[][] found = whole(new Gradient(rows(data)));
    for (int y = 1; y < HEIGHT - 1; y++)
      for (int x = 1; x < WIDTH - 1; x++) assertEquals(5, found[y][x], ROUNDING);
  }

  @Test
  public void backgroundRemovalKeepsASpotAndTakesARampAway() {
    float[] data = new float[WIDTH * HEIGHT];
    for (int i = 0; i < data.length; i++) data[i] = 50 + 2 * (i % WIDTH);
    for (int y = 12; y < 15; y++) for (int x = 17; x < 20; x++) data[y * WIDTH + x] += 500;
    float[][] found = whole(new Background(rows(data), 8, new Bands(HEIGHT, 64, () -> false)));
    double ground = 0;
    for (int x = 0; x < WIDTH; x++) ground = Math.max(ground, Math.abs(found[3][x]));
    assertTrue("of a ramp of 72 is left " + ground, ground < 25);
    assertTrue("of a spot of 500 is left " + found[13][18], found[13][18] > 450);
  }

  @Test
  public void slidingMinimumEqualsBruteForce() {
    CoarseGrid grid = new CoarseGrid(60, 44, 2);
    Random random = new Random(5);
    for (int i = 0; i < grid.values.length; i++) grid.values[i] = random.nextInt(50);
    CoarseGrid least = grid.eroded(6);
    CoarseGrid greatest = grid.dilated(6);
    for (int y = 0; y < grid.height; y++)
      for (int x = 0; x < grid.width; x++) {
        float min = Float.MAX_VALUE;
        float max = -Float.MAX_VALUE;
        for (int v = Math.max(0, y - 3); v <= Math.min(grid.height - 1, y + 3); v++)
          for (int u = Math.max(0, x - 3); u <= Math.min(grid.width - 1, x + 3); u++) {
            min = Math.min(min, grid.values[v * grid.width + u]);
            max = Math.max(max, grid.values[v * grid.width + u]);
          }
        assertEquals(min, least.values[y * grid.width + x], 0);
        assertEquals(max, greatest.values[y * grid.width + x], 0);
      }
  }

  @Test
  public void interpolationIsExactOnAPlaneBetweenBlockCentres() {
    int block = 4;
    CoarseGrid grid = new CoarseGrid(40, 40, block);
    for (int y = 0; y < 10; y++)
      for (int x = 0; x < 10; x++)
        grid.values[y * 10 + x] = (float) (2 * (4 * x + 1.5) - 3 * (4 * y + 1.5) + 7);
    float[] row = new float[40];
    for (int y = 2; y < 37; y++) {
      grid.row(y, row, 40);
      for (int x = 2; x < 37; x++) assertEquals(2 * x - 3 * y + 7, row[x], ROUNDING);
    }
  }
}

package org.unstained.overlay;

import static org.junit.Assert.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.Test;

public class PngTest {

  @Test
  public void javaReadsBackEachPixel() throws IOException {
    Random random = new Random(1);
    for (int width : new int[] {1, 2, 3, 64, 301})
      for (int height : new int[] {1, 2, 77}) {
        int[] rgb = random.ints(width * height, 0, 1 << 24).toArray();
        assertReadBack(rgb, width, height);
      }
  }

  @Test
  public void rowsAndColumnsThatComeTwiceAreNoDifferent() throws IOException {
    int side = 120;
    int[] rgb = new int[side * side];
    Random random = new Random(2);
    for (int y = 0; y < side; y += 2)
      for (int x = 0; x < side; x += 2) {
        int colour = 0xff000000 | random.nextInt(1 << 24);
        rgb[y * side + x] = rgb[y * side + x + 1] = colour;
        rgb[(y + 1) * side + x] = rgb[(y + 1) * side + x + 1] = colour;
      }
    assertReadBack(rgb, side, side);
    assertReadBack(new int[side * side], side, side);
  }

  private static void assertReadBack(int[] rgb, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Png.write(bytes, rgb, width, height);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertEquals(width, read.getWidth());
    assertEquals(height, read.getHeight());
    for (int i = 0; i < rgb.length; i++)
      assertEquals(rgb[i] & 0xffffff, read.getRGB(i % width, i / width) & 0xffffff);
  }
}

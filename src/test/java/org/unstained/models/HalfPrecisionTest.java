package org.unstained.models;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.messageOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HalfPrecisionTest {
  private static final Path SHIPPED =
      Path.of("src/main/resources/models/livedead-classifier/weights.torchscript");
  private static final Path SMALL =
      Path.of("src/test/resources/networks/mean-classifier.torchscript");

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void weightsAreHalvedAndAllElseStays() throws IOException {
    Path half = folder.newFile("half.torchscript").toPath();
    byte[] archive = HalfPrecision.archive(SHIPPED);
    Files.write(half, archive);
    try (ZipFile before = new ZipFile(SHIPPED.toFile());
        ZipFile after = new ZipFile(half.toFile())) {
      assertEquals(before.size(), after.size());
      int weights = 0;
      for (ZipEntry entry : before.stream().toList()) {
        String name = entry.getName();
        ZipEntry now = after.getEntry(name);
        assertEquals(name, ZipEntry.STORED, now.getMethod());
        byte[] old = before.getInputStream(entry).readAllBytes();
        byte[] bytes = after.getInputStream(now).readAllBytes();
        if (name.contains("/data/")) {
          weights++;
          ByteBuffer floats = ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN);
          ByteBuffer halves = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          assertEquals(name, old.length, bytes.length * 2);
          while (floats.hasRemaining())
            assertEquals(HalfFloat.of(floats.getFloat()), halves.getShort());
        } else if (name.endsWith("/data.pkl")) {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertTrue(text.contains("torch\nHalfStorage\n"));
          assertFalse(text.contains("FloatStorage"));
        } else assertArrayEquals(name, old, bytes);
      }
      assertEquals(52, weights);
    }
    requireAligned(archive);
  }

  /** PyTorch maps files of weights into memory where they begin at a multiple of 64. */
  private static void requireAligned(byte[] archive) {
    ByteBuffer zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int files = 0;
    while (zip.getInt(at) == 0x04034b50) {
      int begin = at + 30 + zip.getShort(at + 26) + zip.getShort(at + 28);
      assertEquals(0, begin % 64);
      at = begin + zip.getInt(at + 18);
      files++;
    }
    assertTrue("only " + files, files > 60);
  }

  @Test
  public void networksThatCanNotBeConvertedSayWhy() throws IOException {
    assertSays(
        "it has no weights of 32 bits", Path.of("src/test/resources/networks/spots.torchscript"));
    assertSays("the weight 70000.0", changed("data/0", floats(70_000, -4)));
    assertSays("big-endian", changed("byteorder", "big".getBytes(StandardCharsets.UTF_8)));
    assertSays("ends too early", changed("data.pkl", new byte[] {(byte) 0x80}));
    assertSays("isn't known, 0x7e", changed("data.pkl", new byte[] {'N', '~'}));
    assertSays("in a way that isn't known", changed("data.pkl", new byte[] {'Q', '.'}));
    Path text = folder.newFile("text.torchscript").toPath();
    Files.writeString(text, "no zip");
    assertSays("text.torchscript can't be converted", text);
  }

  /** Never anything but a message, whatever stands in the pickle. */
  @Test(timeout = 60_000)
  public void damagedPicklesAreRefusedOrRead() throws IOException {
    byte[] pickle;
    try (ZipFile zip = new ZipFile(SHIPPED.toFile())) {
      ZipEntry entry =
          zip.stream().filter(e -> e.getName().endsWith("/data.pkl")).findFirst().orElseThrow();
      pickle = zip.getInputStream(entry).readAllBytes();
    }
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] spoilt = pickle.clone();
      for (int k = 0; k < 3; k++)
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      try {
        PickledStorages.halved(spoilt);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue("only " + refused, refused > 100);
  }

  private static void assertSays(String words, Path file) {
    String message = messageOf(() -> HalfPrecision.archive(file));
    assertTrue(message, message.contains(words) && message.contains("half precision"));
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) bytes.putFloat(value);
    return bytes.array();
  }

  /** A small network with one file of its archive replaced, or added. */
  private Path changed(String file, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipFile zip = new ZipFile(SMALL.toFile());
        ZipOutputStream to = new ZipOutputStream(out)) {
      String root = zip.entries().nextElement().getName().replaceFirst("/.*", "/");
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().equals(root + file)) continue;
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(zip.getInputStream(entry).readAllBytes());
      }
      to.putNextEntry(new ZipEntry(root + file));
      to.write(bytes);
    }
    return Files.write(folder.newFile().toPath(), out.toByteArray());
  }
}

package org.unstained.steady;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unstained.NetworkPackages;

/** Folders of images, and what a run wrote of them. */
final class FolderFiles {
  private FolderFiles() {}

  /** Images of bright and dim discs, no two alike. */
  static Path images(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      ImagePlus image = NetworkPackages.discs("discs" + i);
      image.getProcessor().set(0, i);
      IJ.saveAsTiff(image, folder.resolve("discs" + i + ".tif").toString());
    }
    return folder;
  }

  /** One image of as many frames of discs, no two alike. */
  static Path series(Path folder, int frames) throws IOException {
    Files.createDirectories(folder);
    ImageStack stack = null;
    for (int i = 0; i < frames; i++) {
      ImageProcessor frame = NetworkPackages.discs("discs").getProcessor();
      frame.set(0, i);
      if (stack == null) stack = new ImageStack(frame.getWidth(), frame.getHeight());
      stack.addSlice(frame);
    }
    ImagePlus image = new ImagePlus("discs0", stack);
    image.setDimensions(1, 1, frames);
    IJ.saveAsTiff(image, folder.resolve("discs0.tif").toString());
    return folder;
  }

  /** All files of results by name; those that tell times, and records of them, are left out. */
  static Map<String, byte[]> results(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).startsWith(".unstained"))
          .filter(file -> !file.endsWith("run.json") && !file.endsWith("summary.csv"))
          .forEach(file -> all.put(folder.relativize(file).toString(), bytes(file)));
    }
    return all;
  }

  static void assertSame(String what, Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertEquals(what, expected.keySet(), actual.keySet());
    expected.forEach(
        (name, bytes) -> assertArrayEquals(what + ": " + name, bytes, actual.get(name)));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

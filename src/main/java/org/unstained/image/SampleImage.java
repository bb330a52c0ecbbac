package org.unstained.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample images, which are part of this software; see {@code samples/README.md}. */
public enum SampleImage {
  /** Nuclei in fluorescence, 696 x 520, 8-bit. */
  FLUORESCENCE("fluorescence.png"),
  /** Stained nuclei in brightfield, 1024 x 1024, 8-bit. */
  BRIGHTFIELD("brightfield.png"),
  /** Living and dead cells without stain, 225 x 219, RGB. */
  LIVE_DEAD("livedead.png"),
  /** The same kind, four frames of 220 x 220, 8-bit. */
  LIVE_DEAD_FRAMES("livedead-frames.tif"),
  /** Two channels, 13 slices, 256 x 256, 16-bit, calibrated. */
  HYPERSTACK("hyperstack.tif");

  private final String fileName;

  SampleImage(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }

  /**
   * Opens it; no file stands behind it afterwards.
   *
   * @throws IOException if it can't be read or unpacked
   */
  public ImagePlus open() throws IOException {
    Path folder = Files.createTempDirectory("unstained-sample");
    Path file = folder.resolve(fileName);
    try (InputStream in = SampleImage.class.getResourceAsStream("/samples/" + fileName)) {
      if (in == null)
        throw new IOException(
            "The sample " + fileName + " is missing in this installation. Install Unstained anew.");
      Files.copy(in, file);
      ImagePlus image = ImageFiles.open(file, 1, Loading.MEMORY);
      FileInfo info = image.getOriginalFileInfo();
      if (info != null) info.directory = ""; // it is gone
      return image;
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}

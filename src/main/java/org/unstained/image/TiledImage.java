package org.unstained.image;

import ij.ImagePlus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * An image that stays in its file and is read piece by piece, whatever its size: TIFF and BigTIFF
 * (plain, ImageJ's, OME-TIFF), in strips or tiles, uncompressed or not. Planes are as {@link
 * Planes} gives them, but read when they are looked at; what was read last is kept up to a part of
 * Java's memory. Channels, slices and frames count from 1. Many threads may read at once.
 */
public final class TiledImage {
  /** This part of Java's memory holds what was read last. */
  private static final int PART_OF_MEMORY = 8;

  private final TiffPlanes planes;
  private final ImagePlus card;
  private final TileCache cache;

  /**
   * @param card one pixel a plane, with the image's title, axes, kind and calibration
   */
  TiledImage(TiffPlanes planes, ImagePlus card) {
    this(planes, card, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
  }

  TiledImage(TiffPlanes planes, ImagePlus card, long cacheBytes) {
    this.planes = planes;
    this.card = card;
    cache = new TileCache(cacheBytes);
  }

  /**
   * Opens an image without reading its pixels.
   *
   * @param series from 1
   * @throws IOException if the file is damaged, isn't a TIFF that can be read in parts, or has
   *     fewer series
   */
  public static TiledImage open(Path file, int series) throws IOException {
    try {
      return TiffImages.tiled(file, series);
    } catch (UnsupportedImageException e) {
      throw new IOException(
          "%s is too large for the memory, and it is a %s, which isn't read in parts. Save it as a tiled TIFF, or give Java more memory."
              .formatted(file.getFileName(), e.getMessage()),
          e);
    }
  }

  /**
   * What a list says about an image that could stay in its file.
   *
   * @return nothing if the file isn't a TIFF, or has no such series
   * @throws IOException if it is damaged or a TIFF that can't be read in parts
   */
  public static Optional<ImageSeries> about(Path file, int series) throws IOException {
    byte[] start = new byte[4];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(start, 0, start.length);
    }
    boolean readable =
        TiffHeader.isTiff(start) || OmeXml.isCompanion(file.getFileName().toString());
    List<ImageSeries> all = readable ? TiffImages.series(file) : List.of();
    return series < 1 || series > all.size() ? Optional.empty() : Optional.of(all.get(series - 1));
  }

  public long width() {
    return planes.width();
  }

  public long height() {
    return planes.height();
  }

  /**
   * An image of one pixel a plane that says of itself what this one does: title, axes, bits,
   * calibration. For all that asks an image, but not for its pixels or its size.
   */
  public ImagePlus card() {
    return card;
  }

  /** Bytes of the pixels that were read last and are kept. */
  public long kept() {
    return cache.held();
  }

  /**
   * One plane.
   *
   * @param channel from 1; of an RGB image 1 red, 2 green, 3 blue, and 0 the luminance
   * @return 2D, of the types that {@link Planes#plane} gives. A pixel that can't be read is an
   *     {@link java.io.UncheckedIOException}.
   * @throws IOException if the file keeps more in one piece than can be read at once
   * @throws IllegalArgumentException if there is no such plane
   */
  public RandomAccessibleInterval<? extends RealType<?>> plane(int channel, int slice, int frame)
      throws IOException {
    boolean rgb = planes.bitDepth() == 24;
    int channels = rgb ? 3 : planes.channels();
    boolean there =
        channel >= (rgb ? 0 : 1)
            && channel <= channels
            && slice >= 1
            && slice <= planes.slices()
            && frame >= 1
            && frame <= planes.frames();
    if (!there)
      throw new IllegalArgumentException(
          "'%s' has %d channels, %d slices and %d frames, got channel %d, slice %d, frame %d"
              .formatted(
                  card.getTitle(),
                  channels,
                  planes.slices(),
                  planes.frames(),
                  channel,
                  slice,
                  frame));
    int at = (frame - 1) * planes.slices() + slice - 1;
    if (rgb) return TiledPlane.ofRgb(planes, at, channel, cache);
    return TiledPlane.grey(planes, at * planes.channels() + channel - 1, cache);
  }

  /** All channels at one slice and frame, as {@link Planes#channels}. */
  public List<RandomAccessibleInterval<? extends RealType<?>>> channels(int slice, int frame)
      throws IOException {
    int n = planes.bitDepth() == 24 ? 3 : planes.channels();
    List<RandomAccessibleInterval<? extends RealType<?>>> all = new ArrayList<>(n);
    for (int c = 1; c <= n; c++) all.add(plane(c, slice, frame));
    return all;
  }
}

package org.unstained.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;

/**
 * Opens PNG, JPEG, GIF and BMP with the values that they hold: 16-bit grey stays 16-bit, a palette
 * gives its colours, and a picture whose colours are all grey is 8-bit grey. Alpha is left out. The
 * size in the header is checked before anything is uncompressed.
 */
final class PictureFiles {
  /** Bytes that a packed one can stand for. */
  private static final int MOST_BY_DEFLATE = 1032;

  /** Pixels that a code can stand for; a code is longer than a byte. */
  private static final int MOST_BY_LZW = 4096;

  private PictureFiles() {}

  /** The format's name, or null if a file that begins like this is none of ours. */
  static String format(byte[] start) {
    if (begins(start, 0x89, 'P', 'N', 'G')) return "png";
    if (begins(start, 0xff, 0xd8, 0xff)) return "jpeg";
    if (begins(start, 'G', 'I', 'F', '8')) return "gif";
    if (begins(start, 'B', 'M') && start.length > 17 && start[15] == 0 && start[16] == 0)
      return "bmp";
    return null;
  }

  private static boolean begins(byte[] start, int... with) {
    if (start.length < with.length) return false;
    for (int i = 0; i < with.length; i++) if ((start[i] & 0xff) != with[i]) return false;
    return true;
  }

  static ImagePlus open(Path file, String format, long free) throws IOException {
    String name = file.getFileName().toString();
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) throw new UnsupportedImageException(format + " picture");
    ImageReader reader = readers.next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, false, true);
      checkSize(reader, name, free);
      checkClaim(reader, format, name, in.length());
      if (format.equals("gif") && reader.getNumImages(true) > 1)
        throw new IOException(
            name + " is an animated GIF. Open it in ImageJ and save it as TIFF first.");
      BufferedImage picture = reader.read(0);
      for (String warning : warnings)
        if (warning.toLowerCase(Locale.ROOT).contains("premature"))
          throw damaged(name, "it is cut off");
      ImagePlus imp = image(name, picture);
      imp.setFileInfo(ImageFiles.fileInfo(file, imp));
      return imp;
    } catch (UnsupportedImageException e) {
      throw e;
    } catch (javax.imageio.IIOException | java.io.EOFException | RuntimeException e) {
      throw damaged(name, reason(e));
    } catch (OutOfMemoryError e) {
      throw new IOException(name + " needs more memory than there is.", e);
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() != null && e.getCause().getMessage() != null ? e.getCause() : e;
    return cause instanceof java.io.EOFException || cause.getMessage() == null
        ? "it is cut off"
        : cause.getMessage().replaceAll("[.!\\s]+$", "");
  }

  private static IOException damaged(String name, String what) {
    return new IOException("%s is damaged: %s. Copy it again.".formatted(name, what));
  }

  private static void checkSize(ImageReader reader, String name, long free) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE / height)
      throw damaged(name, "its header gives %,d x %,d pixels".formatted(width, height));
    ImageTypeSpecifier type = reader.getRawImageType(0);
    long bytes = 4;
    if (type != null) {
      SampleModel model = type.getSampleModel();
      bytes = (long) model.getNumBands() * DataBuffer.getDataTypeSize(model.getDataType()) / 8;
    }
    Memory.require(name, width * height * (2 * bytes + 4), free);
  }

  /** The pixels that a file claims to hold against what its bytes can hold at the very most. */
  private static void checkClaim(ImageReader reader, String format, String name, long length)
      throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type == null) return;
    SampleModel model = type.getSampleModel();
    double bits = model.getNumBands() * (double) model.getSampleSize(0);
    double pixels = (double) reader.getWidth(0) * reader.getHeight(0);
    double most =
        switch (format) {
          case "png" -> length * 8.0 * MOST_BY_DEFLATE / bits;
          case "gif" -> length * (double) MOST_BY_LZW;
          default -> Double.POSITIVE_INFINITY;
        };
    if (pixels > most)
      throw damaged(
          name,
          "its header gives %,d x %,d pixels, and it is only %,d bytes long"
              .formatted(reader.getWidth(0), reader.getHeight(0), length));
  }

  private static ImagePlus image(String name, BufferedImage picture) throws IOException {
    int w = picture.getWidth();
    int h = picture.getHeight();
    Raster raster = picture.getRaster();
    if (picture.getColorModel() instanceof IndexColorModel palette)
      return coloured(name, w, h, byPalette(raster, palette));
    int bands = raster.getNumBands();
    boolean bytes = raster.getSampleModel().getSampleSize(0) <= 8;
    boolean shorts = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT;
    if (bands <= 2 && bytes) return new ImagePlus(name, new ByteProcessor(w, h, bytes(raster)));
    if (bands <= 2 && shorts)
      return new ImagePlus(name, new ShortProcessor(w, h, shorts(raster, 0), null));
    if (bytes) return coloured(name, w, h, rgb(raster));
    if (shorts) return deepColour(name, raster);
    throw new UnsupportedImageException("picture with an unusual kind of pixels");
  }

  private static int[] byPalette(Raster raster, IndexColorModel palette) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    int w = raster.getWidth();
    int[] rgb = new int[w * raster.getHeight()];
    int[] row = new int[w];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, w, 1, 0, row);
      for (int x = 0; x < w; x++)
        rgb[y * w + x] = row[x] < colours.length ? colours[row[x]] | 0xff000000 : 0xff000000;
    }
    return rgb;
  }

  private static int[] rgb(Raster raster) {
    int w = raster.getWidth();
    int[] rgb = new int[w * raster.getHeight()];
    int[] row = new int[w];
    for (int y = 0; y < raster.getHeight(); y++)
      for (int band = 0; band < 3; band++) {
        raster.getSamples(0, y, w, 1, band, row);
        for (int x = 0; x < w; x++) rgb[y * w + x] |= 0xff000000 | row[x] << (16 - 8 * band);
      }
    return rgb;
  }

  private static ImagePlus coloured(String name, int w, int h, int[] rgb) {
    byte[] grey = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int red = rgb[i] >> 16 & 0xff;
      if ((rgb[i] >> 8 & 0xff) != red || (rgb[i] & 0xff) != red)
        return new ImagePlus(name, new ColorProcessor(w, h, rgb));
      grey[i] = (byte) red;
    }
    return new ImagePlus(name, new ByteProcessor(w, h, grey));
  }

  private static ImagePlus deepColour(String name, Raster raster) {
    ImageStack stack = new ImageStack(raster.getWidth(), raster.getHeight());
    stack.addSlice("Red", shorts(raster, 0));
    stack.addSlice("Green", shorts(raster, 1));
    stack.addSlice("Blue", shorts(raster, 2));
    ImagePlus imp = new ImagePlus(name, stack);
    imp.setDimensions(3, 1, 1);
    return new CompositeImage(imp, CompositeImage.COMPOSITE);
  }

  private static byte[] bytes(Raster raster) {
    int w = raster.getWidth();
    byte[] values = new byte[w * raster.getHeight()];
    int[] row = new int[w];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, w, 1, 0, row);
      for (int x = 0; x < w; x++) values[y * w + x] = (byte) row[x];
    }
    return values;
  }

  private static short[] shorts(Raster raster, int band) {
    int w = raster.getWidth();
    short[] values = new short[w * raster.getHeight()];
    int[] row = new int[w];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, w, 1, band, row);
      for (int x = 0; x < w; x++) values[y * w + x] = (short) row[x];
    }
    return values;
  }
}

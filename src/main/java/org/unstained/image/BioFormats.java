package org.unstained.image;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * Bio-Formats, if it is there: reached by reflection, because it is part of Fiji and not of this
 * software. Nothing is asked and nothing is shown.
 */
final class BioFormats {

  private final ClassLoader loader;

  BioFormats(ClassLoader loader) {
    this.loader = loader;
  }

  /** The one that ImageJ's plugins see. */
  static BioFormats ofImageJ() {
    ClassLoader plugins = IJ.getClassLoader();
    return new BioFormats(plugins == null ? BioFormats.class.getClassLoader() : plugins);
  }

  boolean isPresent() {
    try {
      loader.loadClass("loci.plugins.BF");
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * Opens the first series; as a virtual stack if it would take more than half of the free memory.
   *
   * @throws IOException with what Bio-Formats says
   */
  ImagePlus open(Path file, long free) throws IOException {
    String name = file.getFileName().toString();
    String path = file.toAbsolutePath().toString();
    try {
      boolean virtual = bytes(path) > free / 2;
      Class<?> optionsClass = loader.loadClass("loci.plugins.in.ImporterOptions");
      Object options = optionsClass.getConstructor().newInstance();
      set(options, "setId", String.class, path);
      set(options, "setQuiet", boolean.class, true);
      set(options, "setWindowless", boolean.class, true);
      set(options, "setAutoscale", boolean.class, false);
      set(options, "setOpenAllSeries", boolean.class, false);
      set(options, "setVirtual", boolean.class, virtual);
      ImagePlus[] images =
          (ImagePlus[])
              loader
                  .loadClass("loci.plugins.BF")
                  .getMethod("openImagePlus", optionsClass)
                  .invoke(null, options);
      if (images == null || images.length == 0 || images[0] == null)
        throw new IOException(
            name + " holds no image that Bio-Formats can read. Look at it in Fiji.");
      images[0].setTitle(name);
      return images[0];
    } catch (InvocationTargetException e) {
      throw failed(name, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failed(name, e);
    }
  }

  private static IOException failed(String name, Throwable why) {
    if (why instanceof OutOfMemoryError)
      return new IOException(
          name
              + " needs more memory than there is. Give ImageJ more under Edit > Options > Memory & Threads.",
          why);
    String what = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    return new IOException(
        "%s can't be opened. Bio-Formats says: %s. If the file opens elsewhere, update Bio-Formats."
            .formatted(name, what.replaceAll("[.\\s]+$", "")),
        why);
  }

  /** Bytes of all planes of the first series. */
  private long bytes(String path) throws ReflectiveOperationException {
    Class<?> readerClass = loader.loadClass("loci.formats.ImageReader");
    Object reader = readerClass.getConstructor().newInstance();
    try {
      set(reader, "setId", String.class, path);
      int pixelType = number(reader, "getPixelType");
      int sampleBytes =
          (int)
              loader
                  .loadClass("loci.formats.FormatTools")
                  .getMethod("getBytesPerPixel", int.class)
                  .invoke(null, pixelType);
      return (long) number(reader, "getSizeX")
          * number(reader, "getSizeY")
          * number(reader, "getImageCount")
          * number(reader, "getRGBChannelCount")
          * sampleBytes;
    } finally {
      readerClass.getMethod("close").invoke(reader);
    }
  }

  private static void set(Object target, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    target.getClass().getMethod(method, type).invoke(target, value);
  }

  private static int number(Object target, String method) throws ReflectiveOperationException {
    return (int) target.getClass().getMethod(method).invoke(target);
  }
}

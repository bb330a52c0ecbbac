package org.unstained.image;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
   * Opens one series with the axes and the pixel size that its maker wrote.
   *
   * @param series from 1
   * @throws IOException with what Bio-Formats says, and if there is no such series
   */
  ImagePlus open(Path file, int series, Loading loading, long free) throws IOException {
    String name = file.getFileName().toString();
    List<ImageSeries> all = series(file);
    ImageFiles.requireSeries(file, series, all.size());
    ImageSeries chosen = all.get(series - 1);
    int planes = chosen.channels() * chosen.slices() * chosen.frames();
    boolean virtual = loading.virtual(planes, chosen.bytes(), free);
    if (!virtual) Memory.require(name, chosen.bytes(), free);
    try {
      Class<?> optionsClass = loader.loadClass("loci.plugins.in.ImporterOptions");
      Object options = optionsClass.getConstructor().newInstance();
      call(options, "setId", String.class, file.toAbsolutePath().toString());
      call(options, "setQuiet", boolean.class, true);
      call(options, "setWindowless", boolean.class, true);
      call(options, "setAutoscale", boolean.class, false);
      call(options, "setOpenAllSeries", boolean.class, false);
      call(options, "setVirtual", boolean.class, virtual);
      optionsClass.getMethod("clearSeries").invoke(options);
      optionsClass
          .getMethod("setSeriesOn", int.class, boolean.class)
          .invoke(options, series - 1, true);
      ImagePlus[] images =
          (ImagePlus[])
              loader
                  .loadClass("loci.plugins.BF")
                  .getMethod("openImagePlus", optionsClass)
                  .invoke(null, options);
      if (images == null || images.length == 0 || images[0] == null)
        throw new IOException(
            name + " holds no image that Bio-Formats can read. Look at it in Fiji.");
      images[0].setTitle(ImageFiles.title(file, all, series));
      return images[0];
    } catch (InvocationTargetException e) {
      throw failed(name, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failed(name, e);
    }
  }

  /**
   * What the file holds, numbered as Bio-Formats numbers it.
   *
   * @throws IOException with what Bio-Formats says
   */
  List<ImageSeries> series(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      Class<?> readerClass = loader.loadClass("loci.formats.ImageReader");
      Object reader = readerClass.getConstructor().newInstance();
      try {
        Object metadata = metadata();
        call(
            reader,
            "setMetadataStore",
            loader.loadClass("loci.formats.meta.MetadataStore"),
            metadata);
        call(reader, "setId", String.class, file.toAbsolutePath().toString());
        List<ImageSeries> all = new ArrayList<>();
        int n = number(reader, "getSeriesCount");
        if (n < 1)
          throw new IOException(
              name + " holds no image that Bio-Formats can read. Look at it in Fiji.");
        for (int i = 0; i < n; i++) {
          call(reader, "setSeries", int.class, i);
          all.add(series(reader, file, i + 1, imageName(metadata, i)));
        }
        return all;
      } finally {
        readerClass.getMethod("close").invoke(reader);
      }
    } catch (InvocationTargetException e) {
      throw failed(name, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failed(name, e);
    }
  }

  private ImageSeries series(Object reader, Path file, int index, String name)
      throws ReflectiveOperationException {
    int samples = number(reader, "getRGBChannelCount");
    int sampleBytes =
        (int)
            loader
                .loadClass("loci.formats.FormatTools")
                .getMethod("getBytesPerPixel", int.class)
                .invoke(null, number(reader, "getPixelType"));
    // ImageJ has one 8-bit colour plane of 4 bytes a pixel, and no numbers of 8 bytes.
    boolean colour = samples >= 3 && sampleBytes == 1;
    int channels = number(reader, "getSizeC");
    long pixelBytes = colour ? 4 : (long) samples * Math.min(sampleBytes, Float.BYTES);
    long planes = number(reader, "getImageCount");
    int width = number(reader, "getSizeX");
    int height = number(reader, "getSizeY");
    return new ImageSeries(
        index,
        name,
        file,
        width,
        height,
        colour ? Math.max(1, channels / samples) : channels,
        number(reader, "getSizeZ"),
        number(reader, "getSizeT"),
        (long) width * height * planes * pixelBytes);
  }

  /** Where the reader writes what the maker says, such as the names of the series. */
  private Object metadata() throws ReflectiveOperationException {
    Class<?> serviceClass = loader.loadClass("loci.formats.services.OMEXMLService");
    Class<?> factoryClass = loader.loadClass("loci.common.services.ServiceFactory");
    Object service =
        factoryClass
            .getMethod("getInstance", Class.class)
            .invoke(factoryClass.getConstructor().newInstance(), serviceClass);
    return serviceClass.getMethod("createOMEXMLMetadata").invoke(service);
  }

  private String imageName(Object metadata, int series) throws ReflectiveOperationException {
    return (String)
        loader
            .loadClass("loci.formats.meta.MetadataRetrieve")
            .getMethod("getImageName", int.class)
            .invoke(metadata, series);
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

  private static void call(Object target, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    target.getClass().getMethod(method, type).invoke(target, value);
  }

  private static int number(Object target, String method) throws ReflectiveOperationException {
    return (int) target.getClass().getMethod(method).invoke(target);
  }
}

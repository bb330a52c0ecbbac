package org.unstained.workflow.crops;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.Cell;
import org.unstained.cells.CropSettings;
import org.unstained.cells.Crops;
import org.unstained.cells.PlaneCells;
import org.unstained.image.LabelImages;
import org.unstained.image.Planes;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.files.TiffFile;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Cuts the cells of our overlay out of an image: as a stack with one slice a cell (and the image's
 * channels), or as a file for each. Crops have the image's type unless they are normalised, which
 * makes them 32-bit.
 */
public final class CropWorkflow {
  private static final int CROPS_LOOKED_AT = 200;

  /** Part of the pixels that may be shown black, and white. */
  private static final double TOO_EXTREME = 0.005;

  /** Bytes of a TIFF file besides its pixels, and of a block of a disk. */
  private static final int HEADER = 1024;

  private static final int BLOCK = 4096;

  private CropWorkflow() {}

  /**
   * One cell cut out.
   *
   * @param name after image, plane and cell, such as {@code exp1-t2-z3-cell12}; without the plane
   *     if the image has only one
   * @param channels one picture a channel; an RGB image has one
   */
  private record Crop(String name, List<ImageProcessor> channels) {}

  /**
   * All crops as a stack, not shown: {@code <title>-crops}, channels × one slice a cell.
   *
   * @param allPlanes the cells of all planes, or of the one that is shown
   * @throws IllegalArgumentException if there is no image, or it has no cells of ours there
   */
  public static ImagePlus stack(ImagePlus image, CropSettings settings, boolean allPlanes) {
    return stack(image, settings, allPlanes, part -> {}, () -> false);
  }

  /**
   * As {@link #stack(ImagePlus, CropSettings, boolean)}, for those who wait.
   *
   * @param progress told the finished part, 0–1
   * @param canceled asked before each cell
   * @throws CancellationException if canceled
   */
  public static ImagePlus stack(
      ImagePlus image,
      CropSettings settings,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    return stackOf(image, crops(image, settings, allPlanes, progress, canceled), settings);
  }

  /**
   * As {@link #stack(ImagePlus, CropSettings, boolean)}, of cells of this image that need not be on
   * its overlay.
   *
   * @throws IllegalArgumentException if there is no cell
   */
  public static ImagePlus stack(ImagePlus image, List<PlaneCells> planes, CropSettings settings) {
    List<Crop> crops = new ArrayList<>();
    for (PlaneCells plane : planes) addCrops(image, plane, settings, crops::add);
    if (crops.isEmpty())
      throw new IllegalArgumentException("'%s' has no cells".formatted(image.getTitle()));
    return stackOf(image, crops, settings);
  }

  private static ImagePlus stackOf(ImagePlus image, List<Crop> crops, CropSettings settings) {
    int channels = crops.get(0).channels().size();
    ImageStack stack = new ImageStack(settings.width(), settings.height());
    for (Crop crop : crops)
      for (ImageProcessor channel : crop.channels()) stack.addSlice(crop.name(), channel);
    return finished(image, stack, channels, settings);
  }

  /**
   * A stack of crops with title, axes and calibration.
   *
   * @param stack the channels of the first crop, then of the second, and so on
   */
  public static ImagePlus finished(
      ImagePlus image, ImageStack stack, int channels, CropSettings settings) {
    ImagePlus result = new ImagePlus(LabelImages.title(image.getTitle(), "-crops"), stack);
    result.setDimensions(channels, stack.getSize() / channels, 1);
    result.setOpenAsHyperStack(channels > 1);
    result.setCalibration(calibration(image));
    if (channels == 1 && result.getType() != ImagePlus.COLOR_RGB)
      showAlike(result, image, settings.normalised());
    return result;
  }

  /**
   * One brightness for all crops: that of the image, or, normalised, what most of their pixels
   * need. ImageJ would take what the first crop needs.
   */
  private static void showAlike(ImagePlus crops, ImagePlus image, boolean normalised) {
    if (!normalised) {
      crops.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
      return;
    }
    int step = 1 + crops.getStackSize() / CROPS_LOOKED_AT;
    int n = 0;
    float[] values =
        new float[(crops.getStackSize() / step + 1) * crops.getWidth() * crops.getHeight()];
    for (int i = 1; i <= crops.getStackSize(); i += step) {
      float[] pixels = (float[]) crops.getStack().getPixels(i);
      System.arraycopy(pixels, 0, values, n, pixels.length);
      n += pixels.length;
    }
    Arrays.sort(values, 0, n);
    crops.setDisplayRange(
        values[(int) (n * TOO_EXTREME)], values[(int) ((n - 1) * (1 - TOO_EXTREME))]);
  }

  /**
   * Writes each crop as a TIFF file named after image and cell. No file that is there is
   * overwritten, and if one can't be written, none is. The folder's {@code crops.csv} gets a row
   * for each, with class and score.
   *
   * @return how many
   * @throws IOException if the folder can't be written or holds such a file
   * @throws IllegalArgumentException as {@link #stack}
   */
  public static int write(ImagePlus image, CropSettings settings, boolean allPlanes, Path folder)
      throws IOException {
    return write(image, settings, allPlanes, folder, part -> {}, () -> false);
  }

  /**
   * As {@link #write(ImagePlus, CropSettings, boolean, Path)}, for those who wait.
   *
   * @param progress told the finished part, 0–1
   * @param canceled asked before each cell; no file is left then
   * @throws CancellationException if canceled
   */
  public static int write(
      ImagePlus image,
      CropSettings settings,
      boolean allPlanes,
      Path folder,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    List<Crop> crops =
        crops(image, settings, allPlanes, part -> progress.accept(part / 2), canceled);
    List<PlaneCells> planes = planes(image, allPlanes);
    OutputFolder.make(folder);
    for (Crop crop : crops)
      if (Files.exists(folder.resolve(crop.name() + ".tif")))
        throw new IOException(
            "%s already holds %s.tif. Choose another folder or move the old crops away."
                .formatted(folder.toAbsolutePath(), crop.name()));
    Path workshop = Files.createTempDirectory(folder, ".unstained-");
    try {
      double done = 0;
      for (Crop crop : crops) {
        if (canceled.getAsBoolean()) throw new CancellationException();
        TiffFile.save(file(crop, image), workshop.resolve(crop.name() + ".tif"));
        progress.accept(0.5 + ++done / crops.size() / 2);
      }
      for (Crop crop : crops) {
        String name = crop.name() + ".tif";
        Files.move(
            workshop.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      CropTable.add(folder, planes, crops.stream().map(Crop::name).toList(), workshop);
    } finally {
      OutputFolder.delete(workshop);
    }
    return crops.size();
  }

  /**
   * Writes each cell as a TIFF file into an empty folder, one after the other.
   *
   * @param planes cells of this image
   * @throws IOException if a file can't be written
   */
  public static void write(
      ImagePlus image, List<PlaneCells> planes, CropSettings settings, Path folder)
      throws IOException {
    for (PlaneCells plane : planes)
      if (!plane.cells().isEmpty())
        write(
            PlaneSource.of(image, new SliceAndFrame(plane.slice(), plane.frame())),
            plane,
            settings,
            folder);
  }

  /**
   * As the other, for some cells of one plane, in memory or in its file.
   *
   * @throws IOException if a file can't be written or the plane can't be read
   */
  public static void write(PlaneSource source, PlaneCells cells, CropSettings settings, Path folder)
      throws IOException {
    try {
      addCrops(
          source.card(),
          source.channels(),
          cells,
          settings,
          crop -> {
            try {
              TiffFile.save(file(crop, source.card()), folder.resolve(crop.name() + ".tif"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Adds some cells of one plane, in memory or in its file, to a stack.
   *
   * @return pictures a cell
   * @throws IOException if the disk is full or the plane can't be read
   */
  public static int add(PlaneSource source, PlaneCells cells, CropSettings settings, CropStack to)
      throws IOException {
    int[] channels = {0};
    try {
      addCrops(
          source.card(),
          source.channels(),
          cells,
          settings,
          crop -> {
            channels[0] = crop.channels().size();
            try {
              for (ImageProcessor channel : crop.channels()) to.add(crop.name(), channel);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return channels[0];
  }

  /**
   * What the pixels of a crop take.
   *
   * @param image only its axes and kind are asked for
   */
  public static long bytes(ImagePlus image, CropSettings settings) {
    int bits =
        settings.normalised() || image.getLocalCalibration().isSigned16Bit()
            ? 32
            : image.getBitDepth();
    return (long) settings.pixels() * pictures(image, settings) * bits / 8;
  }

  /** Pictures of a crop: one a channel; the colours of an RGB image part when normalised. */
  public static int pictures(ImagePlus image, CropSettings settings) {
    if (image.getType() != ImagePlus.COLOR_RGB) return image.getNChannels();
    return settings.normalised() ? 3 : 1;
  }

  /** What a crop takes as a file, in whole blocks of a disk. */
  public static long bytesOfFile(ImagePlus image, CropSettings settings) {
    long whole = bytes(image, settings) + HEADER;
    return (whole + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static ImagePlus file(Crop crop, ImagePlus image) {
    ImageProcessor first = crop.channels().get(0);
    ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
    for (ImageProcessor channel : crop.channels()) stack.addSlice(null, channel);
    ImagePlus file = new ImagePlus(crop.name(), stack);
    file.setDimensions(crop.channels().size(), 1, 1);
    file.setCalibration(calibration(image));
    return file;
  }

  private static List<Crop> crops(
      ImagePlus image,
      CropSettings settings,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Images.require(image);
    List<PlaneCells> planes = planes(image, allPlanes);
    double all = planes.stream().mapToInt(plane -> plane.cells().size()).sum();
    List<Crop> crops = new ArrayList<>();
    for (PlaneCells plane : planes)
      addCrops(
          image,
          plane,
          settings,
          crop -> {
            if (canceled.getAsBoolean()) throw new CancellationException();
            crops.add(crop);
            progress.accept(crops.size() / all);
          });
    if (crops.isEmpty())
      throw new IllegalArgumentException(
          "'%s' has no cells to crop%s. Run Segment Cells first, or Measure Cells for a label map or drawn ROIs."
              .formatted(image.getTitle(), allPlanes ? "" : " on this plane"));
    return crops;
  }

  private static List<PlaneCells> planes(ImagePlus image, boolean allPlanes) {
    SliceAndFrame current = SliceAndFrame.current(image);
    return CellOverlay.read(image).stream()
        .filter(p -> allPlanes || new SliceAndFrame(p.slice(), p.frame()).equals(current))
        .toList();
  }

  private static void addCrops(
      ImagePlus image, PlaneCells plane, CropSettings settings, Consumer<Crop> to) {
    if (plane.cells().isEmpty()) return;
    addCrops(image, Planes.channels(image, plane.slice(), plane.frame()), plane, settings, to);
  }

  private static void addCrops(
      ImagePlus image,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PlaneCells plane,
      CropSettings settings,
      Consumer<Crop> to) {
    for (Cell cell : plane.cells())
      to.accept(new Crop(name(image, plane, cell), pictures(image, channels, cell, settings)));
  }

  private static String name(ImagePlus image, PlaneCells plane, Cell cell) {
    StringBuilder name = new StringBuilder(LabelImages.title(image.getTitle(), ""));
    if (image.getNFrames() > 1) name.append("-t").append(plane.frame());
    if (image.getNSlices() > 1) name.append("-z").append(plane.slice());
    if (image.getNChannels() > 1) name.append("-c").append(plane.channel());
    return name.append("-cell").append(cell.number()).toString().replaceAll("[/\\\\:]", "_");
  }

  private static List<ImageProcessor> pictures(
      ImagePlus image,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      Cell cell,
      CropSettings settings) {
    List<FloatProcessor> floats = new ArrayList<>();
    for (var channel : channels) {
      float[] pixels = new float[settings.pixels()];
      Crops.fill(channel, cell, settings, pixels);
      floats.add(new FloatProcessor(settings.width(), settings.height(), pixels));
    }
    if (settings.normalised() || image.getLocalCalibration().isSigned16Bit())
      return List.copyOf(floats);
    return switch (image.getType()) {
      case ImagePlus.COLOR_RGB -> List.of(colour(floats));
      case ImagePlus.GRAY16 -> floats.stream().map(CropWorkflow::shorts).toList();
      case ImagePlus.GRAY32 -> List.copyOf(floats);
      default -> floats.stream().map(CropWorkflow::bytes).toList();
    };
  }

  private static ImageProcessor colour(List<FloatProcessor> rgb) {
    ColorProcessor colour = new ColorProcessor(rgb.get(0).getWidth(), rgb.get(0).getHeight());
    for (int c = 0; c < 3; c++) colour.setChannel(c + 1, (ByteProcessor) bytes(rgb.get(c)));
    return colour;
  }

  private static ImageProcessor bytes(FloatProcessor from) {
    ByteProcessor to = new ByteProcessor(from.getWidth(), from.getHeight());
    for (int i = 0; i < from.getPixelCount(); i++) to.set(i, Math.round(from.getf(i)));
    return to;
  }

  private static ImageProcessor shorts(FloatProcessor from) {
    ShortProcessor to = new ShortProcessor(from.getWidth(), from.getHeight());
    for (int i = 0; i < from.getPixelCount(); i++) to.set(i, Math.round(from.getf(i)));
    return to;
  }

  private static Calibration calibration(ImagePlus image) {
    Calibration calibration = image.getCalibration().copy();
    calibration.disableDensityCalibration();
    calibration.pixelDepth = 1;
    calibration.frameInterval = 0;
    return calibration;
  }
}

package org.unstained.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.measure.Calibration;
import ij.process.LUT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Opens TIFF files: plain ones with one or more pages, ImageJ's with all that ImageJ keeps in them,
 * and OME-TIFF with its axes and pixel size. Pages of a plain file become slices.
 *
 * <p>Stacks that would take more than half of the free memory come as a virtual stack.
 */
final class TiffImages {

  private final Path file;
  private final TiffHeader header;
  private final String name;
  private final Loading loading;
  private final long free;

  private TiffImages(TiffHeader header, Loading loading, long free) {
    this.file = header.file();
    this.header = header;
    this.name = header.name();
    this.loading = loading;
    this.free = free;
  }

  /**
   * The images of a file; their pixels are not looked at.
   *
   * @throws UnsupportedImageException if it is a kind of TIFF that we don't read
   * @throws IOException if it is damaged
   */
  static List<ImageSeries> series(Path file) throws IOException {
    if (OmeXml.isCompanion(file.getFileName().toString()))
      return series(OmeFiles.ofCompanion(file));
    TiffImages tiff = new TiffImages(TiffHeader.read(file), Loading.AUTO, 0);
    tiff.checkFirst();
    return switch (tiff.kind()) {
      case OME -> series(OmeFiles.of(tiff.header));
      case IMAGEJ -> List.of(tiff.imageJPlanes(tiff.lines(new FileInfo())).series(1, ""));
      default -> List.of(tiff.plainPlanes().series(1, ""));
    };
  }

  private static List<ImageSeries> series(OmeFiles files) throws IOException {
    List<ImageSeries> all = new ArrayList<>();
    for (OmeImage image : files.images())
      all.add(files.planes(image).series(all.size() + 1, image.name()));
    return all;
  }

  static ImagePlus open(Path file, long free) throws IOException {
    return open(file, 1, Loading.AUTO, free);
  }

  /**
   * @param series from 1
   * @param free bytes of memory that may be taken
   * @throws UnsupportedImageException if it is a kind of TIFF that we don't read
   * @throws IOException if it is damaged or too large, or has fewer series; says what to do
   */
  static ImagePlus open(Path file, int series, Loading loading, long free) throws IOException {
    try {
      if (OmeXml.isCompanion(file.getFileName().toString()))
        return openOme(OmeFiles.ofCompanion(file), file, series, loading, free);
      TiffImages tiff = new TiffImages(TiffHeader.read(file), loading, free);
      tiff.checkFirst();
      if (tiff.kind() == Kind.OME)
        return openOme(OmeFiles.of(tiff.header), file, series, loading, free);
      ImageFiles.requireSeries(file, series, 1);
      return tiff.kind() == Kind.IMAGEJ ? tiff.openImageJ() : tiff.openPlain();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The same image, with its pixels left in the file.
   *
   * @throws IOException as {@link #open}, but for its size
   */
  static TiledImage tiled(Path file, int series) throws IOException {
    if (OmeXml.isCompanion(file.getFileName().toString()))
      return tiledOme(OmeFiles.ofCompanion(file), file, series);
    TiffImages tiff = new TiffImages(TiffHeader.read(file), Loading.VIRTUAL, 0);
    tiff.checkFirst();
    if (tiff.kind() == Kind.OME) return tiledOme(OmeFiles.of(tiff.header), file, series);
    ImageFiles.requireSeries(file, series, 1);
    FileInfo info = new FileInfo();
    Properties lines = tiff.kind() == Kind.IMAGEJ ? tiff.lines(info) : null;
    TiffPlanes planes = lines == null ? tiff.plainPlanes() : tiff.imageJPlanes(lines);
    ImagePlus card = tiff.card(planes);
    card.setCalibration(
        lines == null
            ? tiff.resolution(card.getCalibration())
            : tiff.calibration(card, info, lines));
    return new TiledImage(planes, card);
  }

  private static TiledImage tiledOme(OmeFiles files, Path file, int series) throws IOException {
    ImageFiles.requireSeries(file, series, files.images().size());
    OmeImage xml = files.images().get(series - 1);
    TiffPlanes planes = files.planes(xml);
    ImagePlus card =
        new TiffImages(planes.planes().get(0).header(), Loading.VIRTUAL, 0).card(planes);
    card.setTitle(ImageFiles.title(file, series(files), series));
    card.setCalibration(calibration(xml, card.getCalibration()));
    return new TiledImage(planes, card);
  }

  /** One pixel a plane, with title, axes and kind of pixels. */
  private ImagePlus card(TiffPlanes planes) throws IOException {
    check(planes);
    ImageStack stack = new ImageStack(1, 1);
    for (int i = 0; i < planes.planes().size(); i++)
      stack.addSlice(
          switch (planes.bitDepth()) {
            case 8 -> new ij.process.ByteProcessor(1, 1);
            case 16 -> new ij.process.ShortProcessor(1, 1);
            case 24 -> new ij.process.ColorProcessor(1, 1);
            default -> new ij.process.FloatProcessor(1, 1);
          });
    ImagePlus card = new ImagePlus(name, stack);
    card.setDimensions(planes.channels(), planes.slices(), planes.frames());
    setSigned(card, planes);
    return card;
  }

  private enum Kind {
    OME,
    IMAGEJ,
    PLAIN
  }

  private Kind kind() throws IOException {
    if (OmeXml.looksLike(header.description())) return Kind.OME;
    boolean imagej = header.description().startsWith("ImageJ") && lines(new FileInfo()) != null;
    return imagej ? Kind.IMAGEJ : Kind.PLAIN;
  }

  private void checkFirst() throws IOException {
    header.directories().get(0).check(name, header.length());
  }

  private TiffPlanes plainPlanes() throws IOException {
    List<TiffPlanes.Plane> planes = planes(pages());
    int channels = planes.get(0).directory().planes();
    return new TiffPlanes(planes, channels, planes.size() / channels, 1);
  }

  private ImagePlus openPlain() throws IOException {
    ImagePlus imp = image(plainPlanes(), CompositeImage.COMPOSITE);
    imp.setCalibration(resolution(imp.getCalibration()));
    return imp;
  }

  private static ImagePlus openOme(
      OmeFiles files, Path file, int series, Loading loading, long free) throws IOException {
    ImageFiles.requireSeries(file, series, files.images().size());
    OmeImage xml = files.images().get(series - 1);
    TiffPlanes planes = files.planes(xml);
    TiffHeader header = planes.planes().get(0).header();
    ImagePlus imp = new TiffImages(header, loading, free).image(planes, CompositeImage.COMPOSITE);
    imp.setTitle(ImageFiles.title(file, series(files), series));
    imp.setCalibration(calibration(xml, imp.getCalibration()));
    imp.setProperty("Info", files.text());
    return imp;
  }

  private static Calibration calibration(OmeImage xml, Calibration calibration) {
    if (xml.pixelWidth() > 0 && xml.pixelHeight() > 0) {
      calibration.setUnit(LengthUnit.MICROMETRE);
      calibration.pixelWidth = xml.pixelWidth();
      calibration.pixelHeight = xml.pixelHeight();
      if (xml.pixelDepth() > 0) calibration.pixelDepth = xml.pixelDepth();
    }
    if (xml.frameInterval() > 0) {
      calibration.frameInterval = xml.frameInterval();
      calibration.setTimeUnit("sec");
    }
    return calibration;
  }

  private TiffPlanes imageJPlanes(Properties lines) throws IOException {
    List<TiffPlanes.Plane> planes = planes(imageJPages((int) number(lines, "images")));
    int n = planes.size();
    int channels = Math.max(1, (int) number(lines, "channels"));
    int slices = Math.max(1, (int) number(lines, "slices"));
    int frames = Math.max(1, (int) number(lines, "frames"));
    if ((long) channels * slices * frames == n)
      return new TiffPlanes(planes, channels, slices, frames);
    channels = planes.get(0).directory().planes();
    return new TiffPlanes(planes, channels, n / channels, 1);
  }

  private ImagePlus openImageJ() throws IOException {
    FileInfo info = new FileInfo();
    Properties lines = lines(info);
    ImageJTags tags = ImageJTags.of(header);
    String how = lines.getProperty("mode", "color");
    int mode =
        how.equals("composite")
            ? CompositeImage.COMPOSITE
            : how.equals("gray") ? CompositeImage.GRAYSCALE : CompositeImage.COLOR;
    ImagePlus imp = image(imageJPlanes(lines), mode);
    imp.setCalibration(calibration(imp, info, lines));
    if (tags.info() != null) imp.setProperty("Info", tags.info());
    if (tags.properties() != null && tags.properties().length % 2 == 0)
      imp.setProperties(tags.properties());
    addLabels(imp, tags.labels());
    addDisplay(imp, lines, tags);
    addRois(imp, tags);
    return imp;
  }

  /** What ImageJ wrote; null if it wrote nothing. */
  private Properties lines(FileInfo info) throws IOException {
    info.description = header.description();
    try {
      return new FileOpener(info).decodeDescriptionString(info);
    } catch (IllegalArgumentException e) {
      throw TiffDirectory.damaged(name, "what ImageJ wrote about its axes can't be read");
    }
  }

  /** The pictures of the file without thumbnails; all must be alike. */
  private List<TiffDirectory> pages() throws IOException {
    List<TiffDirectory> pages = new ArrayList<>();
    for (TiffDirectory page : header.directories())
      if (!page.thumbnail() || header.directories().size() == 1) pages.add(page);
    return pages.isEmpty() ? header.directories() : pages;
  }

  /** ImageJ writes one directory for a stack above 4 GB; its planes follow one another. */
  private List<TiffDirectory> imageJPages(int images) throws IOException {
    TiffDirectory first = header.directories().get(0);
    if (header.directories().size() >= images || header.directories().size() > 1) return pages();
    long offset = first.offsets()[0];
    long end = offset + Math.multiplyExact((long) images, first.bytes());
    if (first.compressed()) throw TiffDirectory.damaged(name, "planes are missing");
    if (end > header.length()) throw TiffDirectory.cutOff(name, header.length(), end);
    List<TiffDirectory> pages = new ArrayList<>();
    for (int i = 0; i < images; i++) pages.add(first.at(offset + i * first.bytes()));
    return pages;
  }

  private List<TiffPlanes.Plane> planes(List<TiffDirectory> pages) throws IOException {
    TiffDirectory first = pages.get(0);
    first.check(name, header.length());
    List<TiffPlanes.Plane> planes = new ArrayList<>();
    for (TiffDirectory page : pages) {
      if (!page.alike(first)) throw unlike();
      for (int p = 0; p < page.planes(); p++) planes.add(new TiffPlanes.Plane(header, page, p));
    }
    return planes;
  }

  private static void check(TiffPlanes planes) throws IOException {
    TiffDirectory first = planes.first();
    TiffDirectory last = null;
    for (TiffPlanes.Plane plane : planes.planes()) {
      if (plane.directory() == last) continue;
      last = plane.directory();
      if (!last.alike(first)) throw unlike();
      last.check(plane.header().name(), plane.header().length());
    }
  }

  private static void setSigned(ImagePlus imp, TiffPlanes planes) {
    if (!planes.signed()) return;
    Calibration calibration = new Calibration(imp);
    calibration.setSigned16BitCalibration();
    imp.setCalibration(calibration);
  }

  private ImagePlus image(TiffPlanes planes, int mode) throws IOException {
    TiffDirectory first = planes.first();
    check(planes);
    int n = planes.planes().size();
    first.checkPlane(name);
    int working = first.compressed() ? 3 : 1;
    boolean virtual = loading.virtual(n, planes.bytes(), free);
    Memory.require(
        name,
        planes.planeBytes() * (virtual ? working : n + working - 1),
        free,
        "Or leave it where it is: 'Batch Folder...' segments or detects it from the disk.");
    LUT lut = lut(first);
    ImagePlus imp;
    if (n == 1) imp = new ImagePlus(name, planes.processor(planes.pixels(0), lut));
    else {
      ImageStack stack = virtual ? new TiffStack(planes, lut) : planes.load();
      if (lut != null) stack.setColorModel(lut);
      imp = new ImagePlus(name, stack);
    }
    int channels = planes.channels();
    imp.setDimensions(channels, planes.slices(), planes.frames());
    if (channels > 1 && planes.bitDepth() != 24)
      imp = new CompositeImage(imp, channels > 7 && mode == 1 ? CompositeImage.COLOR : mode);
    imp.setOpenAsHyperStack(
        n > Math.max(channels, Math.max(planes.slices(), planes.frames()))
            || planes.frames() > 1
            || channels > 1);
    imp.setFileInfo(fileInfo(planes));
    setSigned(imp, planes);
    return imp;
  }

  private static UnsupportedImageException unlike() {
    return new UnsupportedImageException("TIFF with pictures of different sizes or kinds");
  }

  private FileInfo fileInfo(TiffPlanes planes) {
    FileInfo info = new FileInfo();
    info.fileFormat = FileInfo.TIFF;
    info.fileName = name;
    Path folder = file.toAbsolutePath().getParent();
    info.directory = folder == null ? "" : folder + java.io.File.separator;
    info.width = planes.width();
    info.height = planes.height();
    info.description = header.description();
    return info;
  }

  private static LUT lut(TiffDirectory page) {
    if (page.photometric() == 3 && page.bits() == 8 && page.colours() != null) {
      long[] colours = page.colours();
      if (colours.length != 768) return null;
      byte[][] rgb = new byte[3][256];
      for (int i = 0; i < 768; i++) rgb[i / 256][i % 256] = (byte) (colours[i] >> 8);
      return new LUT(rgb[0], rgb[1], rgb[2]);
    }
    if (page.photometric() != 0) return null;
    byte[] falling = new byte[256];
    for (int i = 0; i < 256; i++) falling[i] = (byte) (255 - i);
    return new LUT(falling, falling, falling);
  }

  /** Pixel size from the resolution, the way ImageJ reads it. */
  private Calibration resolution(Calibration calibration) {
    TiffDirectory first = header.directories().get(0);
    boolean given = first.xResolution() > 0 && first.yResolution() > 0;
    if (!given || first.resolutionUnit() < 2 || first.resolutionUnit() > 3) return calibration;
    boolean cm = first.resolutionUnit() == 3;
    boolean small = cm && 1 / first.xResolution() <= 1e-4;
    calibration.setUnit(small ? LengthUnit.MICROMETRE : cm ? "cm" : "inch");
    calibration.pixelWidth = (small ? 1e4 : 1) / first.xResolution();
    calibration.pixelHeight = (small ? 1e4 : 1) / first.yResolution();
    return calibration;
  }

  private Calibration calibration(ImagePlus imp, FileInfo info, Properties lines) {
    TiffDirectory first = header.directories().get(0);
    Calibration calibration = resolution(imp.getCalibration());
    if (info.unit != null && first.xResolution() > 0 && first.yResolution() > 0) {
      calibration.setUnit(info.unit);
      calibration.pixelWidth = 1 / first.xResolution();
      calibration.pixelHeight = 1 / first.yResolution();
    }
    if (lines.getProperty("yunit") != null) calibration.setYUnit(lines.getProperty("yunit"));
    if (lines.getProperty("zunit") != null) calibration.setZUnit(lines.getProperty("zunit"));
    if (info.pixelDepth > 0) calibration.pixelDepth = info.pixelDepth;
    calibration.xOrigin = number(lines, "xorigin");
    calibration.yOrigin = number(lines, "yorigin");
    calibration.zOrigin = number(lines, "zorigin");
    calibration.setInvertY("true".equals(lines.getProperty("inverty")));
    calibration.fps = number(lines, "fps");
    calibration.frameInterval = number(lines, "finterval");
    calibration.setTimeUnit(lines.getProperty("tunit", "sec"));
    boolean function =
        info.coefficients != null || info.calibrationFunction == Calibration.UNCALIBRATED_OD;
    if (info.valueUnit != null && imp.getBitDepth() == 32) calibration.setValueUnit(info.valueUnit);
    else if (info.valueUnit != null && function)
      calibration.setFunction(
          info.calibrationFunction,
          info.coefficients,
          info.valueUnit,
          "true".equals(lines.getProperty("zeroclip")));
    return calibration;
  }

  private static void addLabels(ImagePlus imp, String[] labels) {
    if (labels == null) return;
    for (int i = 0; i < Math.min(labels.length, imp.getStackSize()); i++)
      if (labels[i] != null)
        if (imp.getStackSize() > 1) imp.getStack().setSliceLabel(labels[i], i + 1);
        else imp.setProperty("Label", labels[i]);
  }

  private static void addDisplay(ImagePlus imp, Properties lines, ImageJTags tags) {
    double[] ranges = tags.ranges();
    if (imp instanceof CompositeImage composite) {
      for (int c = 1; c <= imp.getNChannels(); c++) {
        LUT lut = c <= tags.luts().size() ? lut(tags.luts().get(c - 1)) : null;
        if (lut == null) lut = composite.getChannelLut(c);
        if (ranges.length >= 2 * c) {
          lut.min = ranges[2 * c - 2];
          lut.max = ranges[2 * c - 1];
        }
        composite.setChannelLut(lut, c);
        if (c == 1) composite.setDisplayRange(lut.min, lut.max);
      }
      return;
    }
    if (!tags.luts().isEmpty() && imp.getBitDepth() != 24) imp.setLut(lut(tags.luts().get(0)));
    double min = number(lines, "min");
    double max = number(lines, "max");
    if ((min != 0 || max != 0) && imp.getBitDepth() != 24) imp.setDisplayRange(min, max);
  }

  private static LUT lut(byte[] colours) {
    byte[][] rgb = new byte[3][256];
    for (int i = 0; i < 768; i++) rgb[i / 256][i % 256] = colours[i];
    return new LUT(rgb[0], rgb[1], rgb[2]);
  }

  private static void addRois(ImagePlus imp, ImageJTags tags) {
    Roi selection = roi(tags.selection());
    if (selection != null) imp.setRoi(selection);
    Overlay overlay = new Overlay();
    for (byte[] bytes : tags.overlay()) {
      Roi roi = roi(bytes);
      if (roi == null) continue;
      if (overlay.size() == 0) {
        Overlay kept = roi.getPrototypeOverlay();
        overlay.drawLabels(kept.getDrawLabels());
        overlay.drawNames(kept.getDrawNames());
        overlay.drawBackgrounds(kept.getDrawBackgrounds());
        overlay.setLabelColor(kept.getLabelColor());
        overlay.setLabelFont(kept.getLabelFont());
      }
      overlay.add(roi);
    }
    if (overlay.size() > 0) imp.setOverlay(overlay);
  }

  private static Roi roi(byte[] bytes) {
    try {
      return bytes == null ? null : RoiBytes.decode(bytes, null);
    } catch (IOException e) {
      return null; // a broken ROI must not keep the pixels from being read
    }
  }

  private static double number(Properties lines, String key) {
    try {
      double value = Double.parseDouble(lines.getProperty(key, "0"));
      return Double.isFinite(value) ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

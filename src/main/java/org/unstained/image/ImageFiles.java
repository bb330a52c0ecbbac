package org.unstained.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opening image files, the same way in Fiji, in plain ImageJ and without a screen: nothing is
 * asked, nothing is shown, and a file that can't be opened is an {@link IOException} whose message
 * names the file and says what to do.
 *
 * <p>What a file is says its content, not its name. TIFF (plain, BigTIFF, ImageJ's own with overlay
 * and lookup tables, OME-TIFF with axes and pixel size), PNG, JPEG, GIF and BMP are read here, with
 * their headers checked first: ImageJ's own opener flattens the axes of an OME-TIFF, never comes
 * back from a TIFF whose directories form a loop, and dies of memory on forged sizes. For all else
 * there is Bio-Formats if it is installed, as it is in Fiji; without it ImageJ's opener reads
 * DICOM, FITS and PGM.
 *
 * <p>Large stacks come as virtual stacks, read plane by plane. Of a file with several images the
 * first is opened unless another is asked for; {@link #series} lists them.
 */
public final class ImageFiles {

  private static final String NEEDS_BIO_FORMATS =
      "%s needs Bio-Formats%s: in Fiji it is there; in plain ImageJ put bioformats_package.jar into the folder plugins.";

  /** As many bytes of a file as its kind needs to be told. */
  private static final int START = 132;

  private ImageFiles() {}

  /**
   * Opens an image; it has the file's name as its title and no window.
   *
   * @throws IOException if the file is missing, empty, cut off, damaged, no image, too large for
   *     the memory, or of a kind that can't be read
   */
  public static ImagePlus open(Path file) throws IOException {
    return open(file, 1, Loading.AUTO);
  }

  /**
   * Opens one image of a file that may hold several. It has no window; its title is the file's
   * name, and if there are several, {@code <file> - <series>}, by which they can be told apart.
   *
   * @param series from 1
   * @throws IOException as {@link #open(Path)}, and if there is no such series
   */
  public static ImagePlus open(Path file, int series, Loading loading) throws IOException {
    return open(file, series, loading, Memory.free(), BioFormats.ofImageJ());
  }

  /**
   * The images that a file holds, without reading their pixels (of pictures such as PNG they are
   * read). At least one.
   *
   * @throws IOException as {@link #open(Path)}
   */
  public static List<ImageSeries> series(Path file) throws IOException {
    return series(file, Memory.free(), BioFormats.ofImageJ());
  }

  /**
   * What an image of a file is called.
   *
   * @param all the images of the file
   * @param series from 1
   */
  static String title(Path file, List<ImageSeries> all, int series) {
    String name = file.getFileName().toString();
    if (all.size() == 1) return name;
    String label = all.get(series - 1).label();
    boolean alone = all.stream().filter(s -> s.label().equals(label)).count() == 1;
    return name + " - " + (alone ? label : label + " (" + series + ")");
  }

  static void requireSeries(Path file, int series, int there) throws IOException {
    if (series < 1 || series > there)
      throw new IOException(
          "%s holds %s, so there is no series %d. Choose %s."
              .formatted(
                  file.getFileName(),
                  there == 1 ? "one image" : there + " images",
                  series,
                  there == 1 ? "1" : "one from 1 to " + there));
  }

  /**
   * Whether a file of this name is an image to work on when a whole folder is. Goes by the ending
   * alone and doesn't look into the file. Hidden files (with a leading dot) are not, nor what this
   * software writes beside images: {@code *-labels.tif}, {@code *-overlay.png}, {@code
   * *-crops.tif}. Prepared images ({@code *-prepared.tif}) are.
   */
  public static boolean looksLikeImage(Path file) {
    Path last = file.getFileName();
    if (last == null) return false;
    String name = last.toString();
    String title = FileNames.withoutExtension(name);
    boolean ours =
        title.endsWith("-labels") || title.endsWith("-overlay") || title.endsWith("-crops");
    return !name.startsWith(".") && !ours && FileNames.isImage(name);
  }

  static ImagePlus open(Path file, long free, BioFormats bioFormats) throws IOException {
    return open(file, 1, Loading.AUTO, free, bioFormats);
  }

  static ImagePlus open(Path file, int series, Loading loading, long free, BioFormats bioFormats)
      throws IOException {
    return read(
        file,
        bioFormats,
        new Readers<>() {
          @Override
          public ImagePlus tiff() throws IOException {
            return TiffImages.open(file, series, loading, free);
          }

          @Override
          public ImagePlus picture(String format) throws IOException {
            requireSeries(file, series, 1);
            return PictureFiles.open(file, format, free);
          }

          @Override
          public ImagePlus bioFormats() throws IOException {
            return bioFormats.open(file, series, loading, free);
          }

          @Override
          public ImagePlus other(byte[] start) throws IOException {
            requireSeries(file, series, 1);
            return openOther(file, file.getFileName().toString(), start, free);
          }
        });
  }

  static List<ImageSeries> series(Path file, long free, BioFormats bioFormats) throws IOException {
    return read(
        file,
        bioFormats,
        new Readers<>() {
          @Override
          public List<ImageSeries> tiff() throws IOException {
            return TiffImages.series(file);
          }

          @Override
          public List<ImageSeries> picture(String format) throws IOException {
            return only(PictureFiles.open(file, format, free));
          }

          @Override
          public List<ImageSeries> bioFormats() throws IOException {
            return bioFormats.series(file);
          }

          @Override
          public List<ImageSeries> other(byte[] start) throws IOException {
            return only(openOther(file, file.getFileName().toString(), start, free));
          }

          private List<ImageSeries> only(ImagePlus imp) {
            long bytes =
                (long) imp.getWidth()
                    * imp.getHeight()
                    * imp.getStackSize()
                    * imp.getBytesPerPixel();
            return List.of(
                new ImageSeries(
                    1,
                    "",
                    file,
                    imp.getWidth(),
                    imp.getHeight(),
                    imp.getNChannels(),
                    imp.getNSlices(),
                    imp.getNFrames(),
                    bytes));
          }
        });
  }

  /** What is done with a file, by who can read it. */
  private interface Readers<T> {
    T tiff() throws IOException;

    T picture(String format) throws IOException;

    T bioFormats() throws IOException;

    T other(byte[] start) throws IOException;
  }

  private static <T> T read(Path file, BioFormats bioFormats, Readers<T> readers)
      throws IOException {
    byte[] start = start(file);
    String name = file.getFileName().toString();
    boolean tiff = TiffHeader.isTiff(start);
    try {
      if (tiff && (!isMakers(name) || !bioFormats.isPresent()) || OmeXml.isCompanion(name))
        return readers.tiff();
      String picture = PictureFiles.format(start);
      if (picture != null) return readers.picture(picture);
    } catch (UnsupportedImageException e) {
      if (!bioFormats.isPresent())
        throw new IOException(
            NEEDS_BIO_FORMATS.formatted(name, ", for it is " + article(e.getMessage())), e);
    } catch (RuntimeException e) {
      // What a file says can be wrong in more ways than we check; the cause is kept.
      throw new IOException(name + " is damaged in a way that isn't known. Copy it again.", e);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          name
              + " needs more memory than there is. Give ImageJ more under Edit > Options > Memory & Threads.",
          e);
    }
    if (tiff) TiffHeader.read(file); // a loop is an error for Bio-Formats too
    if (bioFormats.isPresent() && (isMakers(name) || !isText(start))) return readers.bioFormats();
    return readers.other(start);
  }

  private static String article(String kind) {
    return kind.startsWith("part") || kind.startsWith("signed")
        ? kind
        : "a " + kind.replaceFirst("^a ", "");
  }

  private static byte[] start(Path file) throws IOException {
    if (file == null || file.getFileName() == null)
      throw new IOException("There is no file given. Choose one.");
    if (!Files.exists(file)) throw new IOException(file + " isn't there. Check the path.");
    if (Files.isDirectory(file))
      throw new IOException(file + " is a folder, not an image. Choose a file in it.");
    if (!Files.isReadable(file))
      throw new IOException(file + " can't be read. Ask for the right to read it, or copy it.");
    if (Files.size(file) == 0)
      throw new IOException(
          file.getFileName() + " is empty (0 bytes). Copy it again from the microscope.");
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    }
  }

  /** What ImageJ's own opener is good for, and what nobody can open. */
  private static ImagePlus openOther(Path file, String name, byte[] start, long free)
      throws IOException {
    boolean known = isDicom(start) || isFits(start) || isPortableMap(start);
    if (known) return openByImageJ(file, name, start, free);
    if (isMakers(name)) throw new IOException(NEEDS_BIO_FORMATS.formatted(name, ""));
    if (isText(start))
      throw new IOException(name + " is text, not an image. Choose an image file.");
    throw new IOException(
        name
            + " isn't an image of a kind that ImageJ reads. If it is a maker's own kind, Bio-Formats may read it: in Fiji it is there; in plain ImageJ put bioformats_package.jar into the folder plugins.");
  }

  private static ImagePlus openByImageJ(Path file, String name, byte[] start, long free)
      throws IOException {
    // These kinds are not compressed: pixels take at most four times the file (float from 8 bit).
    Memory.require(name, 4 * Files.size(file), free);
    if (isDicom(start)) DicomCheck.check(file);
    if (isPortableMap(start)) checkPortableMap(name, start, Files.size(file));
    ImagePlus imp = null;
    String why = "";
    IJ.getErrorMessage(); // forgets an earlier one
    IJ.redirectErrorMessages(true);
    try {
      Opener opener = new Opener();
      opener.setSilentMode(true);
      opener.doNotUseBioFormats();
      imp = opener.openImage(file.toAbsolutePath().toString());
    } catch (RuntimeException | OutOfMemoryError e) {
      why = ", it seems to be damaged"; // ImageJ's own words would be about its code
    } finally {
      IJ.redirectErrorMessages(false);
    }
    String error = IJ.getErrorMessage();
    if (error != null) why = " (" + error.strip().replaceAll("\\s+", " ") + ")";
    boolean empty = imp == null || imp.getWidth() < 1 || imp.getHeight() < 1;
    if (empty || imp.getProcessor() == null || error != null)
      throw new IOException(
          "%s can't be opened by ImageJ%s. Copy it again, or install Bio-Formats."
              .formatted(name, why));
    imp.setTitle(name);
    return imp;
  }

  private static boolean isDicom(byte[] start) {
    return start.length >= START
        && start[128] == 'D'
        && start[129] == 'I'
        && start[130] == 'C'
        && start[131] == 'M';
  }

  private static boolean isFits(byte[] start) {
    return new String(start, StandardCharsets.ISO_8859_1).startsWith("SIMPLE  =");
  }

  private static boolean isPortableMap(byte[] start) {
    return start.length > 2
        && start[0] == 'P'
        && start[1] >= '1'
        && start[1] <= '6'
        && Character.isWhitespace(start[2]);
  }

  /** At least one byte a pixel, or one bit for P4. */
  private static void checkPortableMap(String name, byte[] start, long length) throws IOException {
    String header = new String(start, StandardCharsets.ISO_8859_1);
    Matcher size =
        Pattern.compile("^P[1-6]\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,9})\\s+(\\d{1,9})\\s")
            .matcher(header);
    if (!size.find()) throw TiffDirectory.damaged(name, "its header gives no size");
    long pixels = Long.parseLong(size.group(1)) * Long.parseLong(size.group(2));
    long needed =
        header.startsWith("P4") ? pixels / 8 : header.startsWith("P6") ? 3 * pixels : pixels;
    if (needed > length) throw TiffDirectory.cutOff(name, length, needed + size.end());
  }

  private static boolean isText(byte[] start) {
    if (isFits(start) || isPortableMap(start)) return false;
    for (byte b : start) if (b >= 0 && b < 32 && b != '\t' && b != '\n' && b != '\r') return false;
    // The last letter may be cut in two.
    String text = new String(start, StandardCharsets.UTF_8);
    int wrong = text.indexOf('\uFFFD');
    return wrong < 0 || wrong >= text.length() - 3 && start.length == START;
  }

  /** Whether the name is that of an image, but of none of the kinds that everybody reads. */
  private static boolean isMakers(String name) {
    return FileNames.isImage(name)
        && !name.toLowerCase(Locale.ROOT).matches(".*\\.(tiff?|btf|tf[28]|png|jpe?g|gif|bmp)");
  }

  /** Where an image came from, for those that ask ImageJ. */
  static FileInfo fileInfo(Path file, ImagePlus imp) {
    FileInfo info = imp.getFileInfo();
    Path folder = file.toAbsolutePath().getParent();
    info.fileFormat = FileInfo.IMAGEIO;
    info.fileName = file.getFileName().toString();
    info.directory = folder == null ? "" : folder + File.separator;
    return info;
  }
}

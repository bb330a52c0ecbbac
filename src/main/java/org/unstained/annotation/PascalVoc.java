package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.annotation.VocParser.Corners;
import org.unstained.annotation.VocParser.VocObject;
import org.unstained.cells.Box;

/**
 * Pascal VOC files: one XML file an image, with one box an object (Everingham et al. 2010,
 * doi:10.1007/s11263-009-0275-4).
 *
 * <p><b>Coordinates.</b> {@code xmin … xmax} are taken as the edges of the box in pixels from the
 * image's left and upper border, so the box is {@code (xmin, ymin, xmax - xmin, ymax - ymin)}. That
 * is how LabelImg and the tools after it write them. VOC's own images of 2007 to 2012 have pixels
 * that count from 1, both ends within the box, which would be {@code (xmin - 1, ymin - 1, …)} and a
 * pixel more each way; a file doesn't tell which it means. In the two microscopy sets that this was
 * looked at in (5792 boxes), {@code xmax} reaches the image's width, which pixels from 0 would not;
 * no {@code xmin} is 0, but some ten times more are 1 than 2, as LabelImg writes 1 for 0; and the
 * dark rims of 1086 cells are centred, averaged over both axes, 0.25 px from where edges have them
 * and 0.75 px from where pixels from 1 have them. A box at the left or upper border may thus begin
 * one pixel late.
 *
 * <p>Fractions are kept. The writer leaves out what we don't hold: pose, folder, database, depth.
 */
public final class PascalVoc {
  /** Some 200,000 objects. */
  static final long LARGEST_FILE = 64L << 20;

  private PascalVoc() {}

  /**
   * Reads one file. A file without any object is an image without a cell. Boxes without area and
   * boxes outside the image are left out, those partly outside are cut, swapped corners are turned
   * round, each with a warning; so are an unknown size and a name that isn't the file's.
   *
   * @throws IOException if there is no such file, it is larger than 64 MiB, cut off or no XML, has
   *     a document type, or an object in it has no class or no box
   */
  public static AnnotationFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such file. Check its name");
    if (Files.size(file) > LARGEST_FILE)
      throw new IOException(
          "%s is larger than 64 MiB, too much for one image's annotation. Split it up."
              .formatted(file));
    VocParser voc = VocParser.parse(file, XmlText.read(file));
    String stem = Stems.of(file);
    String name = voc.image == null ? "" : FileText.lastPart(voc.image);
    BoxCheck check = new BoxCheck(file, voc.width, voc.height);
    if (!name.isBlank() && !name.equals(stem) && !Stems.of(name).equals(stem))
      check.warn(
          Kind.OTHER_NAME, "is about '%s' by its text. Check which is right".formatted(name));
    if (voc.width == 0)
      check.warn(
          Kind.NO_SIZE, "doesn't tell the size of its image; boxes are checked when it is opened");
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < voc.objects.size(); i++)
      check.checked(i + 1, box(voc.objects.get(i), i + 1, check)).ifPresent(boxes::add);
    return new AnnotationFile(
        file,
        new AnnotatedImage(name.isBlank() ? stem : name, voc.width, voc.height, boxes),
        check.warnings());
  }

  private static AnnotatedBox box(VocObject object, int number, BoxCheck check) {
    Corners c = object.corners();
    if (c.xMax() < c.xMin() || c.yMax() < c.yMin())
      check.warn(
          Kind.SWAPPED,
          "object %d ('%s') has its corners swapped and is turned round. Check it"
              .formatted(number, object.className()));
    Box box =
        new Box(
            Math.min(c.xMin(), c.xMax()),
            Math.min(c.yMin(), c.yMax()),
            Math.abs(c.xMax() - c.xMin()),
            Math.abs(c.yMax() - c.yMin()));
    return new AnnotatedBox(box, object.className(), object.truncated(), object.difficult());
  }

  /**
   * Writes one file, whole or not at all; an older one is replaced. What is read back is the same,
   * but that corners are rounded where width and fraction together are too fine for a double.
   *
   * @throws IllegalArgumentException if a name has a character that XML can't hold
   * @throws IOException if the folder is missing or can't be written
   */
  public static void write(Path file, AnnotatedImage image) throws IOException {
    String text = VocText.of(image);
    WholeText.write(file, text);
  }
}

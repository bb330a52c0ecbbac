package org.unstained.workflow.labels;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelClass;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.LabelTrait;
import org.unstained.annotation.ObjectDetails;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.LabelImages;
import org.unstained.image.Planes;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.ClassColours;
import org.unstained.overlay.RoiSets;
import org.unstained.workflow.analysis.BoxCells;
import org.unstained.workflow.planes.Images;

/** Labels of files as cells of an image's overlay, and the other way round. */
public final class OverlayLabels {
  private static final Set<LabelTrait> HELD =
      EnumSet.of(
          LabelTrait.OUTLINE,
          LabelTrait.HOLE,
          LabelTrait.NO_CLASS,
          LabelTrait.SCORE,
          LabelTrait.POSITION,
          LabelTrait.CHANNEL,
          LabelTrait.NUMBER,
          LabelTrait.SIZE,
          LabelTrait.EMPTY_IMAGE,
          LabelTrait.COLOUR);
  private static final String PROBABILITY = "p_";

  /**
   * Cells for an overlay.
   *
   * @param planes with cells
   * @param rgb colours that the file names for classes
   * @param notes what was left out, mended or can't be held
   */
  public record Import(List<PlaneCells> planes, Map<String, Integer> rgb, List<String> notes) {
    /** Cells of all planes. */
    public int cells() {
      return planes.stream().mapToInt(plane -> plane.cells().size()).sum();
    }

    /** Keeps the colours with the image, so that the cells are drawn in them. */
    public void keepColours(ImagePlus image) {
      if (!rgb.isEmpty()) ClassColours.keep(image, rgb);
    }
  }

  private OverlayLabels() {}

  /**
   * Reads the labels of an image.
   *
   * @param labels a file, or a folder with files of several images
   * @param format key, or {@link Labels#AUTO}
   * @param entry name of the image in the labels, with ending or without; blank: the image's title,
   *     or whatever there is if that is one image
   * @param add whether cells that the planes have already stay; else they give way
   * @throws IOException if the labels can't be read, or have no such image
   */
  public static Import read(
      ImagePlus image, Path labels, String format, String entry, boolean add, LabelOptions options)
      throws IOException {
    LabelSet set = Labels.read(labels, format, options).set();
    AnnotationFile of =
        entry(set, image.getTitle(), entry.strip(), labels)
            .sized(image.getWidth(), image.getHeight());
    LabelReduction held =
        LabelReduction.of(new LabelSet(List.of(of), set.classes(), List.of()), HELD);
    List<String> notes = new ArrayList<>(LabelConversion.shortened(set.warnings()));
    notes.addAll(LabelConversion.shortened(of.warnings()));
    notes.addAll(held.sentences("The overlay"));
    Map<String, Integer> rgb = new LinkedHashMap<>();
    for (LabelClass one : set.classes()) if (one.hasColour()) rgb.put(one.name(), one.colour());
    List<PlaneCells> planes = planes(image, held.set().images().get(0).boxes(), add, notes);
    return new Import(planes, rgb, notes);
  }

  private static AnnotationFile entry(LabelSet set, String title, String entry, Path labels)
      throws IOException {
    String wanted = entry.isEmpty() ? title : entry;
    Optional<AnnotationFile> found =
        set.files().stream().filter(file -> file.image().name().equals(wanted)).findFirst();
    if (found.isEmpty())
      found =
          set.files().stream()
              .filter(file -> stem(file.image().name()).equals(stem(wanted)))
              .findFirst();
    if (found.isEmpty() && entry.isEmpty() && set.files().size() == 1)
      found = Optional.of(set.files().get(0));
    return found.orElseThrow(
        () ->
            new IOException(
                "%s has no labels of '%s'. It has those of: %s. Say which (entry)."
                    .formatted(labels, wanted, names(set))));
  }

  private static String names(LabelSet set) {
    List<String> names =
        set.files().stream().limit(10).map(file -> "'" + file.image().name() + "'").toList();
    int more = set.files().size() - names.size();
    return names.isEmpty()
        ? "no image"
        : String.join(", ", names) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String stem(String name) {
    return LabelImages.title(name, "");
  }

  private static List<PlaneCells> planes(
      ImagePlus image, List<AnnotatedBox> boxes, boolean add, List<String> notes) {
    Map<ImagePosition, List<AnnotatedBox>> byPlane =
        new TreeMap<>(
            Comparator.comparingInt(ImagePosition::frame)
                .thenComparingInt(ImagePosition::slice)
                .thenComparingInt(ImagePosition::channel));
    int elsewhere = 0;
    for (AnnotatedBox box : boxes) {
      ImagePosition at = position(image, box.details().position());
      if (at.channel() > image.getNChannels()
          || at.slice() > image.getNSlices()
          || at.frame() > image.getNFrames()) elsewhere++;
      else byPlane.computeIfAbsent(at, p -> new ArrayList<>()).add(box);
    }
    if (elsewhere > 0)
      notes.add(
          "Left out, as '%2$s' has no such channels, slices or frames: %1$d cells"
              .formatted(elsewhere, image.getTitle()));
    Map<ImagePosition, List<Cell>> before = new HashMap<>();
    if (add)
      for (PlaneCells plane : CellOverlay.read(image))
        before.put(new ImagePosition(plane.channel(), plane.slice(), plane.frame()), plane.cells());
    List<PlaneCells> planes = new ArrayList<>();
    byPlane.forEach(
        (at, drawn) ->
            planes.add(
                new PlaneCells(
                    image.getTitle(),
                    at.channel(),
                    at.slice(),
                    at.frame(),
                    cells(image, drawn, before.getOrDefault(at, List.of()), notes))));
    return planes;
  }

  /** What a file leaves open is as the image shows it. */
  private static ImagePosition position(ImagePlus image, ImagePosition said) {
    return new ImagePosition(
        said.channel() > 0 ? said.channel() : image.getChannel(),
        said.slice() > 0 ? said.slice() : image.getSlice(),
        said.frame() > 0 ? said.frame() : image.getFrame());
  }

  private static List<Cell> cells(
      ImagePlus image, List<AnnotatedBox> drawn, List<Cell> before, List<String> notes) {
    Set<Integer> taken = new HashSet<>();
    before.forEach(cell -> taken.add(cell.number()));
    int next = 1 + taken.stream().mapToInt(n -> n).max().orElse(0);
    List<Region> regions = new ArrayList<>();
    int thin = 0;
    for (AnnotatedBox box : drawn) {
      String id = box.details().id();
      int number = id.matches("[1-9]\\d{0,7}") ? Integer.parseInt(id) : 0;
      if (number == 0 || !taken.add(number)) {
        while (!taken.add(next)) next++;
        number = next;
      }
      Optional<DrawnOutline> inside = box.outline().flatMap(o -> o.within(whole(image)));
      Optional<Region> pixels = inside.isPresent() ? inside.get().pixels(number) : Optional.empty();
      if (box.outline().isPresent() && pixels.isEmpty()) thin++;
      regions.add(
          pixels.isPresent()
              ? pixels.get()
              : BoxCells.region(number, box.box(), image.getWidth(), image.getHeight()));
    }
    if (thin > 0) notes.add("%d outlines enclose no pixel; their boxes are shown".formatted(thin));
    PixelSize size = Planes.pixelSize(image);
    List<Cell> measured = Cells.measure(regions, List.of(), size);
    List<Cell> cells = new ArrayList<>(before);
    for (int i = 0; i < measured.size(); i++)
      cells.add(measured.get(i).as(classification(drawn.get(i))));
    cells.sort(Comparator.comparingInt(Cell::number));
    return cells;
  }

  private static Box whole(ImagePlus image) {
    return new Box(0, 0, image.getWidth(), image.getHeight());
  }

  /** What people say is sure. */
  private static Classification classification(AnnotatedBox box) {
    if (!box.hasClass()) return null;
    ObjectDetails details = box.details();
    return new Classification(box.className(), details.hasScore() ? details.score() : 1, Map.of());
  }

  /**
   * The cells of our overlay as labels.
   *
   * @param all those of all planes; else of the slice and frame that the image shows
   * @throws IllegalArgumentException if there are none
   */
  public static LabelSet of(ImagePlus image, boolean all) {
    Images.require(image);
    List<AnnotatedBox> boxes = ours(image, all);
    if (boxes.isEmpty())
      throw new IllegalArgumentException(
          "'%s' has no cells of ours%s. Segment or detect cells first, or export drawn ROIs."
              .formatted(image.getTitle(), all ? "" : " on this plane"));
    return set(image, boxes, List.of());
  }

  /**
   * ROIs that a user drew as labels, with our cells or without.
   *
   * @param drawn ROIs on the image; those of ours among them are passed over
   * @param ours whether the cells of our overlay are taken along
   * @param all as above; an ROI without a position is on all planes
   * @throws IllegalArgumentException if there are none
   */
  public static LabelSet of(ImagePlus image, List<Roi> drawn, boolean ours, boolean all) {
    Images.require(image);
    List<AnnotatedBox> boxes = ours ? ours(image, all) : new ArrayList<>();
    AnnotationFile file = RoiSets.drawn(image, drawn);
    for (AnnotatedBox box : file.image().boxes())
      if (all || isShown(image, box.details().position())) boxes.add(box);
    if (boxes.isEmpty())
      throw new IllegalArgumentException(
          "'%s' has no drawn ROIs%s%s that are areas. Draw some, in the ROI Manager or the overlay."
              .formatted(image.getTitle(), ours ? " or cells" : "", all ? "" : " on this plane"));
    return set(image, boxes, file.warnings());
  }

  private static boolean isShown(ImagePlus image, ImagePosition at) {
    return (at.slice() == 0 || at.slice() == image.getSlice())
        && (at.frame() == 0 || at.frame() == image.getFrame());
  }

  private static List<AnnotatedBox> ours(ImagePlus image, boolean all) {
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (PlaneCells plane : CellOverlay.read(image)) {
      if (!all && (plane.slice() != image.getSlice() || plane.frame() != image.getFrame()))
        continue;
      ImagePosition at =
          new ImagePosition(
              image.getNChannels() > 1 ? plane.channel() : 0,
              image.getNSlices() > 1 ? plane.slice() : 0,
              image.getNFrames() > 1 ? plane.frame() : 0);
      for (Cell cell : plane.cells()) boxes.add(annotated(cell, at));
    }
    return boxes;
  }

  private static LabelSet set(
      ImagePlus image, List<AnnotatedBox> boxes, List<AnnotationWarning> warnings) {
    AnnotatedImage labelled =
        new AnnotatedImage(image.getTitle(), image.getWidth(), image.getHeight(), boxes);
    return new LabelSet(
        List.of(new AnnotationFile(Path.of(""), labelled, warnings)), colours(image), List.of());
  }

  private static AnnotatedBox annotated(Cell cell, ImagePosition at) {
    Classification what = cell.classification();
    Map<String, Double> probabilities = new LinkedHashMap<>();
    double score = Double.NaN;
    if (what != null) {
      what.probabilities().forEach((name, p) -> probabilities.put(PROBABILITY + name, p));
      boolean sure = what.score() == 1 && probabilities.isEmpty();
      if (!sure) score = what.score();
    }
    return AnnotatedBox.of(
        DrawnOutline.of(cell.outline()),
        what == null ? AnnotatedBox.NO_CLASS : what.name(),
        new ObjectDetails(
            Integer.toString(cell.number()), score, at, Optional.empty(), probabilities, Map.of()));
  }

  private static List<LabelClass> colours(ImagePlus image) {
    Map<String, LabelClass> classes = new TreeMap<>();
    Overlay overlay = image.getOverlay();
    for (Roi roi : overlay == null ? new Roi[0] : overlay.toArray()) {
      String name = roi.getProperty("class");
      if (name != null && !name.isBlank() && roi.getStrokeColor() != null)
        classes.putIfAbsent(name, new LabelClass(name, roi.getStrokeColor().getRGB() & 0xffffff));
    }
    return List.copyOf(classes.values());
  }

  /**
   * Writes labels of an image. In a file that holds many images (COCO, a table) and is there
   * already, what it says of this image is replaced, and what it says of others stays.
   *
   * @param format key
   * @return what the format can't hold, a sentence each
   * @throws IOException if the file can't be written, or the one that is there can't be read
   */
  public static List<String> write(LabelSet set, Path file, String format) throws IOException {
    LabelFormat to = Labels.format(format);
    if (to instanceof CropFolders)
      throw new IllegalArgumentException(
          "Crops are written by Crop Cells, or by Convert Labels from a file. Choose another format.");
    List<String> notes = new ArrayList<>();
    for (AnnotationFile one : set.files())
      for (AnnotationWarning warning : one.warnings()) notes.add(warning.toString());
    notes.addAll(
        to.layout() == LabelFormat.Layout.ONE_FILE
            ? LabelFileEntry.put(file, set, to)
            : Labels.write(file, set, to));
    return notes;
  }
}

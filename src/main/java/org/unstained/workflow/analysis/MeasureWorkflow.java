package org.unstained.workflow.analysis;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.LabelImages;
import org.unstained.image.Planes;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellRegions;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.Pipeline;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Measures cells that are there already: in a label map, in our overlay, or as ROIs that somebody
 * drew. Shapes are measured in the units of the first image, intensities in all channels of the
 * second at the same slice and frame.
 */
public final class MeasureWorkflow {
  private MeasureWorkflow() {}

  /**
   * The cells of a label map.
   *
   * @param intensities image of the same size to measure in; null to measure shapes only
   * @param allPlanes all slices and frames, or the one that is shown
   * @return planes named after {@code intensities} if it is there, else after the label map
   * @throws IllegalArgumentException if an image is missing, isn't a label map, holds no label, or
   *     sizes differ
   */
  public static List<PlaneCells> ofLabels(
      ImagePlus labelMap, ImagePlus intensities, boolean allPlanes) {
    return ofLabels(labelMap, intensities, allPlanes, part -> {}, () -> false);
  }

  /**
   * As {@link #ofLabels(ImagePlus, ImagePlus, boolean)}, for those who wait.
   *
   * @param progress told the finished part, 0–1, after each plane
   * @param canceled asked before each plane
   * @throws CancellationException if canceled
   */
  public static List<PlaneCells> ofLabels(
      ImagePlus labelMap,
      ImagePlus intensities,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Images.require(labelMap);
    if (intensities != null) requireSameSize(labelMap, intensities);
    ImagePlus named = intensities == null ? labelMap : intensities;
    int channel = LabelMapChannel.of(labelMap, intensities);
    List<PlaneCells> planes =
        inOrder(
            labelMap,
            positions(labelMap, allPlanes),
            at -> {
              List<Cell> cells =
                  Cells.measure(
                      LabelImages.labels(labelMap, 1, at.slice(), at.frame()),
                      channels(labelMap, intensities, at),
                      Planes.pixelSize(labelMap));
              SliceAndFrame shown = intensities == null ? at : place(labelMap, intensities, at);
              return new PlaneCells(named.getTitle(), channel, shown.slice(), shown.frame(), cells);
            },
            progress,
            canceled);
    return requireCells(
        planes, "The label map '%s' holds no cell: all its pixels are 0.", labelMap);
  }

  /**
   * The cells of our overlay, which keep their numbers and classes.
   *
   * @param intensities image of the same size to measure in
   * @throws IllegalArgumentException if an image is missing, the overlay holds no cell of ours, or
   *     sizes differ
   */
  public static List<PlaneCells> ofOverlay(
      ImagePlus image, ImagePlus intensities, boolean allPlanes) {
    return ofOverlay(image, intensities, allPlanes, part -> {}, () -> false);
  }

  /**
   * As {@link #ofOverlay(ImagePlus, ImagePlus, boolean)}, for those who wait.
   *
   * @param progress told the finished part, 0–1, after each plane
   * @param canceled asked before each plane
   * @throws CancellationException if canceled
   */
  public static List<PlaneCells> ofOverlay(
      ImagePlus image,
      ImagePlus intensities,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Images.require(image);
    requireSameSize(image, intensities);
    SliceAndFrame current = SliceAndFrame.current(image);
    List<PlaneCells> drawn = CellOverlay.read(image);
    List<PlaneCells> chosen =
        drawn.stream().filter(plane -> allPlanes || current.equals(at(plane))).toList();
    List<PlaneCells> planes =
        inOrder(image, chosen, plane -> measured(image, intensities, plane), progress, canceled);
    return requireCells(
        planes,
        drawn.isEmpty()
            ? "The overlay of '%s' holds no cells. Run Segment Cells first."
            : "The overlay of '%s' holds no cells on this plane. Go to one that does, or set"
                + " 'planes' to all.",
        image);
  }

  private static PlaneCells measured(ImagePlus image, ImagePlus intensities, PlaneCells plane) {
    List<Region> regions = plane.cells().stream().map(Region::of).toList();
    List<Cell> measured =
        Cells.measure(regions, channels(image, intensities, at(plane)), Planes.pixelSize(image));
    List<Cell> cells = new ArrayList<>(measured.size());
    for (int i = 0; i < measured.size(); i++) {
      Cell before = plane.cells().get(i);
      cells.add(measured.get(i).as(before.classification()).boxed(before.box()));
    }
    return new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), cells);
  }

  private static SliceAndFrame at(PlaneCells plane) {
    return new SliceAndFrame(plane.slice(), plane.frame());
  }

  /**
   * Cells that somebody drew: areas of any kind, which may overlap. An ROI that isn't tied to a
   * channel, slice or frame counts for the one that is shown. Cells are numbered in the order of
   * the ROIs, in each channel of a plane from 1.
   *
   * @param intensities image of the same size to measure in
   * @throws IllegalArgumentException if an image is missing, there is no ROI, one isn't an area or
   *     lies outside, or sizes differ
   */
  public static List<PlaneCells> ofRois(
      List<Roi> rois, ImagePlus image, ImagePlus intensities, boolean allPlanes) {
    return ofRois(rois, image, intensities, allPlanes, part -> {}, () -> false);
  }

  /**
   * As {@link #ofRois(List, ImagePlus, ImagePlus, boolean)}, for those who wait.
   *
   * @param progress told the finished part, 0–1, after each plane
   * @param canceled asked before each plane
   * @throws CancellationException if canceled
   */
  public static List<PlaneCells> ofRois(
      List<Roi> rois,
      ImagePlus image,
      ImagePlus intensities,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Images.require(image);
    requireSameSize(image, intensities);
    Place shown = Place.shown(image);
    Map<Place, List<Region>> regions = new LinkedHashMap<>();
    for (Roi roi : rois) {
      Place place = Place.of(roi, image, shown);
      if (!allPlanes && !place.at.equals(shown.at)) continue;
      List<Region> here = regions.computeIfAbsent(place, p -> new ArrayList<>());
      here.add(CellRegions.of(here.size() + 1, roi, image.getWidth(), image.getHeight()));
    }
    List<PlaneCells> planes =
        inOrder(
            image,
            List.copyOf(regions.keySet()),
            place ->
                new PlaneCells(
                    image.getTitle(),
                    place.channel,
                    place.at.slice(),
                    place.at.frame(),
                    Cells.measure(
                        regions.get(place),
                        channels(image, intensities, place.at),
                        Planes.pixelSize(image))),
            progress,
            canceled);
    return requireCells(
        planes,
        "There is no ROI on '%s'. Draw one round each cell, or add them to the ROI Manager.",
        image);
  }

  /** Where an ROI lies; what it leaves open is as the image shows it. */
  private record Place(int channel, SliceAndFrame at) {

    static Place shown(ImagePlus image) {
      return new Place(image.getChannel(), SliceAndFrame.current(image));
    }

    static Place of(Roi roi, ImagePlus image, Place shown) {
      if (roi.hasHyperStackPosition())
        return new Place(
            given(roi.getCPosition(), shown.channel),
            new SliceAndFrame(
                given(roi.getZPosition(), shown.at.slice()),
                given(roi.getTPosition(), shown.at.frame())));
      if (roi.getPosition() < 1 || roi.getPosition() > image.getStackSize()) return shown;
      int[] position = image.convertIndexToPosition(roi.getPosition());
      return new Place(position[0], new SliceAndFrame(position[1], position[2]));
    }

    private static int given(int position, int otherwise) {
      return position > 0 ? position : otherwise;
    }
  }

  /** What is measured of each, several at once. */
  private static <P> List<PlaneCells> inOrder(
      ImagePlus image,
      List<P> all,
      Function<P, PlaneCells> measuring,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    List<PlaneCells> planes = new ArrayList<>(all.size());
    Pipeline.run(
        all.size(),
        Images.atOnce(image, all.size()),
        (number, stopped) -> measuring.apply(all.get(number)),
        plane -> {
          planes.add(plane);
          progress.accept((double) planes.size() / all.size());
        },
        canceled);
    return planes;
  }

  private static List<SliceAndFrame> positions(ImagePlus image, boolean allPlanes) {
    return allPlanes ? SliceAndFrame.all(image) : List.of(SliceAndFrame.current(image));
  }

  private static List<RandomAccessibleInterval<? extends RealType<?>>> channels(
      ImagePlus image, ImagePlus intensities, SliceAndFrame at) {
    if (intensities == null) return List.of();
    SliceAndFrame place = place(image, intensities, at);
    return Planes.channels(intensities, place.slice(), place.frame());
  }

  /**
   * The plane to measure in. Intensities of one plane serve all planes of the image; of several, an
   * image of one plane takes the current one.
   */
  private static SliceAndFrame place(ImagePlus image, ImagePlus intensities, SliceAndFrame at) {
    if (isOnePlane(intensities)) return new SliceAndFrame(1, 1);
    return isOnePlane(image) ? SliceAndFrame.current(intensities) : at;
  }

  private static boolean isOnePlane(ImagePlus image) {
    return image.getNSlices() * image.getNFrames() == 1;
  }

  private static void requireSameSize(ImagePlus image, ImagePlus intensities) {
    Images.require(intensities);
    boolean sameStack =
        image.getNSlices() == intensities.getNSlices()
            && image.getNFrames() == intensities.getNFrames();
    if (image.getWidth() != intensities.getWidth()
        || image.getHeight() != intensities.getHeight()
        || !sameStack && !isOnePlane(image) && !isOnePlane(intensities))
      throw new IllegalArgumentException(
          "'%s' (%s) and '%s' (%s) must have the same size. Choose the image that the cells were found in."
              .formatted(image.getTitle(), size(image), intensities.getTitle(), size(intensities)));
  }

  private static String size(ImagePlus image) {
    return "%d x %d pixels, %d slices, %d frames"
        .formatted(image.getWidth(), image.getHeight(), image.getNSlices(), image.getNFrames());
  }

  private static List<PlaneCells> requireCells(
      List<PlaneCells> planes, String message, ImagePlus image) {
    if (planes.stream().allMatch(plane -> plane.cells().isEmpty()))
      throw new IllegalArgumentException(message.formatted(image.getTitle()));
    return planes;
  }
}

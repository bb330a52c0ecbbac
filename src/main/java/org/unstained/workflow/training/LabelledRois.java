package org.unstained.workflow.training;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * The cells that people labelled on an image with ImageJ's own means: areas with a group, whose
 * name is the class, and cells of our overlay, whose class is a property. Each is a box on its
 * plane.
 *
 * @param image that holds them
 * @param planes the cells by plane, each once however often it was drawn
 * @param notes what was left out, a sentence each
 */
record LabelledRois(
    ImagePlus image, Map<SliceAndFrame, List<AnnotatedBox>> planes, List<String> notes) {

  /** What our own ROIs call their class. */
  private static final String CLASS = "class";

  /**
   * @param rois of the overlay, of the ROI Manager or both
   */
  static LabelledRois of(ImagePlus image, List<Roi> rois) {
    Map<SliceAndFrame, Set<AnnotatedBox>> found =
        new TreeMap<>(
            Comparator.comparingInt(SliceAndFrame::frame).thenComparingInt(SliceAndFrame::slice));
    Map<String, Integer> left = new LinkedHashMap<>();
    for (Roi roi : rois) {
      String name = className(roi);
      Box box = box(roi, image);
      SliceAndFrame at = position(roi, image);
      String why =
          name == null
              ? "without a group (Edit > Selection > Properties...)"
              : box == null
                  ? "that are no area inside the image"
                  : at == null ? "without a position in the stack" : null;
      if (why != null) left.merge(why, 1, Integer::sum);
      else found.computeIfAbsent(at, p -> new LinkedHashSet<>()).add(new AnnotatedBox(box, name));
    }
    Map<SliceAndFrame, List<AnnotatedBox>> planes = new LinkedHashMap<>();
    found.forEach((at, boxes) -> planes.put(at, List.copyOf(boxes)));
    List<String> notes = new ArrayList<>();
    left.forEach(
        (why, count) ->
            notes.add(
                "%s: %d ROI%s %s %s left out"
                    .formatted(
                        image.getTitle(),
                        count,
                        count == 1 ? "" : "s",
                        why,
                        count == 1 ? "is" : "are")));
    return new LabelledRois(image, planes, notes);
  }

  /** Our class, else the name of the group, else "group 3"; null without group. */
  private static String className(Roi roi) {
    String ours = roi.getProperty(CLASS);
    if (ours != null && !ours.isBlank()) return ours.strip();
    if (roi.getGroup() == 0) return null;
    String name = Roi.getGroupName(roi.getGroup());
    return name == null || name.isBlank() ? "group " + roi.getGroup() : name.strip();
  }

  /** The part of its bounds that lies in the image; null if there is none. */
  private static Box box(Roi roi, ImagePlus image) {
    if (!roi.isArea() || roi instanceof TextRoi || roi instanceof ImageRoi) return null;
    Rectangle2D in =
        roi.getFloatBounds()
            .createIntersection(new Rectangle2D.Double(0, 0, image.getWidth(), image.getHeight()));
    return in.getWidth() > 0 && in.getHeight() > 0
        ? new Box(in.getX(), in.getY(), in.getWidth(), in.getHeight())
        : null;
  }

  /** Where it lies; null if that is left open and there is more than one plane, or none such. */
  private static SliceAndFrame position(Roi roi, ImagePlus image) {
    int slice = 0;
    int frame = 0;
    if (roi.hasHyperStackPosition()) {
      slice = roi.getZPosition();
      frame = roi.getTPosition();
    } else if (roi.getPosition() > 0 && roi.getPosition() <= image.getStackSize()) {
      int[] position = image.convertIndexToPosition(roi.getPosition());
      slice = position[1];
      frame = position[2];
    }
    if (image.getNSlices() == 1) slice = 1;
    if (image.getNFrames() == 1) frame = 1;
    boolean there =
        slice > 0 && frame > 0 && slice <= image.getNSlices() && frame <= image.getNFrames();
    return there ? new SliceAndFrame(slice, frame) : null;
  }

  /** An image to learn from for each plane with cells. */
  List<TrainingImage> images() {
    List<TrainingImage> images = new ArrayList<>();
    planes.forEach(
        (at, boxes) -> images.add(TrainingImage.of(image, at.slice(), at.frame(), boxes)));
    return images;
  }
}

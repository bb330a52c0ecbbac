package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.NetworkScale;
import org.unstained.inference.NetworkView;
import org.unstained.inference.Picture;

/**
 * A plane of an image, as a network looks at it, and what people drew in it.
 *
 * @param name for messages and for the record of the training
 * @param boxes in pixels of the plane; none says that no cell is there
 */
public record LabelledPlane(String name, Picture picture, List<AnnotatedBox> boxes) {
  public LabelledPlane {
    boxes = List.copyOf(boxes);
  }

  /**
   * What a detector learns from it.
   *
   * @param classes in the order of the network's scores
   * @throws IllegalArgumentException if a box has another class
   */
  LabelledPicture toPicture(List<String> classes, NetworkScale scale) {
    NetworkView view = NetworkView.of(picture, scale);
    List<LabelledBox> labelled = new ArrayList<>();
    for (AnnotatedBox box : boxes)
      labelled.add(new LabelledBox(view.inNetwork(box.box()), type(box, classes)));
    return new LabelledPicture(name, view.width(), view.height(), view.channels(), labelled);
  }

  /**
   * What a classifier learns from it: one crop for each box.
   *
   * @param border pixels more on each side
   * @throws IllegalArgumentException if a box has another class
   */
  List<LabelledCrop> toCrops(ClassifierFormat format, int border) {
    List<LabelledCrop> crops = new ArrayList<>();
    for (AnnotatedBox box : boxes)
      crops.add(crop(box.box(), format, border, type(box, format.classes())));
    return crops;
  }

  /** Crops of boxes that hold no cell; their class comes after all others. */
  List<LabelledCrop> toCropsOfNone(List<Box> none, ClassifierFormat format, int border) {
    List<LabelledCrop> crops = new ArrayList<>();
    for (Box box : none) crops.add(crop(box, format, border, format.classes().size()));
    return crops;
  }

  private LabelledCrop crop(Box box, ClassifierFormat format, int border, int type) {
    NetworkView view = NetworkView.crop(picture, box, format, border);
    return new LabelledCrop(name, view.width(), view.height(), view.channels(), type);
  }

  /** Bytes that its pixels take while a detector learns from it. */
  public long bytes(NetworkScale scale) {
    double width = picture.width() / picture.scaleX(scale);
    double height = picture.height() / picture.scaleY(scale);
    return (long) (width * height) * picture.channels().size() * Float.BYTES;
  }

  /** The longer side of each cell in pixels of the network. */
  public List<Double> sides(NetworkScale scale) {
    return boxes.stream()
        .map(
            box ->
                Math.max(
                    box.box().width() / picture.scaleX(scale),
                    box.box().height() / picture.scaleY(scale)))
        .toList();
  }

  int type(AnnotatedBox box, List<String> classes) {
    int type = classes.indexOf(box.className());
    if (type < 0)
      throw new IllegalArgumentException(
          "%s holds a cell of class '%s'; the classes are %s"
              .formatted(name, box.className(), String.join(", ", classes)));
    return type;
  }
}

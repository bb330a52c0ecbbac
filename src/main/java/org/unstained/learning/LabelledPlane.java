package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;
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
    for (AnnotatedBox box : boxes) {
      NetworkView view = NetworkView.crop(picture, box.box(), format, border);
      int type = type(box, format.classes());
      crops.add(new LabelledCrop(name, view.width(), view.height(), view.channels(), type));
    }
    return crops;
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

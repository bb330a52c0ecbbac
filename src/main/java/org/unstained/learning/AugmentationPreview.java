package org.unstained.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.NetworkScale;

/**
 * What a network will be shown: some examples as they are, and each as it is changed in some
 * epochs. Values are those that the network gets, normalised.
 *
 * @param rows one an example
 */
public record AugmentationPreview(List<Row> rows) {

  /**
   * One example.
   *
   * @param label its class, or the name of its image
   * @param original unchanged
   * @param changed as epochs show it; pictures of the same size
   */
  public record Row(String label, LabelledPicture original, List<LabelledPicture> changed) {
    public Row {
      changed = List.copyOf(changed);
    }
  }

  public AugmentationPreview {
    rows = List.copyOf(rows);
  }

  /**
   * Crops that a classifier learns from, the classes in turn.
   *
   * @param rows at most
   * @param variants of each
   */
  public static AugmentationPreview ofCrops(
      List<LabelledPlane> planes,
      ClassifierFormat format,
      Lessons lessons,
      int rows,
      int variants,
      long seed) {
    Map<Integer, List<LabelledCrop>> byClass = new LinkedHashMap<>();
    for (int c = 0; c < format.classes().size(); c++) byClass.put(c, new ArrayList<>());
    for (LabelledPlane plane : planes)
      for (LabelledCrop crop : plane.toCrops(format, lessons.border()))
        byClass.get(crop.type()).add(crop);
    Random random = new Random(seed);
    Augmentation none = Augmentation.none();
    List<Row> all = new ArrayList<>();
    byClass.values().removeIf(List::isEmpty);
    for (int i = 0; all.size() < rows && !byClass.isEmpty(); i++) {
      List<LabelledCrop> own = new ArrayList<>(byClass.values()).get(i % byClass.size());
      LabelledCrop crop = own.remove(random.nextInt(own.size()));
      List<LabelledPicture> changed = new ArrayList<>();
      for (int v = 0; v < variants; v++) changed.add(picture(lessons.of(crop, random)));
      all.add(
          new Row(
              format.classes().get(crop.type()),
              picture(none.apply(crop, lessons.width(), lessons.height(), 0, random)),
              changed));
      byClass.values().removeIf(List::isEmpty);
    }
    return new AugmentationPreview(all);
  }

  private static LabelledPicture picture(LabelledCrop crop) {
    return new LabelledPicture(
        crop.name(), crop.width(), crop.height(), crop.channels(), List.of());
  }

  /**
   * Windows that a detector learns from, one a plane, each around a cell if there is one; with the
   * boxes that are left in them.
   *
   * @param classes in the order of the network's scores
   */
  public static AugmentationPreview ofWindows(
      List<LabelledPlane> planes,
      List<String> classes,
      NetworkScale scale,
      Windows windows,
      int variants,
      long seed) {
    Random random = new Random(seed);
    Augmentation none = Augmentation.none();
    List<Row> all = new ArrayList<>();
    for (LabelledPlane plane : planes) {
      LabelledPicture picture = plane.toPicture(classes, scale);
      int cells = picture.boxes().size();
      int focus = cells == 0 ? -1 : random.nextInt(cells);
      int side = windows.side();
      List<LabelledPicture> changed = new ArrayList<>();
      for (int v = 0; v < variants; v++)
        changed.add(windows.augmentation().apply(picture, side, side, focus, random));
      all.add(new Row(plane.name(), none.apply(picture, side, side, focus, random), changed));
    }
    return new AugmentationPreview(all);
  }
}

package org.unstained.workflow.explanation;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.util.List;
import org.unstained.overlay.HeatColours;
import org.unstained.workflow.planes.SliceAndFrame;

/** Maps of explained cells as an image by themselves. */
public final class HeatStacks {
  private HeatStacks() {}

  /**
   * The maps of one plane, 32-bit, 0–1, as large as the image: a slice for each class.
   *
   * @param classes what the slices are called, as many as each cell has maps
   */
  public static ImagePlus of(
      ImagePlus image, ExplainedPlane plane, List<String> classes, String title) {
    return shown(image, stack(image, List.of(plane.cells()), classes), title);
  }

  /**
   * The maps of all slices and frames, with a channel for each class; black where there is no cell.
   */
  public static ImagePlus ofAll(
      ImagePlus image, List<ExplainedPlane> planes, List<String> classes, String title) {
    List<List<ExplainedCell>> cells =
        SliceAndFrame.all(image).stream()
            .map(
                at ->
                    planes.stream()
                        .filter(p -> p.isAt(at))
                        .flatMap(p -> p.cells().stream())
                        .toList())
            .toList();
    ImageStack stack = stack(image, cells, classes);
    ImagePlus maps = shown(image, stack, title);
    maps.setDimensions(classes.size(), image.getNSlices(), image.getNFrames());
    maps.setOpenAsHyperStack(stack.size() > 1);
    return maps;
  }

  private static ImageStack stack(
      ImagePlus image, List<List<ExplainedCell>> planes, List<String> classes) {
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (List<ExplainedCell> cells : planes)
      for (int i = 0; i < classes.size(); i++)
        stack.addSlice(classes.get(i), HeatPictures.whole(image, cells, i));
    return stack;
  }

  private static ImagePlus shown(ImagePlus image, ImageStack stack, String title) {
    ImagePlus maps = new ImagePlus(title, stack);
    maps.setCalibration(image.getCalibration().copy());
    maps.getCalibration().setFunction(Calibration.NONE, null, "of the greatest value");
    maps.getProcessor().setLut(HeatColours.lut());
    maps.setDisplayRange(0, 1);
    return maps;
  }
}

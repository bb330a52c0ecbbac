package org.unstained.workflow.patches;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.PatchAverage;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.PatchImages;
import org.unstained.overlay.PatchImages.Raster;

/** Class maps and heat maps of an image that was classified patch by patch. */
public final class PatchMaps {
  private final ImagePlus image;
  private final PatchResult result;
  private final List<List<PatchAverage>> maps;
  private final int slices;
  private final int frames;

  private PatchMaps(ImagePlus image, PatchResult result) {
    this.image = image;
    this.result = result;
    maps = result.planes().stream().map(result::maps).toList();
    slices = (int) result.planes().stream().mapToInt(PlaneCells::slice).distinct().count();
    frames = (int) result.planes().stream().mapToInt(PlaneCells::frame).distinct().count();
  }

  /** Nothing is painted yet. */
  public static PatchMaps of(ImagePlus image, PatchResult result) {
    return new PatchMaps(image, result);
  }

  /** The class with the greatest mean probability at each pixel, plane by plane. */
  public List<byte[]> classes() {
    return maps.stream().map(PatchAverage::greatest).toList();
  }

  /** The class map as an image. */
  public ImagePlus classImage() {
    return PatchImages.classes(
        image, Raster.of(image), classes(), result.classes(), slices, frames);
  }

  /** A heat map for each class, by its name. */
  public Map<String, ImagePlus> probabilityImages() {
    Map<String, ImagePlus> images = new LinkedHashMap<>();
    for (int c = 0; c < result.classes().size(); c++) {
      int number = c;
      List<float[]> planes = new ArrayList<>();
      maps.forEach(plane -> planes.add(plane.get(number).pixels()));
      String name = result.classes().get(c);
      images.put(
          name, PatchImages.probability(image, Raster.of(image), planes, name, slices, frames));
    }
    return images;
  }
}

package org.unstained.workflow.patches;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unstained.overlay.PatchImages;

/**
 * What a folder run writes of patches besides what it writes of cells.
 *
 * @param maps class map and heat maps, by what their files' names end in
 * @param fractions of the classes, a row a plane
 */
public record PatchOutput(Map<String, ImagePlus> maps, PatchFractions fractions) {
  public PatchOutput {
    maps = new LinkedHashMap<>(maps);
  }

  /** Paints the maps. */
  public static PatchOutput of(ImagePlus image, PatchResult result) {
    PatchMaps painted = PatchMaps.of(image, result);
    Map<String, ImagePlus> maps = new LinkedHashMap<>();
    maps.put(PatchImages.CLASSES + ".tif", painted.classImage());
    painted
        .probabilityImages()
        .forEach((name, map) -> maps.put(PatchImages.suffix(name) + ".tif", map));
    return new PatchOutput(maps, PatchFractions.of(result));
  }
}

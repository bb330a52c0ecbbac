package org.unstained.workflow.large;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.PatchAverage;
import org.unstained.cells.PatchGrid;
import org.unstained.overlay.PatchImages;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.files.TiffFile;
import org.unstained.workflow.patches.PatchFractions;
import org.unstained.workflow.patches.PatchTally;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * The maps and the fractions of an image that is classified patch by patch in its file. Maps have
 * one pixel for each step of the window; their pixel size says so.
 */
final class LargeMaps {
  private final ImagePlus card;
  private final PatchGrid grid;
  private final List<String> classNames;
  private final int slices;
  private final int frames;
  private final List<byte[]> classes = new ArrayList<>();
  private final List<List<float[]>> probabilities = new ArrayList<>();
  private final List<PatchFractions.Row> fractions = new ArrayList<>();

  LargeMaps(ImagePlus card, PatchGrid grid, List<String> classNames, List<SliceAndFrame> at) {
    this.card = card;
    this.grid = grid;
    this.classNames = classNames;
    slices = (int) at.stream().mapToInt(SliceAndFrame::slice).distinct().count();
    frames = at.size() / slices;
    classNames.forEach(name -> probabilities.add(new ArrayList<>()));
  }

  /** Takes the next plane and returns its class map. */
  byte[] add(PatchTally tally, LargeTask.Plane plane) {
    List<PatchAverage> maps = tally.maps();
    byte[] greatest = PatchAverage.greatestOfSquares(maps);
    classes.add(greatest);
    for (int c = 0; c < maps.size(); c++) probabilities.get(c).add(maps.get(c).squares());
    fractions.add(tally.row(card.getTitle(), plane.frame(), plane.slice()));
    return greatest;
  }

  void write(LargePlaces places) throws IOException {
    PatchImages.Raster raster =
        new PatchImages.Raster(grid.stepsAcross(), grid.stepsDown(), grid.step());
    TiffFile.save(
        PatchImages.classes(card, raster, classes, classNames, slices, frames),
        places.of(PatchImages.CLASSES + ".tif"));
    for (int c = 0; c < classNames.size(); c++) {
      String name = classNames.get(c);
      TiffFile.save(
          PatchImages.probability(card, raster, probabilities.get(c), name, slices, frames),
          places.of(PatchImages.suffix(name) + ".tif"));
    }
    new PatchFractions(classNames, fractions).write(places.of(OutputNames.FRACTIONS));
  }
}

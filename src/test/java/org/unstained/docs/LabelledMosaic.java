package org.unstained.docs;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.overlay.CellOverlay;

/** The first images of an annotated folder side by side, with their boxes as our cells. */
final class LabelledMosaic {
  private static final int TILE = 226;

  private LabelledMosaic() {}

  static ImagePlus of(Path data, int columns, int rows) throws IOException {
    ByteProcessor all = new ByteProcessor(columns * TILE, rows * TILE);
    List<Region> boxes = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    int tile = 0;
    for (LabelledImage labelled :
        LabelledImages.read(AnnotationFolder.find(data), ImageFiles::looksLikeImage).images()) {
      if (tile == columns * rows) break;
      ImagePlus image = ImageFiles.open(labelled.file());
      int left = tile % columns * TILE;
      int top = tile / columns * TILE;
      all.insert(image.getProcessor().convertToByte(true), left, top);
      for (AnnotatedBox cell : labelled.annotated().boxes()) {
        boxes.add(
            Region.rectangle(
                boxes.size() + 1,
                left + (int) cell.box().x(),
                top + (int) cell.box().y(),
                (int) cell.box().width(),
                (int) cell.box().height()));
        classes.add(cell.className());
      }
      tile++;
    }
    ImagePlus mosaic = new ImagePlus("living and dead cells", all);
    List<Cell> measured =
        Cells.measureBoxes(boxes, Planes.channels(mosaic, 1, 1), PixelSize.PIXELS);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++)
      cells.add(measured.get(i).as(new Classification(classes.get(i), 1, Map.of())));
    CellOverlay.show(mosaic, new PlaneCells(mosaic.getTitle(), 1, 1, 1, cells));
    return mosaic;
  }
}

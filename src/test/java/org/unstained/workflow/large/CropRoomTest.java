package org.unstained.workflow.large;

import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/** What crops are said to take of the disk before they are written is what they take then. */
public class CropRoomTest {
  private static final int SIDE = 300;
  private static final int CROP = 64;
  private static final int BLOCK = 4096;

  /** Names and headers are reckoned a little too long, never too short. */
  private static final double LEAST = 0.9;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void aStackTakesWhatWasSaid() throws IOException {
    for (ImageProcessor plane : planes()) assertRoom(plane, CropOutput.Form.STACK, false);
    assertRoom(new ByteProcessor(SIDE, SIDE), CropOutput.Form.STACK, true);
    assertRoom(new ColorProcessor(SIDE, SIDE), CropOutput.Form.STACK, true);
  }

  @Test
  public void filesTakeWhatWasSaid() throws IOException {
    for (ImageProcessor plane : planes()) assertRoom(plane, CropOutput.Form.FILES, false);
    assertRoom(new ByteProcessor(SIDE, SIDE), CropOutput.Form.FILES, true);
    assertRoom(new ColorProcessor(SIDE, SIDE), CropOutput.Form.FILES, true);
  }

  private static List<ImageProcessor> planes() {
    return List.of(
        new ByteProcessor(SIDE, SIDE),
        new ShortProcessor(SIDE, SIDE),
        new ColorProcessor(SIDE, SIDE));
  }

  /** Of the second of two frames, when the crops of the first are there already. */
  private void assertRoom(ImageProcessor plane, CropOutput.Form form, boolean normalised)
      throws IOException {
    TiledImage image = image(plane);
    Path folder = temporary.newFolder().toPath();
    CropOutput output = new CropOutput(form, new CropOptions(CROP, false, normalised, false));
    try (LargeCrops crops = LargeCrops.create(new LargePlaces(folder), image.card(), output)) {
      crops.add(PlaneSource.of(image, new SliceAndFrame(1, 1)), cells(1, 90));
      long before = taken(folder, form);
      long said = crops.bytes(70);
      crops.add(PlaneSource.of(image, new SliceAndFrame(1, 2)), cells(2, 70));
      crops.finish();
      long took = taken(folder, form) - before;
      // The pixels of a stack lie twice on the disk until it is whole, once without a name.
      boolean rgb = plane.getBitDepth() == 24;
      int bits = rgb && normalised ? 3 * 32 : rgb || normalised ? 32 : plane.getBitDepth();
      if (form == CropOutput.Form.STACK) took += 70L * CROP * CROP * bits / 8;
      assertTrue(took + " of " + said, took <= said && took >= LEAST * said);
    }
  }

  private TiledImage image(ImageProcessor plane) throws IOException {
    ImageStack stack = new ImageStack(SIDE, SIDE);
    stack.addSlice(plane);
    stack.addSlice(plane);
    ImagePlus image = new ImagePlus("a", stack);
    image.setDimensions(1, 1, 2);
    Path file = temporary.newFile().toPath();
    assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));
    return TiledImage.open(file, 1);
  }

  private static PlaneCells cells(int frame, int count) {
    return new PlaneCells(
        "a",
        1,
        1,
        frame,
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> cell(number, 2 * number, number))
            .toList());
  }

  private static Cell cell(int number, int x, int y) {
    Outline square =
        new Outline(
            List.of(
                new Outline.Polygon(
                    new int[] {x, x + 9, x + 9, x}, new int[] {y, y, y + 9, y + 9})));
    return new Cell(number, new Box(x, y, 9, 9), x + 4.5, y + 4.5, square, Measurements.NONE, null);
  }

  /** Bytes of all files; those of crops for themselves take whole blocks of a disk. */
  private static long taken(Path folder, CropOutput.Form form) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        long size = Files.size(file);
        bytes += form == CropOutput.Form.FILES ? (size + BLOCK - 1) / BLOCK * BLOCK : size;
      }
    }
    return bytes;
  }
}

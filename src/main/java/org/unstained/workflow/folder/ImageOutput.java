package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.image.Planes;
import org.unstained.overlay.OverlayPicture;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.crops.CropWorkflow;
import org.unstained.workflow.files.CellFiles;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.files.TiffFile;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.patches.PatchOutput;

/**
 * Makes the files of one image of a folder, while its planes are worked on: what was found in a
 * plane is written and forgotten, but for the plane with the most cells, whose picture is drawn at
 * the end, and where all crops make one stack.
 */
final class ImageOutput implements PlaneTaker, AutoCloseable {
  private final ImagePlus image;
  private final FolderImage of;
  private final ChosenPlanes chosen;
  private final CropOutput crops;
  private final Path folder;
  private final CellFiles cells;
  private final Map<Path, String> made = new LinkedHashMap<>();
  private final List<List<String>> summary = new ArrayList<>();
  private final List<PlaneCells> positions = new ArrayList<>();
  private final List<PlaneCells> cropped = new ArrayList<>();
  private PlaneCells fullest;

  /**
   * @param opened keeps the colours of classes, if a model names any
   * @param chosen planes that are worked on
   * @param folder an empty one, where the files are made
   * @throws IOException if a file can't be made
   */
  ImageOutput(OpenedImage opened, ChosenPlanes chosen, CropOutput crops, Path folder)
      throws IOException {
    image = opened.image();
    of = opened.of();
    this.chosen = chosen;
    this.crops = crops;
    this.folder = folder;
    cells = CellFiles.create(place(OutputNames.CELLS), place(OutputNames.ROIS), image);
  }

  private Path place(String end) {
    Path file = folder.resolve("image" + end);
    made.put(file, of.stem() + end);
    return file;
  }

  /** What was found in the next of the chosen planes. */
  @Override
  public void take(PlaneResult result) throws IOException {
    PlaneCells plane = chosen.back(result.cells());
    cells.add(plane);
    crop(plane);
    summary.add(row(image, plane, result.threshold()));
    positions.add(without(plane));
    if (fullest == null || plane.cells().size() > fullest.cells().size()) fullest = plane;
  }

  private void crop(PlaneCells plane) throws IOException {
    if (plane.cells().isEmpty()) return;
    switch (crops.form()) {
      case NONE -> {}
      case STACK -> cropped.add(plane);
      case FILES ->
          CropWorkflow.write(
              image,
              List.of(plane),
              crops.options().of(image),
              Files.createDirectories(place(OutputNames.CROP_FOLDER)));
    }
  }

  private static PlaneCells without(PlaneCells plane) {
    return new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), List.of());
  }

  /**
   * All planes have come: makes the other files.
   *
   * @throws IOException if the disk is full
   */
  void finish(ImageMaps maps) throws IOException {
    cells.finish();
    cells.close();
    if (maps.labels().isPresent()) TiffFile.save(maps.labels().get(), place(OutputNames.LABELS));
    OverlayPicture.write(place(OutputNames.OVERLAY), image, fullest);
    if (maps.patches().isPresent()) write(maps.patches().get());
    if (!cropped.isEmpty())
      TiffFile.save(
          CropWorkflow.stack(image, cropped, crops.options().of(image)), place(OutputNames.CROPS));
  }

  private void write(PatchOutput patches) throws IOException {
    for (Map.Entry<String, ImagePlus> map : patches.maps().entrySet())
      TiffFile.save(map.getValue(), place(map.getKey()));
    patches.fractions().at(positions).write(place(OutputNames.FRACTIONS));
  }

  /** The files that were made, and what they are called from the output folder on. */
  Map<Path, String> made() {
    return made;
  }

  /** A row of {@code summary.csv} for each plane. */
  List<List<String>> summary() {
    return summary;
  }

  int cells() {
    return Math.toIntExact(cells.cells());
  }

  private static List<String> row(ImagePlus image, PlaneCells plane, double threshold) {
    return row(
        plane.image(),
        new LargeTask.Plane(
            plane.channel(),
            plane.slice(),
            plane.frame(),
            plane.cells().size(),
            threshold,
            plane.cells().stream().mapToDouble(cell -> cell.outline().area()).sum()),
        image.getWidth(),
        image.getHeight(),
        Planes.pixelSize(image));
  }

  /** The row of a plane in {@code summary.csv}. */
  static List<String> row(
      String image, LargeTask.Plane plane, int width, int height, PixelSize pixel) {
    int n = plane.cells();
    double area = plane.area();
    boolean micrometres = pixel.columnUnit().equals("um");
    return List.of(
        image,
        text(plane.frame()),
        text(plane.slice()),
        text(plane.channel()),
        text(width),
        text(height),
        text(n),
        Double.isNaN(plane.threshold()) ? "" : text(plane.threshold()),
        text(area),
        n == 0 ? "" : text(area / n),
        micrometres ? text(area * pixel.area()) : "",
        micrometres && n > 0 ? text(area * pixel.area() / n) : "");
  }

  /** Whole numbers without a decimal point. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public void close() throws IOException {
    cells.close();
  }
}

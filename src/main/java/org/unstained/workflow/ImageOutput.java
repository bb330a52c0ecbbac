package org.unstained.workflow;

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
import org.unstained.overlay.CellRois;
import org.unstained.overlay.CellTable;
import org.unstained.overlay.OverlayPicture;
import org.unstained.workflow.SegmentWorkflow.PlaneResult;

/** Writes what was found in one image of a folder: all of it or nothing. */
final class ImageOutput {
  /** Bytes for a pixel of a plane while a file is written: the picture. */
  private static final int WRITING = 16;

  private final CropOutput crops;
  private final FolderRecords records;

  ImageOutput(CropOutput crops, FolderRecords records) {
    this.crops = crops;
    this.records = records;
  }

  /**
   * Makes the files in the workshop and moves them to their places.
   *
   * @param result with the planes of the whole image
   * @param seconds that opening and work took
   * @return what is remembered of it
   */
  ImageRecord write(OpenedImage opened, ImageResult result, double seconds) throws IOException {
    long start = System.nanoTime();
    ImagePlus image = opened.image();
    FolderImage of = opened.of();
    List<PlaneCells> planes = result.planeCells();
    Map<Path, String> made = new LinkedHashMap<>();
    writeAtOnce(files(made, of, image, result), image);
    if (result.cells() > 0) crop(made, of, image, planes);
    List<List<String>> summary = new ArrayList<>();
    for (PlaneResult plane : result.planes()) summary.add(row(image, plane));
    double all = seconds + (System.nanoTime() - start) / 1e9;
    ImageRecord draft =
        new ImageRecord(
            records.key(),
            of.name(),
            opened.content(),
            result.cells(),
            Math.rint(all * 1000) / 1000,
            Map.of(),
            summary);
    records.publish(of, made, draft);
    return draft;
  }

  /** A file that is to be written. */
  private interface Writing {
    void run() throws IOException;
  }

  private List<Writing> files(
      Map<Path, String> made, FolderImage of, ImagePlus image, ImageResult result) {
    List<PlaneCells> planes = result.planeCells();
    List<Writing> files = new ArrayList<>();
    if (result.labels().isPresent()) {
      Path labels = place(made, of, OutputNames.LABELS);
      files.add(() -> TiffFile.save(result.labels().get(), labels));
    }
    Path rois = place(made, of, OutputNames.ROIS);
    files.add(() -> CellRois.write(rois, planes, image));
    Path table = place(made, of, OutputNames.CELLS);
    files.add(() -> CellTable.writeCsv(table, planes));
    Path picture = place(made, of, OutputNames.OVERLAY);
    files.add(() -> OverlayPicture.write(picture, image, fullest(planes)));
    if (result.patches().isPresent()) {
      PatchOutput patches = result.patches().get();
      for (Map.Entry<String, ImagePlus> map : patches.maps().entrySet()) {
        Path file = place(made, of, map.getKey());
        files.add(() -> TiffFile.save(map.getValue(), file));
      }
      Path fractions = place(made, of, OutputNames.FRACTIONS);
      files.add(() -> patches.fractions().write(fractions));
    }
    return files;
  }

  private static void writeAtOnce(List<Writing> files, ImagePlus image) throws IOException {
    long bytes = (long) WRITING * image.getWidth() * image.getHeight();
    Pipeline.<Integer, IOException>run(
        files.size(),
        Pipeline.atOnce(files.size(), bytes),
        (number, stopped) -> {
          files.get(number).run();
          return number;
        },
        written -> {},
        () -> false);
  }

  private void crop(
      Map<Path, String> made, FolderImage of, ImagePlus image, List<PlaneCells> planes)
      throws IOException {
    switch (crops.form()) {
      case NONE -> {}
      case STACK ->
          TiffFile.save(
              CropWorkflow.stack(image, planes, crops.options().of(image)),
              place(made, of, OutputNames.CROPS));
      case FILES ->
          CropWorkflow.write(
              image,
              planes,
              crops.options().of(image),
              Files.createDirectories(place(made, of, OutputNames.CROP_FOLDER)));
    }
  }

  private Path place(Map<Path, String> made, FolderImage of, String end) {
    Path file = records.workshop().resolve("image" + end);
    made.put(file, of.stem() + end);
    return file;
  }

  /** The first of those with the most cells. */
  private static PlaneCells fullest(List<PlaneCells> planes) {
    return planes.stream()
        .reduce((a, b) -> b.cells().size() > a.cells().size() ? b : a)
        .orElseThrow();
  }

  private static List<String> row(ImagePlus image, PlaneResult result) {
    PlaneCells plane = result.cells();
    return row(
        plane.image(),
        new LargeTask.Plane(
            plane.channel(),
            plane.slice(),
            plane.frame(),
            plane.cells().size(),
            result.threshold(),
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
}

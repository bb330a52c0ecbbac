package org.unstained.benchmark;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import ij.measure.ResultsTable;
import ij.process.ShortProcessor;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.CellRois;
import org.unstained.overlay.CellTable;

/**
 * Reading and writing, against ImageJ's own readers and writers of the same files. TIFF files are
 * written by ImageJ's code in both.
 */
final class FileSpeed implements Part {
  private static final int CELLS = 20_000;
  private static final int SIDE = 4096;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    Path folder = Files.createTempDirectory("files");
    CellGrid grid = CellGrid.of(effort.size(CELLS, CELLS / 10));
    int turns = effort.turns(9);
    try {
      report.accept("## Files\n\n");
      tiff(folder, effort, report);
      csv(folder, grid, turns, report);
      rois(folder, grid, turns, report);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static void tiff(Path folder, Effort effort, Consumer<String> report) {
    int side = effort.size(SIDE, SIDE / 4);
    Path file = folder.resolve("field.tif");
    short[] field = Fields.paint(side, Fields.cells(side));
    new FileSaver(new ImagePlus("field", new ShortProcessor(side, side, field, null)))
        .saveAsTiff(file.toString());
    report.accept(
        new Comparison(
                "Reading a TIFF of %d × %d pixels of 16 bits".formatted(side, side),
                3,
                effort.turns(9))
            .with(Contender.timed("ours", () -> pixels(ImageFiles.open(file))))
            .with(Contender.timed("ImageJ", () -> pixels(new Opener().openImage(file.toString()))))
            .run());
  }

  private static String pixels(ImagePlus image) {
    return image.getProcessor().getPixelCount() / 1_000_000 + " Mpx";
  }

  private static void csv(Path folder, CellGrid grid, int turns, Consumer<String> report) {
    Path ours = folder.resolve("ours.csv");
    Path theirs = folder.resolve("theirs.csv");
    ResultsTable table = CellTable.of(List.of(grid.cells()));
    report.accept(
        new Comparison("Writing a table of %,d cells as CSV".formatted(table.size()), 3, turns)
            .with(
                Contender.timed(
                    "ours, with all digits",
                    () -> {
                      CellTable.writeCsv(ours, List.of(grid.cells()));
                      return Files.size(ours) / 1024 + " KB";
                    }))
            .with(
                Contender.timed(
                    "ImageJ, with rounded numbers",
                    () -> {
                      table.saveAs(theirs.toString());
                      return Files.size(theirs) / 1024 + " KB";
                    }))
            .run());
  }

  private static void rois(Path folder, CellGrid grid, int turns, Consumer<String> report)
      throws IOException {
    Path ours = folder.resolve("ours.zip");
    Path theirs = folder.resolve("theirs.zip");
    CellRois.write(ours, List.of(grid.cells()));
    List<Roi> rois = CellRois.readRois(ours);
    report.accept(
        new Comparison("Writing an ROI set of %,d cells".formatted(rois.size()), 2, turns)
            .with(
                Contender.timed(
                    "ours",
                    () -> {
                      CellRois.write(ours, List.of(grid.cells()));
                      return Files.size(ours) / 1024 + " KB";
                    }))
            .with(
                Contender.timed(
                    "as the ROI Manager does",
                    () -> {
                      write(theirs, rois);
                      return Files.size(theirs) / 1024 + " KB";
                    }))
            .run());
    report.accept(
        new Comparison("Reading it", 2, turns)
            .with(Contender.timed("ours", () -> CellRois.readRois(ours).size() + " ROIs"))
            .with(Contender.timed("as the ROI Manager does", () -> read(theirs) + " ROIs"))
            .run());
  }

  static void write(Path zip, List<Roi> rois) throws IOException {
    try (ZipOutputStream entries =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(entries));
      RoiEncoder encoder = new RoiEncoder(out);
      for (int i = 0; i < rois.size(); i++) {
        entries.putNextEntry(new ZipEntry(IJ.pad(i, 6) + ".roi"));
        encoder.write(rois.get(i));
        out.flush();
      }
    }
  }

  private static int read(Path zip) throws IOException {
    int count = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry())
        if (new RoiDecoder(in.readAllBytes(), e.getName()).getRoi() != null) count++;
    }
    return count;
  }
}

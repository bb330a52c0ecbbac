package org.unstained.app;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleRunner;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.unstained.command.CellCommand;

/** Runs macros one after the other in a patched ImageJ, and writes down what they leave. */
public final class Replays {
  private Replays() {}

  /**
   * Macros of a folder in the order of their names. Beside each, a file that ends in {@code .err}
   * gets its error; it is empty if it went well.
   *
   * @param args the folder, then one that is emptied before each macro
   */
  public static void main(String[] args) throws IOException {
    PatchedImageJ.start();
    List<Path> macros;
    try (var files = Files.list(Path.of(args[0]))) {
      macros = files.filter(f -> f.toString().endsWith(".ijm")).sorted().toList();
    }
    for (Path macro : macros) {
      delete(Path.of(args[1]));
      Analyzer.setResultsTable(new ResultsTable());
      Interpreter.batchMode = false;
      String error = HeadlessMacro.run(Files.readString(macro), "").orElse("");
      Files.writeString(Path.of(macro + ".err"), error);
      int[] open = WindowManager.getIDList();
      for (int id : open == null ? new int[0] : open) WindowManager.getImage(id).close();
      WindowManager.setTempCurrentImage(null);
    }
    System.exit(0);
  }

  /** Called by macros: runs a command as SciJava does in Fiji, where a macro's options wait. */
  public static String scijava(String command, String options) throws ModuleException {
    Macro.setOptions(options);
    try (Context context = new Context()) {
      Module module = context.service(CommandService.class).getCommand(command).createModule();
      var steps =
          context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class);
      new ModuleRunner(context, module, steps, List.of()).run();
      return ((CellCommand) module.getDelegateObject()).failure().orElse("");
    } finally {
      Macro.setOptions(null);
    }
  }

  /** Called by macros: all images with their overlays, the table and the written files. */
  public static String outcome(String file, String output) throws IOException {
    List<String> lines = new ArrayList<>();
    int[] ids = WindowManager.getIDList();
    Set<ImagePlus> images = new LinkedHashSet<>();
    if (ids != null) Arrays.stream(ids).mapToObj(WindowManager::getImage).forEach(images::add);
    // without batch mode that is the only one that ImageJ knows
    if (WindowManager.getCurrentImage() != null) images.add(WindowManager.getCurrentImage());
    if (!images.isEmpty())
      images.stream()
          .sorted(Comparator.comparing(ImagePlus::getTitle))
          .forEach(image -> describe(image, lines));
    ResultsTable table = ResultsTable.getResultsTable();
    if (table != null && table.size() > 0) {
      lines.add(table.getColumnHeadings());
      for (int row = 0; row < table.size(); row++) lines.add(table.getRowAsString(row));
    }
    Path folder = Path.of(output);
    if (Files.isDirectory(folder))
      try (var files = Files.walk(folder)) {
        for (Path one : files.filter(Files::isRegularFile).sorted().toList())
          lines.add(folder.relativize(one) + fingerprint(one));
      }
    Files.write(Path.of(file), lines);
    return "";
  }

  private static void describe(ImagePlus image, List<String> lines) {
    CRC32 crc = new CRC32();
    for (int i = 1; i <= image.getStackSize(); i++)
      for (float value :
          (float[]) image.getStack().getProcessor(i).convertToFloatProcessor().getPixels()) {
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) crc.update(bits >>> shift);
      }
    lines.add(
        "%s %s %d %x"
            .formatted(
                image.getTitle(),
                Arrays.toString(image.getDimensions()),
                image.getBitDepth(),
                crc.getValue()));
    Overlay overlay = image.getOverlay();
    if (overlay == null) return;
    for (Roi roi : overlay)
      lines.add(
          "  %s %s %d/%d/%d/%d group %d %s"
              .formatted(
                  roi.getName(),
                  roi.getBounds(),
                  roi.getPosition(),
                  roi.getCPosition(),
                  roi.getZPosition(),
                  roi.getTPosition(),
                  roi.getGroup(),
                  roi.getProperties()));
  }

  /** Of files that hold no time. */
  private static String fingerprint(Path file) throws IOException {
    if (!file.toString().matches(".*[.](tif|csv|torchscript)")) return "";
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(file));
    return " " + Long.toHexString(crc.getValue());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}

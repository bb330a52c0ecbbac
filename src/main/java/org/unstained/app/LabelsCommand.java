package org.unstained.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.workflow.labels.LabelConversion;
import org.unstained.workflow.labels.Labels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Labels from the command line. */
@Command(
    name = "labels",
    description = "Lists and converts labels of cells: " + LabelsCommand.KEYS + ".",
    mixinStandardHelpOptions = true)
final class LabelsCommand {
  static final String KEYS = "voc, coco, labelme, geojson, rois, labels, csv, points, crops";

  @Spec private CommandSpec spec;

  /** Makes one format into another. */
  @Command(
      name = "convert",
      description = "Makes labels of one format into another.",
      mixinStandardHelpOptions = true)
  int convert(
      @Parameters(paramLabel = "IN", description = "File or folder of the labels.") Path in,
      @Parameters(paramLabel = "OUT", description = "Folder, or file for coco and csv.") Path out,
      @Option(names = "--to", required = true, description = "Format to write: " + KEYS + ".")
          String to,
      @Option(names = "--from", defaultValue = Labels.AUTO, description = "Format to read.")
          String from,
      @Option(names = "--images", description = "Folder of the images, for sizes and crops.")
          Path images,
      @Option(
              names = "--side",
              defaultValue = "0",
              description = "Points become squares with sides of so many pixels.")
          double side)
      throws IOException {
    System.setProperty("java.awt.headless", "true");
    LabelConversion done = LabelConversion.of(in, from, out, to, images, new LabelOptions(side));
    PrintWriter err = spec.commandLine().getErr();
    done.notes().forEach(err::println);
    spec.commandLine()
        .getOut()
        .printf(
            "%d cells of %d images: %s to %s%n",
            done.objects(), done.images(), done.from().title(), done.to().title());
    spec.commandLine().getOut().flush();
    return Main.OK;
  }

  /** Lists what is there. */
  @Command(
      name = "list",
      description = "Says how many cells each image has.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(paramLabel = "IN", description = "File or folder of the labels.") Path in,
      @Option(names = "--from", defaultValue = Labels.AUTO, description = "Format to read.")
          String from,
      @Option(
              names = "--side",
              defaultValue = "0",
              description = "Points become squares with sides of so many pixels.")
          double side)
      throws IOException {
    System.setProperty("java.awt.headless", "true");
    Labels.Found found = Labels.read(in, from, new LabelOptions(side));
    LabelSet set = found.set();
    PrintWriter out = spec.commandLine().getOut();
    LabelConversion.summary(set).forEach(out::println);
    out.printf(
        "%s: %d cells of %d images, classes: %s%n",
        found.format().title(),
        set.objects(),
        set.files().size(),
        String.join(", ", set.classes().stream().map(c -> c.name()).toList()));
    out.flush();
    set.allWarnings().forEach(w -> spec.commandLine().getErr().println(w));
    return Main.OK;
  }
}

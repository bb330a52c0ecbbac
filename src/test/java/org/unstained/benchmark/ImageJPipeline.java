package org.unstained.benchmark;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Roi;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Binary;
import ij.plugin.filter.EDM;
import ij.plugin.filter.ParticleAnalyzer;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.List;

/**
 * What an ImageJ user would run instead: Otsu, Fill Holes, opening, Watershed, Analyze Particles.
 */
final class ImageJPipeline {
  private ImageJPipeline() {}

  /** The mask after the watershed: 255 for cells, a line of 0 between touching ones. */
  static ByteProcessor segment(ImageProcessor plane) {
    ImageProcessor ip = plane.duplicate();
    ip.setAutoThreshold("Otsu dark");
    ByteProcessor mask = ip.createMask();
    ImagePlus image = new ImagePlus("mask", mask);
    Prefs.blackBackground = true;
    Binary binary = new Binary();
    binary.setup("fill", image);
    binary.run(mask);
    for (int i = 0; i < 2; i++) mask.erode(1, 0);
    for (int i = 0; i < 2; i++) mask.dilate(1, 0);
    new EDM().toWatershed(mask);
    return mask;
  }

  /** Area, perimeter, shape, mean and box of each particle of 20 pixels or more. */
  static ResultsTable measure(ByteProcessor mask) {
    return analyze(mask, ParticleAnalyzer.SHOW_NONE).table();
  }

  /** A label map of the particles. */
  static ImageProcessor labels(ByteProcessor mask) {
    return analyze(mask, ParticleAnalyzer.SHOW_ROI_MASKS).labels();
  }

  /** All that ImageJ makes of the particles: table, label map and ROIs. */
  static Analysis all(ByteProcessor mask) {
    Analysis found = analyze(mask, ParticleAnalyzer.SHOW_OVERLAY_OUTLINES);
    ShortProcessor labels = new ShortProcessor(mask.getWidth(), mask.getHeight());
    for (int i = 0; i < found.rois().size(); i++) {
      labels.setValue(i + 1);
      labels.fill(found.rois().get(i));
    }
    return new Analysis(found.table(), labels, found.rois());
  }

  /**
   * @param labels null if none were asked for
   * @param rois empty if none were asked for
   */
  record Analysis(ResultsTable table, ImageProcessor labels, List<Roi> rois) {}

  private static Analysis analyze(ByteProcessor mask, int show) {
    ResultsTable table = new ResultsTable();
    int measurements =
        Measurements.AREA
            | Measurements.PERIMETER
            | Measurements.SHAPE_DESCRIPTORS
            | Measurements.MEAN
            | Measurements.RECT;
    mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
    ParticleAnalyzer analyzer =
        new ParticleAnalyzer(show, measurements, table, 20, Double.MAX_VALUE);
    analyzer.setHideOutputImage(true);
    ImagePlus image = new ImagePlus("mask", mask);
    analyzer.analyze(image, mask);
    ImagePlus output = analyzer.getOutputImage();
    List<Roi> rois = image.getOverlay() == null ? List.of() : List.of(image.getOverlay().toArray());
    return new Analysis(table, output == null ? null : output.getProcessor(), rois);
  }
}

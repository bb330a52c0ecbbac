package org.unstained.workflow;

import java.nio.file.Path;
import java.util.List;
import org.unstained.image.LabelImages;
import org.unstained.overlay.PatchImages;

/** How the files are called that a folder run writes. */
final class OutputNames {
  private OutputNames() {}

  static final String LABELS = "-labels.tif";
  static final String LARGE_LABELS = "-labels.ome.tif";
  static final String ROIS = "-rois.zip";
  static final String CELLS = "-cells.csv";
  static final String OVERLAY = "-overlay.png";
  static final String CROPS = "-crops.tif";
  static final String CROP_FOLDER = "-crops";
  static final String FRACTIONS = "-patch-fractions.csv";
  static final List<String> OF_IMAGE =
      List.of(
          LABELS,
          LARGE_LABELS,
          ROIS,
          CELLS,
          OVERLAY,
          CROPS,
          CROP_FOLDER,
          FRACTIONS,
          PatchImages.CLASSES + ".tif");

  static final String ALL_CELLS = "cells.csv";
  static final String SUMMARY = "summary.csv";
  static final String FAILURES = "failures.csv";
  static final String RUN = "run.json";
  static final List<String> OF_FOLDER = List.of(ALL_CELLS, SUMMARY, FAILURES, RUN);

  /** The image's name without ending. */
  static String stem(Path image) {
    return LabelImages.title(image.getFileName().toString(), "");
  }
}

package org.unstained.workflow.files;

import java.nio.file.Path;
import java.util.List;
import org.unstained.image.LabelImages;
import org.unstained.overlay.PatchImages;

/** How the files are called that a folder run writes. */
public final class OutputNames {
  private OutputNames() {}

  public static final String LABELS = "-labels.tif";
  public static final String LARGE_LABELS = "-labels.ome.tif";
  public static final String ROIS = "-rois.zip";
  public static final String CELLS = "-cells.csv";
  public static final String OVERLAY = "-overlay.png";
  public static final String CROPS = "-crops.tif";
  public static final String CROP_FOLDER = "-crops";
  public static final String FRACTIONS = "-patch-fractions.csv";
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

  public static final String ALL_CELLS = "cells.csv";
  public static final String SUMMARY = "summary.csv";
  public static final String FAILURES = "failures.csv";
  public static final String RUN = "run.json";

  /** The files of a folder run as a whole. */
  public static final List<String> OF_FOLDER = List.of(ALL_CELLS, SUMMARY, FAILURES, RUN);

  /** The image's name without ending. */
  public static String stem(Path image) {
    return LabelImages.title(image.getFileName().toString(), "");
  }
}

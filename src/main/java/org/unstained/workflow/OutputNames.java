package org.unstained.workflow;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unstained.image.LabelImages;

/** How the files are called that a folder run writes. */
final class OutputNames {
  private OutputNames() {}

  static final String LABELS = "-labels.tif";
  static final String ROIS = "-rois.zip";
  static final String CELLS = "-cells.csv";
  static final String OVERLAY = "-overlay.png";
  static final List<String> OF_IMAGE = List.of(LABELS, ROIS, CELLS, OVERLAY);

  static final String ALL_CELLS = "cells.csv";
  static final String SUMMARY = "summary.csv";
  static final String FAILURES = "failures.csv";
  static final String RUN = "run.json";
  static final List<String> OF_FOLDER = List.of(ALL_CELLS, SUMMARY, FAILURES, RUN);

  /**
   * What the names of an image's files begin with: the image's name without ending, or with it
   * where several images differ in nothing else ({@code a.png} and {@code a.tif}). Two names that
   * differ only in capitals count as the same, as they do on many disks.
   */
  static Map<Path, String> stems(List<Path> images) {
    Map<String, Integer> count = new HashMap<>();
    for (Path image : images) count.merge(caseless(stem(image)), 1, Integer::sum);
    Map<Path, String> stems = new LinkedHashMap<>();
    for (Path image : images)
      stems.put(
          image,
          count.get(caseless(stem(image))) > 1 ? image.getFileName().toString() : stem(image));
    return stems;
  }

  static String stem(Path image) {
    return LabelImages.title(image.getFileName().toString(), "");
  }

  private static String caseless(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

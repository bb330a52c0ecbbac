package org.unstained.workflow.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.learning.JudgedImage;

/**
 * Images with what is there and what was found, ready to be judged.
 *
 * @param images by name
 * @param files of each image, where it is known
 * @param scored whether detections have scores of their own
 * @param probabilities whether they have a score of each class
 * @param given whether the boxes are those of the truth, and only classes are judged
 * @param score least score that counts if nobody says another
 * @param what was judged, by name
 * @param notices that the reader must not overlook
 * @param notes what was left out or mended
 * @param values of each numeric column of the table, by detection, image by image; empty if there
 *     is no table
 */
record JudgedCells(
    List<JudgedImage> images,
    List<Optional<Path>> files,
    boolean scored,
    boolean probabilities,
    boolean given,
    double score,
    String what,
    List<String> notices,
    List<String> notes,
    Map<String, double[]> values) {
  JudgedCells {
    images = List.copyOf(images);
    files = List.copyOf(files);
    notices = List.copyOf(notices);
    notes = List.copyOf(notes);
  }
}

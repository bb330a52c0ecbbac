package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.util.Optional;
import org.unstained.image.LabelPlanes;
import org.unstained.workflow.patches.PatchOutput;

/**
 * What a task made of an image as a whole, besides the cells of its planes.
 *
 * @param labels the label map, or empty if the task makes none
 * @param patches what there is if the cells are patches
 */
record ImageMaps(Optional<ImagePlus> labels, Optional<PatchOutput> patches) {
  static final ImageMaps NONE = new ImageMaps(Optional.empty(), Optional.empty());

  static ImageMaps of(ImagePlus labels) {
    return new ImageMaps(Optional.of(labels), Optional.empty());
  }

  /** Takes temporary files away; the label map is gone then. */
  void free() {
    labels.ifPresent(LabelPlanes::free);
  }
}

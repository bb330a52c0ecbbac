package org.unstained.workflow.counts;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.unstained.overlay.ShownCells;

/**
 * What is counted: the cells of some images.
 *
 * @param images one at least
 * @param classes that cells have or could have had
 * @param from for people: where the cells were found
 */
public record CountInputs(List<CountInput> images, Set<String> classes, String from) {

  /**
   * The cells in the overlays of open images.
   *
   * @throws IllegalArgumentException if none of them has cells, or cells were looked for on none
   */
  static CountInputs of(List<ImagePlus> images) {
    List<CountInput> inputs = new ArrayList<>();
    Set<String> classes = new LinkedHashSet<>();
    for (ImagePlus imp : images) {
      ShownCells shown = ShownCells.of(imp);
      if (!shown.isAny()) continue;
      classes.addAll(shown.classes());
      inputs.add(input(imp, shown));
    }
    if (inputs.isEmpty())
      throw new IllegalArgumentException(
          "There are no cells on %s. Run Detect Cells or Segment Cells on it first, on all planes of a stack."
              .formatted(
                  images.size() == 1
                      ? "'" + images.get(0).getTitle() + "'"
                      : "any of the %d open images".formatted(images.size())));
    return new CountInputs(
        inputs,
        classes,
        inputs.stream().map(CountInput::image).limit(5).collect(Collectors.joining(", "))
            + (inputs.size() > 5 ? " and %d more".formatted(inputs.size() - 5) : ""));
  }

  private static CountInput input(ImagePlus imp, ShownCells shown) {
    return new CountInput(
        imp.getTitle(),
        path(imp),
        imp.getNFrames(),
        imp.getNSlices(),
        shown.cells().stream()
            .filter(c -> c.place().frame() <= imp.getNFrames())
            .filter(c -> c.place().slice() <= imp.getNSlices())
            .map(c -> new CountInput.Found(plane(c.place()), c.channel(), c.className(), c.score()))
            .toList(),
        shown.worked().stream().map(CountInputs::plane).collect(Collectors.toSet()),
        FrameInterval.of(imp));
  }

  private static CountInput.Plane plane(ShownCells.Place place) {
    return new CountInput.Plane(place.slice(), place.frame());
  }

  /** The folder that the image's file lies in, a slash and its title; the title alone without. */
  private static String path(ImagePlus imp) {
    FileInfo info = imp.getOriginalFileInfo();
    Optional<Path> folder =
        info == null || info.directory == null || info.directory.isBlank()
            ? Optional.empty()
            : Optional.ofNullable(Path.of(info.directory).getFileName());
    return folder.map(name -> name + "/" + imp.getTitle()).orElse(imp.getTitle());
  }
}

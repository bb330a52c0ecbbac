package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.inference.Picture;
import org.unstained.learning.LabelledPlane;
import org.unstained.models.ModelDescription;

/**
 * One plane of an image to learn from, and what people drew in it. The image is opened when it is
 * needed.
 */
public final class TrainingImage {
  /** Opens an image, or hands over one that is open. */
  private interface Opening {
    ImagePlus open() throws IOException;
  }

  private final String name;
  private final Opening opening;
  private final SliceAndFrame at;
  private final List<AnnotatedBox> boxes;

  private TrainingImage(String name, Opening opening, SliceAndFrame at, List<AnnotatedBox> boxes) {
    this.name = name;
    this.opening = opening;
    this.at = at;
    this.boxes = List.copyOf(boxes);
  }

  /** The first plane of a file. */
  public static TrainingImage of(Path file, List<AnnotatedBox> boxes) {
    String name = file.getFileName().toString();
    return new TrainingImage(name, () -> ImageFiles.open(file), new SliceAndFrame(1, 1), boxes);
  }

  /**
   * A plane of an image that is open and stays so.
   *
   * @param slice from 1
   * @param frame from 1
   */
  public static TrainingImage of(ImagePlus image, int slice, int frame, List<AnnotatedBox> boxes) {
    String name =
        image.getNSlices() * image.getNFrames() == 1
            ? image.getTitle()
            : "%s, slice %d, frame %d".formatted(image.getTitle(), slice, frame);
    return new TrainingImage(name, () -> image, new SliceAndFrame(slice, frame), boxes);
  }

  /** The image, which stays as it is. */
  public ImagePlus open() throws IOException {
    return opening.open();
  }

  public String name() {
    return name;
  }

  public List<AnnotatedBox> boxes() {
    return boxes;
  }

  /**
   * The plane as a model looks at it, with its boxes.
   *
   * @param channels the user's choice, see {@link InputChannels}
   * @throws IOException if the file can't be opened
   * @throws IllegalArgumentException if it hasn't the model's channels; names the image
   */
  LabelledPlane plane(ModelDescription model, String channels) throws IOException {
    ImagePlus image = open();
    var planes =
        InputChannels.of(image, channels, model.input().channels(), model.name()).planes(image, at);
    return new LabelledPlane(name, Picture.of(model, planes, Planes.pixelSize(image)), boxes);
  }
}

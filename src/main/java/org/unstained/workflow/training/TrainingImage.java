package org.unstained.workflow.training;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.ImagePosition;
import org.unstained.cells.Box;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.inference.Picture;
import org.unstained.learning.LabelledPlane;
import org.unstained.models.ModelDescription;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.SliceAndFrame;

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
  private final Optional<String> whole;

  private TrainingImage(
      String name,
      Opening opening,
      SliceAndFrame at,
      List<AnnotatedBox> boxes,
      Optional<String> whole) {
    this.name = name;
    this.opening = opening;
    this.at = at;
    this.boxes = List.copyOf(boxes);
    this.whole = whole;
  }

  /** The first plane of a file. */
  public static TrainingImage of(Path file, List<AnnotatedBox> boxes) {
    return new TrainingImage(
        file.getFileName().toString(),
        () -> ImageFiles.open(file),
        new SliceAndFrame(1, 1),
        boxes,
        Optional.empty());
  }

  /**
   * The planes of a file that have cells; of a file without any, or whose cells say no plane, the
   * first.
   */
  static List<TrainingImage> planes(Path file, List<AnnotatedBox> boxes) {
    Map<SliceAndFrame, List<AnnotatedBox>> planes = new LinkedHashMap<>();
    for (AnnotatedBox box : boxes) {
      ImagePosition at = box.details().position().orFirst();
      planes
          .computeIfAbsent(new SliceAndFrame(at.slice(), at.frame()), p -> new ArrayList<>())
          .add(box);
    }
    SliceAndFrame first = new SliceAndFrame(1, 1);
    if (planes.isEmpty() || planes.size() == 1 && planes.containsKey(first))
      return List.of(of(file, boxes));
    List<TrainingImage> images = new ArrayList<>();
    planes.forEach(
        (at, drawn) ->
            images.add(
                new TrainingImage(
                    "%s, slice %d, frame %d".formatted(file.getFileName(), at.slice(), at.frame()),
                    () -> ImageFiles.open(file),
                    at,
                    drawn,
                    Optional.empty())));
    return images;
  }

  /** A file that is filled by one cell of that class. */
  static TrainingImage ofCrop(Path file, String className) {
    return new TrainingImage(
        className + "/" + file.getFileName(),
        () -> ImageFiles.open(file),
        new SliceAndFrame(1, 1),
        List.of(),
        Optional.of(className));
  }

  /**
   * A plane of an image that is open. Its pixels are copied when they are first needed, so that the
   * image may be changed and closed while a model learns.
   *
   * @param slice from 1
   * @param frame from 1
   */
  public static TrainingImage of(ImagePlus image, int slice, int frame, List<AnnotatedBox> boxes) {
    String name =
        image.getNSlices() * image.getNFrames() == 1
            ? image.getTitle()
            : "%s, slice %d, frame %d".formatted(image.getTitle(), slice, frame);
    ImagePlus[] copy = new ImagePlus[1];
    Opening once =
        () -> {
          synchronized (copy) {
            if (copy[0] == null) copy[0] = plane(image, slice, frame);
            return copy[0];
          }
        };
    return new TrainingImage(name, once, new SliceAndFrame(1, 1), boxes, Optional.empty());
  }

  private static ImagePlus plane(ImagePlus image, int slice, int frame) {
    ImageStack channels = new ImageStack(image.getWidth(), image.getHeight());
    for (int c = 1; c <= image.getNChannels(); c++)
      channels.addSlice(
          image.getStack().getProcessor(image.getStackIndex(c, slice, frame)).duplicate());
    ImagePlus copy = new ImagePlus(image.getTitle(), channels);
    copy.setDimensions(channels.size(), 1, 1);
    copy.setCalibration(image.getCalibration().copy());
    return copy;
  }

  /** The image, which stays as it is. */
  public ImagePlus open() throws IOException {
    return opening.open();
  }

  /** The same under another name. */
  public TrainingImage named(String other) {
    return new TrainingImage(other, opening, at, boxes, whole);
  }

  /** Whether the image is a crop that one cell fills. */
  public boolean isCrop() {
    return whole.isPresent();
  }

  /** What is drawn in it, without opening it; none for a crop. */
  public List<AnnotatedBox> drawn() {
    return boxes;
  }

  /** All channels of the plane. */
  public List<RandomAccessibleInterval<? extends RealType<?>>> channels(ImagePlus opened) {
    return Planes.channels(opened, at.slice(), at.frame());
  }

  /** The plane as people see it; of several channels the first. */
  public ImageProcessor shown(ImagePlus opened) {
    return opened
        .getStack()
        .getProcessor(opened.getStackIndex(1, at.slice(), at.frame()))
        .duplicate();
  }

  public String name() {
    return name;
  }

  /** The class of each cell, in the order of {@link #boxes}. */
  public List<String> classes() {
    return whole.map(List::of).orElse(boxes.stream().map(AnnotatedBox::className).toList());
  }

  /** The cells of the image, which has been opened. */
  public List<AnnotatedBox> boxes(ImagePlus opened) {
    Box all = new Box(0, 0, opened.getWidth(), opened.getHeight());
    return whole.map(name -> List.of(new AnnotatedBox(all, name))).orElse(boxes);
  }

  /** The same with cells of these classes only. */
  TrainingImage ofClasses(Collection<String> wanted) {
    return new TrainingImage(
        name,
        opening,
        at,
        boxes.stream().filter(box -> wanted.contains(box.className())).toList(),
        whole.filter(wanted::contains));
  }

  /**
   * The plane as a model looks at it, with its boxes.
   *
   * @param channels the user's choice, see {@link InputChannels}
   * @throws IOException if the file can't be opened
   * @throws IllegalArgumentException if it hasn't the model's channels; names the image
   */
  public LabelledPlane plane(ModelDescription model, String channels) throws IOException {
    ImagePlus image = open();
    var planes =
        InputChannels.of(image, channels, model.input().channels(), model.name()).planes(image, at);
    Picture picture = Picture.of(model, planes, Planes.pixelSize(image));
    return new LabelledPlane(name, picture, boxes(image));
  }
}

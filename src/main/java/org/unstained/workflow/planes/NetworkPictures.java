package org.unstained.workflow.planes;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unstained.image.Planes;
import org.unstained.inference.Picture;
import org.unstained.models.CropRule.Statistics;
import org.unstained.models.ModelDescription;

/** Planes of an image as a model's network sees them. */
public final class NetworkPictures {
  private NetworkPictures() {}

  /**
   * The channels that a user chose for a model.
   *
   * @throws IllegalArgumentException if they aren't there or aren't as many as the model takes
   */
  public static InputChannels channels(ImagePlus image, String choice, ModelDescription model) {
    return InputChannels.of(
        image, choice, model.input().channels(), "The model '%s'".formatted(model.key()));
  }

  /**
   * The channels for a classifier behind a detector: of the detector's those of the same names; if
   * it has others, the same ones where it takes as many, else what it takes without a choice.
   */
  public static InputChannels channels(
      ImagePlus image, InputChannels detectors, ModelDescription detector, ModelDescription model) {
    List<String> names = detector.input().channels();
    List<Integer> numbers = new ArrayList<>();
    for (String wanted : model.input().channels())
      if (names.contains(wanted)) numbers.add(detectors.numbers().get(names.indexOf(wanted)));
    if (numbers.size() == model.input().channels().size()) return new InputChannels(numbers);
    if (names.size() == model.input().channels().size()) return detectors;
    return channels(image, "", model);
  }

  /** One plane as a model looks at it, its values measured anew. Nothing is copied. */
  public static Picture of(
      ImagePlus image, SliceAndFrame at, InputChannels channels, ModelDescription model) {
    return Picture.of(model, channels.planes(image, at), Planes.pixelSize(image));
  }

  /** As the other, of an image in memory or in its file. */
  public static Picture of(PlaneSource plane, InputChannels channels, ModelDescription model)
      throws IOException {
    return Picture.of(model, plane.planes(channels), Planes.pixelSize(plane.card()));
  }

  /**
   * Whether a classifier looks at the same values as the detector, if it does at the same planes.
   */
  public static boolean alike(ModelDescription detector, ModelDescription classifier) {
    return classifier.crop().statistics() == Statistics.IMAGE
        && classifier.input().preprocessing().equals(detector.input().preprocessing());
  }
}

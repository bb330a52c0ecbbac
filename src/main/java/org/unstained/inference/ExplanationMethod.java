package org.unstained.inference;

import java.util.Locale;

/** How it is found out where a classifier looked. */
public enum ExplanationMethod {
  /**
   * A grey square is moved over the crop; a place counts by how much the logarithm of the class's
   * probability falls when it is covered (Zeiler and Fergus 2014,
   * doi:10.1007/978-3-319-10590-1_53). Works with any network.
   */
  OCCLUSION(false),
  /**
   * The features of the last layer, each weighted by the mean derivative of the class's output with
   * respect to its map (Selvaraju et al. 2017, doi:10.1109/ICCV.2017.74). Behind a mean and one
   * linear layer these are the layer's weights, so that Grad-CAM is CAM (Zhou et al. 2016,
   * doi:10.1109/CVPR.2016.319).
   */
  GRADCAM(true),
  /**
   * The first principal direction of the features of the last layer, whatever the class (Muhammad
   * and Yeasin 2020, doi:10.1109/IJCNN48605.2020.9206626).
   */
  EIGENCAM(true),
  /**
   * Each feature's map is laid over the crop as a mask; the better the class is known behind it,
   * the more the feature counts (Wang et al. 2020, doi:10.1109/CVPRW50498.2020.00020).
   */
  SCORECAM(true);

  private final boolean lastLayer;

  ExplanationMethod(boolean lastLayer) {
    this.lastLayer = lastLayer;
  }

  /** Whether the network has to show its last layer. */
  public boolean needsLastLayer() {
    return lastLayer;
  }

  /** The word in macros. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such method
   */
  public static ExplanationMethod of(String key) {
    for (ExplanationMethod method : values()) if (method.key().equals(key)) return method;
    throw new IllegalArgumentException(
        "'method' is one of occlusion, gradcam, eigencam, scorecam; got '%s'".formatted(key));
  }
}

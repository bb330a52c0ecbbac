package org.unstained;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.CropRule.Statistics;
import org.unstained.models.ModelClass;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelInput;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;
import org.unstained.models.PreprocessingStep;
import org.unstained.models.SizeRule;
import org.unstained.models.Weights;

/**
 * Installed models for tests, made of the small networks, and a picture that they were made for:
 * bright and dim discs, which the detector calls Living Cell and Dead Cell by its own.
 */
public final class NetworkPackages {
  private NetworkPackages() {}

  public static final String DETECTOR = "test-detector";
  public static final String CLASSIFIER = "test-classifier";

  public static final int BRIGHT = 180;
  public static final int DIM = 100;
  public static final int RADIUS = 9;

  private static final List<String> CLASSES = List.of("Living Cell", "Dead Cell");

  /** Both models in the library of this home; see the system property unstained.home. */
  public static void install(Path home) throws IOException {
    detector(home, DETECTOR, "two-kinds");
    classifier(home, CLASSIFIER, CLASSES);
  }

  /** A detector of 1 channel that finds discs, each with a box of 20 x 24 pixels. */
  public static ModelPackage detector(Path home, String name, String network) throws IOException {
    return detector(home, name, network, List.of("brightfield"), CLASSES);
  }

  public static ModelPackage detector(
      Path home, String name, String network, List<String> channels, List<String> classes)
      throws IOException {
    return ModelPackage.write(
        home.resolve("models").resolve(name),
        description(
            name,
            ModelTask.DETECTION,
            channels,
            new SizeRule(32, 8),
            1 / 200.0,
            new ModelOutput(OutputFormat.MAPS, 4),
            classes,
            new ModelDefaults(0.5, 0.4, 0.9),
            CropRule.STANDARD),
        network(network));
  }

  /** A classifier by the brightness of the cell: the first class if it is bright. */
  public static ModelPackage classifier(Path home, String name, List<String> classes)
      throws IOException {
    return classifier(home, name, classes, 1 / 120.0, Statistics.IMAGE);
  }

  public static ModelPackage classifier(
      Path home, String name, List<String> classes, double gain, Statistics statistics)
      throws IOException {
    return ModelPackage.write(
        home.resolve("models").resolve(name),
        description(
            name,
            ModelTask.CLASSIFICATION,
            List.of("brightfield"),
            SizeRule.fixed(24),
            gain,
            ModelOutput.of(OutputFormat.LOGITS),
            classes,
            new ModelDefaults(0.3, 0.5, 0.6),
            new CropRule(CropRule.Fit.PAD, 0, statistics)),
        network("mean-classifier"));
  }

  private static ModelDescription description(
      String name,
      ModelTask task,
      List<String> channels,
      SizeRule side,
      double gain,
      ModelOutput output,
      List<String> classes,
      ModelDefaults defaults,
      CropRule crop) {
    return new ModelDescription(
        name,
        "For tests.",
        "1.2.0",
        task,
        new ModelInput(
            channels,
            side,
            side,
            OptionalDouble.empty(),
            1,
            List.of(new PreprocessingStep.ScaleLinear(List.of(gain), List.of(0.0)))),
        output,
        classes.stream().map(c -> ModelClass.at(classes.indexOf(c), c)).toList(),
        defaults,
        crop,
        Credits.NONE,
        Optional.empty(),
        new Weights("weights.torchscript", "0".repeat(64), "1.13.0"));
  }

  public static Path network(String name) {
    try {
      return Path.of(
          NetworkPackages.class.getResource("/networks/" + name + ".torchscript").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** 8-bit, 240 x 160: three bright discs above and two dim ones below. */
  public static ImagePlus discs(String title) {
    return new ImagePlus(title, discs(3, 2));
  }

  /** A plane with so many bright discs above and dim ones below, three at most. */
  public static ByteProcessor discs(int bright, int dim) {
    ByteProcessor ip = new ByteProcessor(240, 160);
    ip.setColor(20);
    ip.fill();
    for (int i = 0; i < bright; i++) disc(ip, 42 + 70 * i, 42, BRIGHT);
    for (int i = 0; i < dim; i++) disc(ip, 46 + 70 * i, 114, DIM);
    return ip;
  }

  public static void disc(ByteProcessor ip, int cx, int cy, int value) {
    for (int y = cy - RADIUS; y <= cy + RADIUS; y++)
      for (int x = cx - RADIUS; x <= cx + RADIUS; x++)
        if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= RADIUS * RADIUS) ip.set(x, y, value);
  }
}

package org.unstained.benchmark;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Detection;
import org.unstained.inference.Picture;
import org.unstained.learning.ClassifierScores;
import org.unstained.learning.DetectionScores;
import org.unstained.learning.JudgedCrop;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.training.TrainingImages;

/**
 * How good the bundled models are on annotated images, by the very way that users take: detector
 * alone, classifier alone (ω = 1), and both with the weight and the score of the packages.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.ModelScores}
 */
public final class ModelScores {
  private static final Path DATA = Path.of("../shared/data");

  /** Average precision needs what lies below the score of a package, too. */
  private static final double LEAST = 0.05;

  private final List<LabelledImage> images;
  private final String detector;
  private final String classifier;

  private ModelScores(List<LabelledImage> images, String detector, String classifier) {
    this.images = images;
    this.detector = detector;
    this.classifier = classifier;
  }

  /** Of living and dead cells, on the images of a list. */
  static ModelScores liveDead(String list) throws IOException {
    return of("livedead", list, Set.of(), "livedead-detector", "livedead-classifier");
  }

  /** Of blood cells; without the images that overlap one that was learned from. */
  static ModelScores blood(String list) throws IOException {
    Set<String> overlapping = TrainingImages.listed(DATA.resolve("bccd"), "val_overlapping_train");
    return of("bccd", list, overlapping, "blood-detector", "blood-classifier");
  }

  private static ModelScores of(
      String folder, String list, Set<String> without, String detector, String classifier)
      throws IOException {
    AnnotationFolder found = AnnotationFolder.find(DATA.resolve(folder));
    List<LabelledImage> images =
        LabelledImages.read(found, found.names(list), ImageFiles::looksLikeImage).images().stream()
            .filter(
                i ->
                    !without.contains(
                        i.file().getFileName().toString().replaceAll("\\.[^.]*$", "")))
            .toList();
    return new ModelScores(images, detector, classifier);
  }

  int images() {
    return images.size();
  }

  /** With the detector alone. */
  DetectionScores alone() throws IOException {
    double score = model(detector).description().defaults().score();
    return scores(DetectOptions.of(detector), score);
  }

  /** With both and the weight and score of the packages. */
  DetectionScores together() throws IOException {
    return together(OptionalDouble.empty());
  }

  /** With both and another weight. */
  DetectionScores together(OptionalDouble weight) throws IOException {
    double score = model(classifier).description().defaults().score();
    DetectOptions options = DetectOptions.of(detector).withClassifier(classifier);
    DetectOptions weighted =
        new DetectOptions(
            detector,
            classifier,
            weight,
            options.score(),
            options.overlap(),
            options.tile(),
            options.channels(),
            options.allPlanes(),
            options.turns(),
            options.device());
    return scores(weighted, score);
  }

  /** With both and the weight and score of the packages, in several positions. */
  DetectionScores turned() throws IOException {
    double score = model(classifier).description().defaults().score();
    return scores(DetectOptions.of(detector).withClassifier(classifier).withTurns(true), score);
  }

  private DetectionScores scores(DetectOptions options, double score) throws IOException {
    List<JudgedImage> judged = new ArrayList<>();
    try (DetectWorkflow workflow = DetectWorkflow.open(options.withScore(LEAST))) {
      for (LabelledImage one : images) {
        ImagePlus image = ImageFiles.open(one.file());
        List<Detection> found = new ArrayList<>();
        for (Cell cell : workflow.run(image, p -> {}, () -> false).planes().get(0).cells())
          found.add(detection(cell));
        judged.add(new JudgedImage(image.getTitle(), found, one.annotated().boxes()));
      }
    }
    return DetectionScores.of(judged, score, MatchSettings.VOC);
  }

  private static Detection detection(Cell cell) {
    Classification said = cell.classification();
    List<String> names = List.copyOf(said.probabilities().keySet());
    float[] each = new float[names.size()];
    for (int i = 0; i < each.length; i++)
      each[i] = said.probabilities().get(names.get(i)).floatValue();
    return new Detection(
        cell.box(), names.indexOf(said.name()), said.score(), ClassScores.of(names, each));
  }

  /** The classifier on the boxes that people drew. */
  ClassifierScores onTrueBoxes() throws IOException {
    ModelPackage model = model(classifier);
    ComputeDevice device = Installation.devices().choose("auto").device();
    List<JudgedCrop> judged = new ArrayList<>();
    try (ClassifierModel network =
        ClassifierModel.load(
            model.weights(), ClassifierFormat.of(model.description()), device.djl())) {
      for (LabelledImage one : images) {
        ImagePlus image = ImageFiles.open(one.file());
        boolean colours = model.description().input().channels().size() == 3;
        boolean rgb = image.getType() == ImagePlus.COLOR_RGB;
        var planes =
            colours
                ? Planes.channels(image, 1, 1)
                : List.of(Planes.plane(image, rgb ? 0 : 1, 1, 1));
        Picture picture = Picture.of(model.description(), planes, Planes.pixelSize(image));
        List<AnnotatedBox> boxes = one.annotated().boxes();
        List<Box> drawn = boxes.stream().map(AnnotatedBox::box).toList();
        List<ClassScores> said =
            CellClassifier.classify(
                picture, drawn, network, ClassificationSettings.defaults(), p -> {}, () -> false);
        for (int i = 0; i < said.size(); i++)
          judged.add(new JudgedCrop(image.getTitle(), boxes.get(i).className(), said.get(i)));
      }
    }
    return ClassifierScores.of(model.description().classNames(), judged);
  }

  private static ModelPackage model(String name) throws IOException {
    return Installation.models().find(name);
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    print("Living and dead cells, validation images", liveDead("val"));
    print("Blood cells, validation images that overlap none of training", blood("val"));
  }

  private static void print(String title, ModelScores models) throws IOException {
    Installation.devices().choose("auto");
    System.out.println(title + ": " + models.images());
    row("detector alone", models.alone());
    row("weight 1", models.together(OptionalDouble.of(1)));
    double weight = model(models.classifier).description().defaults().weight();
    row("weight %.1f (the package's)".formatted(weight), models.together());
    row("the same with turns", models.turned());
    ClassifierScores boxes = models.onTrueBoxes();
    System.out.println(
        String.format(
            Locale.ROOT,
            "  classifier on true boxes: accuracy %.4f, balanced %.4f, AUROC %.4f",
            boxes.confusion().accuracy(),
            boxes.confusion().balancedAccuracy(),
            boxes.auroc()));
  }

  private static void row(String name, DetectionScores scores) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "  %-28s mAP50 %.4f  AP50 %.4f  F1 %.4f at %.3f (best %.4f)  class accuracy %.4f  %s",
            name,
            scores.map50(),
            scores.ap50(),
            scores.counts().f1(),
            scores.score(),
            scores.best().f1(),
            scores.classes().accuracy(),
            scores.ap50ByClass()));
  }
}

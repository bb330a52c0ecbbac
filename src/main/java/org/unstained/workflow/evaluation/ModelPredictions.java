package org.unstained.workflow.evaluation;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.inference.Detection;
import org.unstained.learning.JudgedImage;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.BoxCells;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.training.TrainingImages;

/** Runs installed models on the images of a data set, by the very way that users take. */
final class ModelPredictions {
  /** Curves need what lies below the score of a model, too. */
  private static final double LEAST = 0.05;

  /** Finds or classifies the cells of an image. */
  private interface Run extends AutoCloseable {
    List<Detection> on(ImagePlus image, List<AnnotatedBox> truth) throws IOException;

    @Override
    void close();
  }

  /**
   * An image and what is in it.
   *
   * @param whole class of a crop, which is one cell; null for an image with boxes
   */
  private record Labelled(String name, Path file, List<AnnotatedBox> drawn, String whole) {
    List<AnnotatedBox> boxes(ImagePlus opened) {
      if (whole == null) return drawn;
      Box all = new Box(0, 0, opened.getWidth(), opened.getHeight());
      return List.of(new AnnotatedBox(all, whole));
    }
  }

  private ModelPredictions() {}

  static JudgedCells of(
      EvaluationOptions options, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<Labelled> labelled = labelled(options, notes);
    List<ModelPackage> models = new ArrayList<>();
    if (!options.detector().isEmpty()) models.add(Installation.models().find(options.detector()));
    if (!options.classifier().isEmpty())
      models.add(Installation.models().find(options.classifier()));
    double score =
        options.detector().isEmpty()
            ? 0
            : Installation.models().defaults(models.get(models.size() - 1)).score();
    List<JudgedImage> images = new ArrayList<>();
    List<Optional<Path>> files = new ArrayList<>();
    try (Run run = run(options, Math.min(LEAST, options.score().orElse(score)))) {
      for (Labelled one : labelled) {
        if (canceled.getAsBoolean()) throw new CancellationException();
        ImagePlus image = ImageFiles.open(one.file);
        List<AnnotatedBox> truth = one.boxes(image);
        images.add(new JudgedImage(one.name, run.on(image, truth), truth));
        files.add(Optional.of(one.file));
        progress.accept((double) images.size() / labelled.size());
      }
    }
    List<String> notices = new ArrayList<>();
    List<String> names = images.stream().map(JudgedImage::name).toList();
    for (ModelPackage model : models) notices.addAll(TrainingOverlap.notices(model, names));
    return new JudgedCells(
        images,
        files,
        true,
        models.get(models.size() - 1).description().classes().size() > 1,
        options.detector().isEmpty(),
        score,
        String.join(" + ", models.stream().map(m -> UsedModel.of(m).toString()).toList()),
        notices,
        notes,
        Map.of());
  }

  private static List<Labelled> labelled(EvaluationOptions options, List<String> notes)
      throws IOException {
    if (!Files.isDirectory(options.truth()))
      throw new IOException(
          "A model is judged on a folder with images and annotations, and there is no folder %s."
              .formatted(options.truth()));
    Path crops = options.truth().resolve(options.list());
    if (options.detector().isEmpty() && Files.isDirectory(crops)) {
      List<Labelled> found = TrainingImages.looksLikeCrops(crops) ? crops(crops) : List.of();
      if (!found.isEmpty()) return found;
    }
    AnnotationFolder folder = AnnotationFolder.find(options.truth());
    LabelledImages read =
        options.list().isBlank()
            ? LabelledImages.read(folder, ImageFiles::looksLikeImage)
            : LabelledImages.read(folder, folder.names(options.list()), ImageFiles::looksLikeImage);
    if (read.images().isEmpty())
      throw new IOException(
          "%s holds no image with an annotation%s. A model needs both; annotations alone can be compared with a table or with other annotations."
              .formatted(
                  options.truth(),
                  options.list().isBlank() ? "" : " in the list '" + options.list() + "'"));
    read.warnings().forEach(w -> notes.add(w.toString()));
    List<Labelled> found = new ArrayList<>();
    for (LabelledImage one : read.images())
      found.add(
          new Labelled(
              one.file().getFileName().toString(), one.file(), one.annotated().boxes(), null));
    return found;
  }

  /** A folder for each class; each file is one cell. */
  private static List<Labelled> crops(Path folder) throws IOException {
    List<Labelled> found = new ArrayList<>();
    try (Stream<Path> classes = Files.list(folder)) {
      for (Path one : classes.filter(Files::isDirectory).sorted().toList()) {
        String name = one.getFileName().toString();
        try (Stream<Path> files = Files.list(one)) {
          files
              .filter(ImageFiles::looksLikeImage)
              .sorted()
              .forEach(
                  f -> found.add(new Labelled(name + "/" + f.getFileName(), f, List.of(), name)));
        }
      }
    }
    return found;
  }

  private static Run run(EvaluationOptions options, double least) throws IOException {
    if (options.detector().isEmpty()) return classifying(options.classifier());
    DetectWorkflow detect =
        DetectWorkflow.open(
            DetectOptions.of(options.detector())
                .withClassifier(options.classifier())
                .withScore(least));
    return new Run() {
      @Override
      public List<Detection> on(ImagePlus image, List<AnnotatedBox> truth) throws IOException {
        List<Detection> found = new ArrayList<>();
        for (PlaneCells plane : detect.run(image, p -> {}, () -> false).planes())
          for (Cell cell : plane.cells()) found.add(EvaluationInputs.detection(cell, true));
        return found;
      }

      @Override
      public void close() {
        detect.close();
      }
    };
  }

  private static Run classifying(String classifier) throws IOException {
    ClassifyWorkflow classify = ClassifyWorkflow.open(ClassifyOptions.of(classifier));
    return new Run() {
      @Override
      public List<Detection> on(ImagePlus image, List<AnnotatedBox> truth) throws IOException {
        List<Region> regions = new ArrayList<>();
        for (AnnotatedBox box : truth)
          regions.add(
              BoxCells.region(regions.size() + 1, box.box(), image.getWidth(), image.getHeight()));
        List<Cell> cells =
            Cells.measureBoxes(regions, Planes.channels(image, 1, 1), Planes.pixelSize(image));
        PlaneCells plane = new PlaneCells(image.getTitle(), 1, 1, 1, cells);
        List<Cell> said =
            classify.run(image, List.of(plane), p -> {}, () -> false).planes().get(0).cells();
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < said.size(); i++)
          found.add(EvaluationInputs.detection(said.get(i), truth.get(i).box(), true));
        return found;
      }

      @Override
      public void close() {
        classify.close();
      }
    };
  }
}

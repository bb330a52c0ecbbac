package org.unstained.command.exploration;

import ij.IJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.WorkStatus;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.exploration.CellGathering;
import org.unstained.workflow.exploration.ClusterOptions;
import org.unstained.workflow.exploration.EmbeddingMethod;
import org.unstained.workflow.exploration.EmbeddingOptions;
import org.unstained.workflow.exploration.Exploration;
import org.unstained.workflow.exploration.ExplorationTable;
import org.unstained.workflow.exploration.FeatureTable;
import org.unstained.workflow.exploration.NetworkFeatureTable;

/**
 * Shows cells as points of a plane in which cells lie close together that are alike: by their
 * measurements, or by what a network makes of them. On a screen it opens a window to explore them;
 * with a file to write to it writes that and opens none.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Explore Cells...", weight = 60)
    })
public class ExploreCells extends CellCommand {
  /** As it is written in {@code run}. */
  static final String NAME = "Explore Cells...";

  private static final int THUMBNAIL = 40;

  @Parameter(
      label = "Image",
      description =
          "The image with the cells, for cells of 'image'. The current one if a macro doesn't name"
              + " another.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Cells of",
      description =
          "image: those of the current image. open: of all open images. folder: crops in a folder"
              + " for each class. table: a CSV table of cells with measurements, and no pictures.",
      choices = {"image", "open", "folder", "table"},
      persist = false)
  private String cells = "image";

  @Parameter(
      label = "Folder or table",
      description = "folder: the path of the folder of crops. table: the path of the CSV file.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String source = "";

  @Parameter(
      label = "Features",
      description =
          "What makes cells alike. measurements: shape and brightness. network: the numbers in the"
              + " last layer of a classifier.",
      choices = {"measurements", "network"},
      persist = false)
  private String features = "measurements";

  @Parameter(
      label = "Measurements",
      description =
          "measurements: names with commas between, such as area,solidity,mean_intensity; all for all"
              + " that all cells have but those of place and direction.",
      style = Input.FREE_TEXT,
      persist = false)
  private String columns = FeatureTable.STANDARD;

  @Parameter(
      label = "Network",
      description = "network: the installed classifier, or the path of one.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice model = ClassifierChoice.NONE;

  @Parameter(
      label = "Embedding",
      description =
          "How cells are placed. pca: the two directions in which they differ most. tsne: near cells"
              + " stay near. umap: the same, faster with many cells.",
      choices = {"tsne", "umap", "pca"},
      persist = false)
  private String embedding = "tsne";

  @Parameter(
      label = "Clusters",
      description = "kmeans: round clusters of a given number. dbscan: dense ones of any shape.",
      choices = {"none", "kmeans", "dbscan"},
      persist = false)
  private String clusters = "none";

  @Parameter(
      label = "Colour",
      description =
          "What cells are coloured by: class, score, cluster, image, frame, slice, p_ and a class, or"
              + " a measurement such as area_px2.",
      style = Input.FREE_TEXT,
      persist = false)
  private String colour = PointColours.CLASS;

  @Parameter(
      label = "Thumbnails",
      description = "Show pictures of cells instead of dots, as many as don't overlap.",
      persist = false)
  private boolean thumbnails = true;

  @Parameter(
      label = "Save",
      description =
          "A file to write instead of opening a window: .csv for a table with the place of each cell,"
              + " .png or .svg for a picture.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String save = "";

  @Parameter(
      label = "Picture",
      description = "A .png or .svg file to write beside the one of 'save'.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String picture = "";

  @Parameter(
      label = "Export",
      description = "A .csv file for the features that cells are placed by.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String export = "";

  @Advanced
  @Parameter(
      label = "Classes",
      description = "Only cells of these, with commas between; (none) for cells without a class.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String classes = "";

  @Advanced
  @Parameter(
      label = "Score",
      description = "Only cells with this score or more, without unit (0-1), or without a score.",
      min = "0",
      max = "1",
      persist = false)
  private double score = 0;

  @Advanced
  @Parameter(
      label = "Perplexity",
      description = "tsne: about how many neighbours a cell has, without unit.",
      min = "2",
      max = "1000",
      persist = false)
  private double perplexity = EmbeddingOptions.DEFAULTS.perplexity();

  @Advanced
  @Parameter(
      label = "Learning rate",
      description = "tsne: how far points go in a step, without unit. 0 for automatic.",
      min = "0",
      max = "100000",
      persist = false)
  private double rate = EmbeddingOptions.DEFAULTS.rate();

  @Advanced
  @Parameter(
      label = "Iterations",
      description = "tsne: how many steps there are, without unit.",
      min = "250",
      max = "100000",
      persist = false)
  private int iterations = EmbeddingOptions.DEFAULTS.iterations();

  @Advanced
  @Parameter(
      label = "Neighbours",
      description =
          "umap: how many of a cell are looked at, without unit; more show the whole, fewer details.",
      min = "2",
      max = "1000",
      persist = false)
  private int neighbours = EmbeddingOptions.DEFAULTS.neighbours();

  @Advanced
  @Parameter(
      label = "Distance",
      description = "umap: least distance of points, without unit; less packs alike cells tighter.",
      min = "0",
      max = "1",
      persist = false)
  private double distance = EmbeddingOptions.DEFAULTS.distance();

  @Advanced
  @Parameter(
      label = "Components",
      description =
          "More features than this are reduced to so many principal components first, without unit."
              + " 0 for never.",
      min = "0",
      max = "1000",
      persist = false)
  private int components = EmbeddingOptions.DEFAULTS.components();

  @Advanced
  @Parameter(
      label = "Seed",
      description = "The same seed gives the same picture, without unit.",
      min = "0",
      max = "1000000000",
      persist = false)
  private int seed = (int) EmbeddingOptions.DEFAULTS.seed();

  @Advanced
  @Parameter(
      label = "k",
      description =
          "kmeans: how many clusters; silhouette or knee to choose their number by that curve.",
      style = Input.FREE_TEXT,
      persist = false)
  private String k = ClusterOptions.Choice.SILHOUETTE.key();

  @Advanced
  @Parameter(
      label = "eps",
      description =
          "dbscan: how near cells of a cluster are, without unit. 0 for the knee of the k-distance"
              + " curve.",
      min = "0",
      max = "1000000",
      persist = false)
  private double eps = ClusterOptions.NONE.eps();

  @Advanced
  @Parameter(
      label = "Least points",
      description = "dbscan: how many cells are within eps of a cell inside a cluster.",
      min = "2",
      max = "10000",
      persist = false)
  private int minpoints = ClusterOptions.NONE.minPoints();

  @Advanced
  @Parameter(
      label = "Clusters in",
      description = "features: all features. plane: the picture, where clusters are what one sees.",
      choices = {"features", "plane"},
      persist = false)
  private String space = "features";

  @Override
  public String page() {
    return "explore.md";
  }

  @Override
  protected void execute() throws IOException {
    boolean writes = !(save + picture + export).isBlank();
    if (!writes && GraphicsEnvironment.isHeadless())
      throw new IllegalArgumentException(
          "There is no screen for a window. Give 'save' a file: .csv, .png or .svg.");
    if (!save.isBlank()) ScatterFiles.requireEnding("save", path(save), true, true);
    if (!picture.isBlank()) ScatterFiles.requireEnding("picture", path(picture), true, false);
    if (!export.isBlank()) ScatterFiles.requireEnding("export", path(export), false, true);
    clustering();
    if (writes) write();
    else open();
  }

  private static Path path(String text) {
    return Path.of(text.strip());
  }

  EmbeddingOptions placing() {
    return new EmbeddingOptions(
        EmbeddingMethod.of(embedding),
        components,
        perplexity,
        rate,
        iterations,
        neighbours,
        distance,
        seed);
  }

  ClusterOptions clustering() {
    ClusterOptions.Method method =
        Stream.of(ClusterOptions.Method.values())
            .filter(m -> m.key().equals(clusters))
            .findFirst()
            .orElseThrow();
    return new ClusterOptions(
            method,
            0,
            ClusterOptions.Choice.SILHOUETTE,
            eps,
            minpoints,
            space.equals("plane"),
            seed)
        .withK(k);
  }

  private ExploredCells gather(WorkStatus status) throws IOException {
    ExploredCells all =
        switch (cells) {
          case "image" -> {
            if (image == null)
              throw new IllegalArgumentException(
                  "There is no image. Open one with cells first (File > Open), or set 'cells' to folder or table.");
            yield CellGathering.ofImages(List.of(image), status, status);
          }
          case "open" -> CellGathering.ofImages(OpenImages.all(), status, status);
          case "folder" -> CellGathering.ofFolder(source(), status, status);
          default -> CellGathering.ofTable(source());
        };
    return classes.isBlank() && score == 0 ? all : all.only(classes, score);
  }

  private Path source() {
    if (source.isBlank())
      throw new IllegalArgumentException(
          "'source' is empty. Give %s."
              .formatted(
                  cells.equals("folder")
                      ? "the folder with a folder of crops for each class"
                      : "the CSV file of cells"));
    return path(source);
  }

  private FeatureTable features(ExploredCells gathered, WorkStatus status) throws IOException {
    return features.equals("network")
        ? NetworkFeatureTable.of(gathered, model.text(), status, status)
        : FeatureTable.measured(gathered, columns);
  }

  private void write() throws IOException {
    try (WorkStatus status = new WorkStatus("Exploring", 1)) {
      ExploredCells gathered = gather(status);
      FeatureTable found = features(gathered, status);
      if (!export.isBlank()) ExplorationTable.writeFeatures(path(export), gathered, found);
      if ((save + picture).isBlank()) {
        IJ.showStatus("%,d cells, %d features".formatted(gathered.size(), found.columns().size()));
        return;
      }
      Exploration explored =
          Exploration.of(
              found,
              placing(),
              clustering(),
              (part, points) -> {
                status.accept(part);
                return !status.getAsBoolean();
              });
      explored.notes().forEach(IJ::log);
      if (!explored.clusters().note().isEmpty()) IJ.log(explored.clusters().note());
      Scatter points =
          new Scatter(
              explored.points(),
              explored.method().axis(0),
              explored.method().axis(1),
              PointColours.of(colour.strip(), gathered, explored),
              new BitSet());
      ScatterPlane plane =
          ScatterPlane.all(points.bounds(), ScatterFiles.WIDTH, ScatterFiles.HEIGHT);
      ScatterPainter.Look look =
          ScatterPainter.Look.onWhite(
              thumbnails && gathered.isPictured(), THUMBNAIL, Scatter.radius(points.size()));
      for (String file : new String[] {save, picture})
        if (!file.isBlank())
          ScatterFiles.write(path(file), gathered, explored, points, plane, look);
      IJ.showStatus("%,d cells explored".formatted(gathered.size()));
    }
  }

  private void open() throws IOException {
    try (WorkStatus status = new WorkStatus("Measuring", 1)) {
      ExploredCells gathered = gather(status);
      FeatureTable found = features(gathered, status);
      ExploreWindow.open(
          gathered,
          found,
          new ExploreWindow.Start(placing(), clustering(), colour.strip(), thumbnails, this));
    }
  }

  /**
   * The options that do the same with what a window was set to, and write a file.
   *
   * @param key of the file
   */
  String line(
      EmbeddingOptions placed,
      ClusterOptions found,
      String coloured,
      boolean pictured,
      String key,
      Path file) {
    ExploreCells other = new ExploreCells();
    other.cells = cells;
    other.source = source;
    other.features = features;
    other.columns = columns;
    other.model = model;
    other.classes = classes;
    other.score = score;
    other.embedding = placed.method().key();
    other.components = placed.components();
    other.perplexity = placed.perplexity();
    other.rate = placed.rate();
    other.iterations = placed.iterations();
    other.neighbours = placed.neighbours();
    other.distance = placed.distance();
    other.seed = (int) placed.seed();
    other.clusters = found.method().key();
    other.k = found.k() > 0 ? Integer.toString(found.k()) : found.choice().key();
    other.eps = found.eps();
    other.minpoints = found.minPoints();
    other.space = found.onPlane() ? "plane" : "features";
    other.colour = coloured;
    other.thumbnails = pictured;
    Inputs.set(other, key, file.toString());
    ExploreCells usual = new ExploreCells();
    return Inputs.of(getClass()).stream()
        .filter(input -> !input.isImage())
        .filter(input -> !Inputs.text(input, other).equals(Inputs.text(input, usual)))
        .map(input -> input.key() + "=" + Inputs.written(Inputs.text(input, other)))
        .collect(Collectors.joining(" "));
  }
}

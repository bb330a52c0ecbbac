package org.unstained.fuzz;

import com.google.gson.Gson;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.unstained.annotation.LabelOptions;
import org.unstained.app.FuzzedCommands;
import org.unstained.classical.FuzzedClassifiers;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Inputs;
import org.unstained.command.analysis.CropCells;
import org.unstained.command.analysis.FilterCells;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.command.labels.LabelCells;
import org.unstained.command.stains.PrepareFluorescence;
import org.unstained.image.ImageFiles;
import org.unstained.image.ImageSeries;
import org.unstained.image.Loading;
import org.unstained.learning.FuzzedTrainings;
import org.unstained.models.FuzzedLibraries;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.TestPackages;
import org.unstained.overlay.FuzzedOverlays;
import org.unstained.project.FuzzedProjects;
import org.unstained.workflow.FuzzedWorkflows;
import org.unstained.workflow.labels.Labels;

/** All that takes what strangers give. */
final class Targets {
  private Targets() {}

  private static final Mutation BYTES = new ByteMutation();
  private static final Mutation TEXT = new TextMutation();
  private static final Mutation XML = Mutation.ofText(new XmlMutation());
  private static final Mutation TREE = Mutation.ofText(new TreeMutation());
  private static final Mutation CSV = Mutation.ofText(new CsvMutation());
  private static final Mutation ANY_XML = Mutation.anyOf(XML, XML, TEXT, BYTES);
  private static final Mutation ANY_JSON = Mutation.anyOf(TREE, TREE, TEXT, BYTES);
  private static final Mutation ANY_CSV = Mutation.anyOf(CSV, CSV, TEXT, BYTES);

  static List<Target> all() throws IOException {
    List<Target> all = new ArrayList<>();
    images(all);
    labels(all);
    models(all);
    state(all);
    saved(all);
    commands(all);
    return all;
  }

  private static void images(List<Target> all) throws IOException {
    Mutation tiff = Mutation.anyOf(new TiffMutation(), new TiffMutation(), BYTES);
    all.add(Target.ofFile("tiff", ImageSeeds.tiffs(), tiff, (file, home) -> open(file)));
    Seed xml = Seed.text("a.ome.tif", ImageSeeds.OME);
    all.add(
        Target.ofFile(
            "ome-xml",
            List.of(xml),
            Mutation.anyOf(XML, TEXT),
            (file, home) -> {
              Files.write(
                  file,
                  ImageSeeds.ome(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
              open(file);
            }));
    all.add(
        Target.ofFile(
            "companion",
            List.of(Seed.text("x.companion.ome", ImageSeeds.COMPANION)),
            ANY_XML,
            (file, home) -> {
              Path beside = file.resolveSibling("a.ome.tif");
              try {
                Files.write(beside, ImageSeeds.ome(ImageSeeds.OME));
                open(file);
              } finally {
                Files.deleteIfExists(beside);
              }
            }));
    all.add(Target.ofFile("picture", ImageSeeds.pictures(), BYTES, (file, home) -> open(file)));
    all.add(
        Target.ofFile(
            "other-image",
            ImageSeeds.others(),
            Mutation.anyOf(BYTES, BYTES, TEXT),
            (file, home) -> open(file)));
  }

  /** As commands do: what there is, then each of it, all planes. */
  private static void open(Path file) throws IOException {
    List<ImageSeries> all = ImageFiles.series(file);
    for (int i = 1; i <= Math.min(3, all.size()); i++) {
      ImagePlus image = ImageFiles.open(file, i, Loading.AUTO);
      for (int n = 1; n <= Math.min(20, image.getStackSize()); n++)
        image.getStack().getProcessor(n).getf(0);
    }
  }

  private static void labels(List<Target> all) {
    all.add(labels("voc", LabelSeeds.VOC, ANY_XML));
    all.add(labels("coco", LabelSeeds.COCO, ANY_JSON));
    all.add(labels("labelme", LabelSeeds.LABELME, ANY_JSON));
    all.add(labels("geojson", LabelSeeds.GEOJSON, ANY_JSON));
    all.add(labels("csv", LabelSeeds.CELLS, ANY_CSV));
    all.add(labels("points", LabelSeeds.POINTS, Mutation.anyOf(TEXT, BYTES)));
    all.add(labels("rois", LabelSeeds.roiFiles(), BYTES));
    List<Seed> zip = List.of(LabelSeeds.roiZip());
    Target zips = labels("rois", zip, Mutation.anyOf(new ZipMutation(BYTES), BYTES));
    all.add(Target.ofFile("roi-zip", zips.seeds(), zips.mutation(), zips.opening()));
  }

  /** Reads labels, and writes what was read in another format. */
  private static Target labels(String format, List<Seed> seeds, Mutation mutation) {
    return Target.ofFile(
        format,
        seeds,
        mutation,
        (file, home) -> {
          Labels.recognise(file);
          Labels.Found found = Labels.read(file, format, new LabelOptions(8));
          try {
            Labels.write(home.resolve("written"), found.set(), Labels.format("geojson"));
          } catch (IOException | IllegalArgumentException e) { // about the file that is written
            throw new IOException(file + " gives labels that can't be written: " + e.getMessage());
          }
        });
  }

  private static void models(List<Target> all) throws IOException {
    Path made = Files.createTempDirectory("unstained-seeds");
    ModelPackage model = TestPackages.write(made.resolve("model"), "strange-model");
    String yaml = Files.readString(made.resolve("model").resolve(ModelPackage.DESCRIPTION));
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    String json = new Gson().toJson(tree);
    byte[] weights = Files.readAllBytes(model.weights());
    model.zip(made.resolve("model.zip"));
    Seed zip = new Seed("model.zip", Files.readAllBytes(made.resolve("model.zip")));
    FuzzedClassifiers.write(made);
    List<Seed> classifiers = files(made, ".json");
    delete(made);

    Mutation anyYaml = Mutation.anyOf(Mutation.ofText(new YamlMutation()), TEXT, BYTES);
    Target.Opening rdf =
        (file, home) -> {
          Path folder = Files.createDirectories(home.resolve("model"));
          Files.copy(file, folder.resolve(ModelPackage.DESCRIPTION));
          Files.write(folder.resolve("weights.torchscript"), weights);
          ModelPackage read = ModelPackage.read(folder);
          read.card();
          read.weights();
        };
    all.add(Target.ofText("rdf", List.of(Seed.text("rdf.yaml", yaml)), anyYaml, rdf));
    all.add(Target.ofText("rdf-tree", List.of(Seed.text("rdf.yaml", json)), TREE, rdf));
    all.add(
        Target.ofFile(
            "model-zip",
            List.of(zip),
            Mutation.anyOf(new ZipMutation(anyYaml), BYTES),
            (file, home) -> install(file, home)));
    all.add(
        Target.ofFile(
            "classifier", classifiers, ANY_JSON, (file, home) -> FuzzedClassifiers.use(file)));
  }

  private static void install(Path zip, Path home) throws IOException {
    ModelLibrary library = new ModelLibrary(home, Optional.empty());
    long before = library.list().size();
    try {
      library.install(zip.toString(), false, (done, all) -> true);
    } catch (IOException | RuntimeException e) {
      if (library.list().size() != before) throw new AssertionError("half a model", e);
      try (Stream<Path> left = Files.walk(home.resolve("models"))) {
        List<Path> files = left.filter(Files::isRegularFile).filter(Targets::ofModel).toList();
        if (!files.isEmpty()) throw new AssertionError("left behind: " + files, e);
      }
      throw e;
    }
  }

  /** Not one that a library has for itself. */
  private static boolean ofModel(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !name.equals("trust.yaml");
  }

  private static void state(List<Target> all) throws IOException {
    all.add(
        Target.ofFile(
            "predictions",
            LabelSeeds.CELLS,
            ANY_CSV,
            (file, home) -> FuzzedWorkflows.predictions(file)));
    all.add(
        Target.ofFile(
            "counts", LabelSeeds.CELLS, ANY_CSV, (file, home) -> FuzzedWorkflows.counts(file)));
    Path made = Files.createTempDirectory("unstained-seeds");
    Seed record = new Seed("a.json", FuzzedWorkflows.record(ImageSeeds.discs(), made));
    all.add(
        Target.ofText(
            "resume",
            List.of(record),
            ANY_JSON,
            (file, home) ->
                FuzzedWorkflows.resume(
                    ImageSeeds.discs(),
                    file,
                    home,
                    Files.writeString(home.resolve("precious"), "x"))));
    delete(made);
    made = Files.createTempDirectory("unstained-seeds");
    for (Map.Entry<String, byte[]> one : FuzzedProjects.files(made).entrySet()) {
      String name = one.getKey();
      Mutation mutation =
          name.endsWith(".xml")
              ? ANY_XML
              : name.endsWith(".json")
                  ? ANY_JSON
                  : name.endsWith(".csv") ? ANY_CSV : Mutation.anyOf(TEXT, BYTES);
      all.add(
          Target.ofText(
              "project-" + name,
              List.of(new Seed(name, one.getValue())),
              mutation,
              (file, home) -> FuzzedProjects.use(file, home)));
    }
    delete(made);
  }

  /** What is saved while a person works, a training or an experiment runs. */
  private static void saved(List<Target> all) throws IOException {
    Path made = Files.createTempDirectory("unstained-seeds");
    ImagePlus cells = ImageSeeds.discs();
    FuzzedCommands.macro(SegmentCells.class, "map=false", cells);
    Mutation zip = Mutation.anyOf(new ZipMutation(Mutation.anyOf(TEXT, BYTES)), BYTES);
    all.add(
        Target.ofFile(
            "saved-labels",
            List.of(new Seed("a.zip", FuzzedOverlays.labels(cells, made.resolve("a.zip")))),
            zip,
            (file, home) -> FuzzedOverlays.readLabels(file, ImageSeeds.discs())));
    all.add(
        Target.ofFile(
            "overlay-copy",
            List.of(new Seed("b.zip", FuzzedOverlays.copy(cells, made.resolve("b.zip")))),
            zip,
            (file, home) -> FuzzedOverlays.readCopy(file, ImageSeeds.discs())));
    all.add(
        Target.ofFile(
            "checkpoint",
            List.of(new Seed("c.part", FuzzedTrainings.checkpoint(made.resolve("c.part")))),
            BYTES,
            (file, home) -> FuzzedTrainings.read(file)));
    for (Map.Entry<String, byte[]> one : FuzzedLibraries.notes(made.resolve("home")).entrySet())
      all.add(
          Target.ofFile(
              "notes-" + one.getKey(),
              List.of(new Seed(one.getKey(), one.getValue())),
              Mutation.anyOf(Mutation.ofText(new YamlMutation()), TEXT, BYTES),
              FuzzedLibraries::use));
    for (Map.Entry<String, byte[]> one :
        FuzzedWorkflows.experimentFiles(made.resolve("home")).entrySet())
      all.add(
          Target.ofFile(
              "experiment-" + one.getKey(),
              List.of(new Seed(one.getKey(), one.getValue())),
              one.getKey().endsWith(".csv") ? ANY_CSV : ANY_JSON,
              FuzzedWorkflows::goOn));
    delete(made);
    all.add(
        Target.ofFile(
            "curation",
            List.of(
                new Seed("curation.csv", FuzzedWorkflows.decisions()),
                new Seed("crops.csv", FuzzedWorkflows.cropTable())),
            ANY_CSV,
            FuzzedWorkflows::curation));
    all.add(
        Target.ofFile(
            "split-list",
            List.of(
                Seed.text("train.txt", "a\nb c\n\n d.png\n"), Seed.text("images.txt", "images\n")),
            Mutation.anyOf(TEXT, BYTES),
            FuzzedWorkflows::list));
    all.add(
        Target.ofFile(
            "groups",
            List.of(Seed.text("groups.csv", "image,well\na.png,A1\nb.png,A2\n\"c, d.png\",A1\n")),
            ANY_CSV,
            (file, home) -> FuzzedWorkflows.groups(file)));
  }

  private static void commands(List<Target> all) {
    List<Seed> every = new ArrayList<>();
    for (Class<? extends CellCommand> type : Commands.classes())
      every.add(Seed.text(type.getSimpleName(), FuzzedCommands.options(Commands.create(type))));
    every.removeIf(seed -> seed.content().length == 0);
    Mutation options = Mutation.ofText(new OptionsMutation());
    all.add(
        Target.ofText(
            "options",
            every,
            options,
            (file, home) -> {
              CellCommand command = Commands.create(Commands.named(file.getFileName().toString()));
              Inputs.read(command, Files.readString(file));
              Inputs.check(command);
            }));
    for (Class<? extends CellCommand> type :
        List.of(
            SegmentCells.class,
            MeasureCells.class,
            CropCells.class,
            FilterCells.class,
            LabelCells.class,
            PrepareFluorescence.class))
      all.add(
          Target.ofCommand(
              "macro-" + type.getSimpleName(),
              List.of(Seed.text("options", runnable(type))),
              options,
              (file, home) -> {
                ImagePlus image = ImageSeeds.discs();
                if (type != SegmentCells.class)
                  FuzzedCommands.macro(SegmentCells.class, "map=false", image);
                if (type == FilterCells.class)
                  FuzzedCommands.macro(LabelCells.class, "label=a cells=all", image);
                FuzzedCommands.macro(type, Files.readString(file), image);
              }));
    all.add(
        Target.ofCommand(
            "macro-any",
            every,
            options,
            (file, home) -> {
              ImagePlus image = ImageSeeds.discs();
              FuzzedCommands.macro(SegmentCells.class, "map=false", image);
              inHome(
                  home,
                  () ->
                      FuzzedCommands.macro(
                          Commands.named(file.getFileName().toString()),
                          Files.readString(file),
                          image));
            }));
    all.add(
        Target.ofCommand(
            "arguments",
            ARGUMENTS,
            Mutation.ofText(new ArgumentsMutation()),
            (file, home) -> main(Files.readAllLines(file), home)));
  }

  /** Options with which the command goes well without a screen. */
  private static String runnable(Class<? extends CellCommand> type) {
    if (type == LabelCells.class) return "label=[Dead Cell] cells=1 colour=#ff0000 table=true";
    return FuzzedCommands.options(Commands.create(type)).replace("map=true", "map=false");
  }

  private static final List<Seed> ARGUMENTS =
      List.of(
          Seed.text(
              "batch",
              "batch\n--input\n@in\n--output\n@out\n--segment\n--set\nsmallest=5\n--slices\nall"),
          Seed.text(
              "convert", "labels\nconvert\n@cells.csv\n@out\n--to\nvoc\n--from\ncsv\n--side\n8"),
          Seed.text("list", "labels\nlist\n@cells.csv\n--from\nauto"),
          Seed.text("models", "models\nlist\n--help"),
          Seed.text("counts", "counts\nfile=@cells.csv\noutput=@out\ngroups=none"),
          Seed.text("project", "project\naction=new\nproject=@out\nclasses=a,b"));

  private static void main(List<String> arguments, Path home) throws Exception {
    Path in = Files.createDirectories(home.resolve("in"));
    new ij.io.FileSaver(ImageSeeds.discs()).saveAsTiff(in.resolve("a.tif").toString());
    Files.write(home.resolve("cells.csv"), LabelSeeds.CELLS.get(0).content());
    inHome(
        home,
        () ->
            FuzzedCommands.main(
                arguments.stream().map(word -> word.replace("@", home + "/")).toList()));
  }

  private static void inHome(Path home, Allocated.Work work) throws Exception {
    String before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", home.resolve("models").toString());
    try {
      work.run();
    } finally {
      if (before == null) System.clearProperty("unstained.home");
      else System.setProperty("unstained.home", before);
    }
  }

  private static List<Seed> files(Path folder, String ending) throws IOException {
    List<Seed> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList())
        seeds.add(new Seed(file.getFileName().toString(), Files.readAllBytes(file)));
    }
    return seeds;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList())
        Files.delete(file);
    }
  }
}

package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.bytes;
import static org.unstained.models.TestPackages.messageOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.DetectorFormat;

public class ModelPackageTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
  }

  @Test
  public void whatIsWrittenIsReadBack() throws IOException {
    for (ModelDescription written :
        List.of(TestPackages.classifier("My Model (v2)"), TestPackages.detector("d"))) {
      Path folder = root.resolve(written.key());
      ModelPackage model =
          ModelPackage.write(folder, written, TestPackages.network("mean-classifier"));
      Weights weights = model.description().weights();
      assertEquals(written.withWeights(weights), model.description());
      assertEquals(Sha256.of(TestPackages.network("mean-classifier")), weights.sha256());
      assertEquals(folder.resolve("weights.torchscript"), model.weights());
    }
  }

  @Test
  public void theCardNamesDataSeedAndScores() throws IOException {
    String card = TestPackages.write(root.resolve("m"), "m").card();
    for (String part : List.of("a.png, b.png", "c.png", "Seed: 7", "0.9750", "Living Cell"))
      assertTrue(part, card.contains(part));
  }

  @Test
  public void zipAndFolderHoldTheSameModel() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Path zip = root.resolve("m.zip");
    model.zip(zip);
    byte[] first = Files.readAllBytes(zip);
    assertEquals(model.description(), ModelPackage.unzip(zip, root.resolve("n")).description());
    model.zip(zip);
    assertEquals(Sha256.of(first), Sha256.of(zip));
  }

  @Test
  public void aPackageInTheOnlyFolderOfAZipIsFound() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String file : List.of("rdf.yaml", "weights.torchscript"))
      entries.put("inner/" + file, Files.readAllBytes(model.folder().resolve(file)));
    TestPackages.zip(root.resolve("m.zip"), entries);
    ModelPackage.unzip(root.resolve("m.zip"), root.resolve("n")).weights();
  }

  @Test
  public void changedWeightsAreRefusedByTheirHash() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Files.write(model.folder().resolve("weights.torchscript"), new byte[] {1, 2, 3});
    String message = messageOf(model::weights);
    assertTrue(message, message.contains("SHA-256"));
    assertTrue(message, message.contains("weights.torchscript"));
    assertTrue(message, message.contains("Install"));
  }

  @Test
  public void missingWeightsAreRefusedWithTheirName() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Files.delete(model.folder().resolve("weights.torchscript"));
    assertRefused(model.folder(), "weights.torchscript", "isn't there");
  }

  @Test
  public void weightsThatAreNoTorchScriptAreNotPackaged() throws IOException {
    Path text = Files.writeString(root.resolve("w"), "not a network");
    Path prefixed = root.resolve("p");
    byte[] network = Files.readAllBytes(TestPackages.network("mean-classifier"));
    byte[] shifted = new byte[network.length + 8];
    System.arraycopy(network, 0, shifted, 8, network.length);
    Files.write(prefixed, shifted);
    for (Path weights : List.of(text, prefixed)) {
      String message =
          messageOf(
              () -> ModelPackage.write(root.resolve("m"), TestPackages.classifier("m"), weights));
      assertTrue(message, message.contains("no TorchScript"));
      assertFalse(Files.exists(root.resolve("m")));
    }
  }

  @Test
  public void writingReplacesAPackageButNothingElse() throws IOException {
    Path folder = root.resolve("m");
    TestPackages.write(folder, "one");
    assertEquals("two", TestPackages.write(folder, "two").description().name());
    Path mine = Files.createDirectory(root.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "x");
    String message = messageOf(() -> TestPackages.write(mine, "m"));
    assertTrue(message, message.contains("no model"));
    assertTrue(Files.exists(mine.resolve("thesis.txt")));
  }

  @Test
  public void everyRefusalNamesFileFieldAndRemedy() throws IOException {
    Path folder = TestPackages.write(root.resolve("m"), "m").folder();
    String good = Files.readString(folder.resolve("rdf.yaml"));
    String[][] changes = {
      // what, with what, the field, a part of the remedy
      {"task: classification", "task: segmentation", "config.unstained.task", "detection"},
      {"task: classification", "task: detection", "output.format", "maps"},
      {"type: model", "type: dataset", "'type'", "model"},
      {"format_version: 0.5.4", "format_version: 0.3.6", "format_version", "0.4 and 0.5"},
      {"torchscript:", "onnx:", "weights", "TorchScript"},
      {"source: weights.torchscript", "source: ../w", "weights.torchscript", "out of"},
      {"source: weights.torchscript", "source: https://a.b/w", "source", "zip"},
      {"sha256:", "md5:", "sha256", "Add the SHA-256"},
      {"id: y", "id: z", "inputs[0].axes", "batch, channel, y, x"},
      {"id: clip", "id: sigmoid", "preprocessing[0].id", "scale_linear"},
      {"max_percentile: 99.8", "max_percentile: 0.5", "kwargs", "min_percentile"},
      {"max_percentile: 99.8", "max_percentile: high", "max_percentile", "number"},
      {"score: 0.4", "score: 1.4", "defaults", "0–1"},
      {"fit: resize", "fit: squash", "crop.fit", "pad"},
      {"name: Dead Cell", "name: Living Cell", "rdf.yaml", "twice"},
      {"unstained:", "qupath:", "config.unstained", "task and classes, e.g. config"},
      {"name: m\n", "name: a/b\n", "rdf.yaml", "name"},
    };
    for (String[] change : changes) {
      assertTrue(change[0], good.contains(change[0]));
      Files.writeString(folder.resolve("rdf.yaml"), good.replace(change[0], change[1]));
      assertRefused(folder, folder.resolve("rdf.yaml").toString(), change[2], change[3]);
    }
  }

  @Test
  public void yamlThatIsNoneOrTooMuchIsRefused() throws IOException {
    Path folder = Files.createDirectory(root.resolve("m"));
    assertRefused(folder, "rdf.yaml");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++)
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    Map<String, String> texts =
        Map.of(
            "a: [1",
            "no valid YAML",
            "just text",
            "'key: value'",
            "a: 1\na: 2",
            "no valid YAML",
            "a: !!java.net.URL ['http://localhost']",
            "no valid YAML",
            "a: " + "[".repeat(100_000) + "]".repeat(100_000),
            "",
            "a: '" + "x".repeat(1 << 20) + "'",
            "longer than",
            bomb.toString(),
            "no valid YAML");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(folder.resolve("rdf.yaml"), text.getKey());
      assertRefused(folder, "rdf.yaml", text.getValue());
    }
    Files.write(folder.resolve("rdf.yaml"), new byte[] {'a', ':', (byte) 0xFF});
    assertRefused(folder, "UTF-8");
  }

  @Test
  public void zipsCannotReachOutOfTheirFolder() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    for (String evil :
        List.of(
            "../evil", "/evil", "a/../../evil", "..\\evil", "C:\\evil", "C:evil", "a/.. /evil")) {
      Map<String, byte[]> entries = entries(model);
      entries.put(evil, bytes("x"));
      TestPackages.zip(root.resolve("m.zip"), entries);
      String message =
          messageOf(() -> ModelPackage.unzip(root.resolve("m.zip"), root.resolve("in/n")));
      assertTrue(message, message.contains(root.resolve("m.zip").toString()));
      assertFalse(Files.exists(root.resolve("in/n")));
      assertFalse(Files.exists(root.resolve("evil")));
      assertFalse(Files.exists(root.resolve("in/evil")));
    }
  }

  @Test
  public void zipBombsAreStoppedByWhatComesOut() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("rdf.yaml", new byte[1 << 20]);
    entries.put("b", new byte[1 << 20]);
    Path zip = root.resolve("b.zip");
    TestPackages.zip(zip, entries);
    Path folder = Files.createDirectory(root.resolve("out"));
    String size =
        messageOf(() -> Zips.unpack(zip, folder, new Zips.Limits(1 << 20, 9), name -> name + ".x"));
    assertTrue(size, size.contains("more than 1 MB"));
    String number =
        messageOf(() -> Zips.unpack(zip, folder, new Zips.Limits(9 << 20, 1), name -> name));
    assertTrue(number, number.contains("more than 1 files"));
    String twice =
        messageOf(() -> Zips.unpack(zip, folder, new Zips.Limits(9 << 20, 9), name -> "same"));
    assertTrue(twice, twice.contains("twice"));
  }

  @Test
  public void truncatedZipsAreRefusedAndLeaveNothing() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Path zip = root.resolve("m.zip");
    model.zip(zip);
    Files.write(zip, java.util.Arrays.copyOf(Files.readAllBytes(zip), 500));
    String message = messageOf(() -> ModelPackage.unzip(zip, root.resolve("n")));
    assertTrue(message, message.contains("damaged"));
    assertFalse(Files.exists(root.resolve("n")));
  }

  @Test
  public void linksOutOfAPackageAreRefused() throws IOException {
    ModelPackage model = TestPackages.write(root.resolve("m"), "m");
    Path outside = root.resolve("outside");
    Path weights = model.folder().resolve("weights.torchscript");
    Files.move(weights, outside);
    Files.createSymbolicLink(weights, outside);
    assertRefused(model.folder(), "link");
  }

  @Test
  public void boxesMayCountTheirClassesFromOne() throws IOException {
    ModelDescription other = TestPackages.detector("boxes from one");
    ModelDescription written =
        new ModelDescription(
            other.name(),
            other.summary(),
            other.version(),
            other.task(),
            other.input(),
            new ModelOutput(OutputFormat.BOXES, 1, 1, false),
            other.classes(),
            other.defaults(),
            other.crop(),
            other.credits(),
            other.training(),
            other.weights());
    Path folder = root.resolve("m");
    ModelDescription read =
        ModelPackage.write(folder, written, TestPackages.network("mean-classifier")).description();
    assertEquals(1, read.output().firstClass());
    assertEquals(1, DetectorFormat.of(read).firstClass());
    Path rdf = folder.resolve("rdf.yaml");
    String good = Files.readString(rdf);
    for (String bad : List.of("first_class: 2", "first_class: -1")) {
      Files.writeString(rdf, good.replace("first_class: 1", bad));
      assertRefused(folder, rdf.toString(), "output");
    }
    Files.writeString(rdf, good.replace("format: boxes", "format: maps"));
    assertRefused(folder, rdf.toString(), "Only boxes");
  }

  @Test
  public void aClassifierMayRejectWhatIsNoCell() throws IOException {
    Path folder = TestPackages.write(root.resolve("m"), "m").folder();
    Path rdf = folder.resolve("rdf.yaml");
    String good = Files.readString(rdf);
    assertFalse(ModelPackage.read(folder).description().output().rejects());
    String rejecting = good.replace("format: logits", "format: logits\n      rejects: true");
    Files.writeString(rdf, rejecting);
    ModelDescription read = ModelPackage.read(folder).description();
    assertTrue(read.output().rejects());
    assertTrue(ClassifierFormat.of(read).rejects());
    assertEquals(2, read.classNames().size());
    ModelDescription again =
        ModelPackage.write(root.resolve("again"), read, TestPackages.network("mean-classifier"))
            .description();
    assertTrue(again.output().rejects());
    assertTrue(ModelCard.of(again).contains("no cell"));
    Files.writeString(rdf, rejecting.replace("rejects: true", "rejects: maybe"));
    assertRefused(folder, rdf.toString(), "rejects", "true or false");
    assertThrows(
        IllegalArgumentException.class, () -> new ModelOutput(OutputFormat.MAPS, 4, 0, true));
  }

  @Test
  public void theExamplesOfTheManualAreModels() throws IOException {
    String manual = Files.readString(Path.of("docs", "models.md"));
    String[] parts = manual.split("```yaml\n");
    assertEquals("two examples", 3, parts.length);
    List<ModelDescription> read = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      Path folder = Files.createDirectory(root.resolve("example" + i));
      Path weights = folder.resolve("weights.torchscript");
      Files.copy(TestPackages.network("mean-classifier"), weights);
      Files.writeString(
          folder.resolve("rdf.yaml"),
          parts[i]
              .substring(0, parts[i].indexOf("```"))
              .replace("0".repeat(64), Sha256.of(weights)));
      ModelPackage model = ModelPackage.read(folder);
      assertEquals(weights, model.weights());
      read.add(model.description());
    }
    assertEquals(new ModelOutput(OutputFormat.BOXES, 1, 1, false), read.get(0).output());
    assertEquals(0.65, read.get(0).input().pixelSize().getAsDouble(), 0);
    assertEquals(new CropRule(CropRule.Fit.RESIZE, 0.25), read.get(1).crop());
  }

  @Test
  public void version4IsReadInItsOwnWords() throws IOException {
    Path folder = TestPackages.write(root.resolve("m"), "m").folder();
    String hash = Sha256.of(folder.resolve("weights.torchscript"));
    Files.writeString(
        folder.resolve("rdf.yaml"),
        """
        type: model
        format_version: 0.4.10
        name: old one
        inputs:
        - name: raw
          axes: bcyx
          shape: {min: [1, 2, 64, 64], step: [0, 0, 16, 32]}
          preprocessing:
          - name: zero_mean_unit_variance
            kwargs: {mode: per_sample, axes: yx}
          - name: zero_mean_unit_variance
            kwargs: {mode: fixed, mean: 3, std: 2}
          - name: scale_range
            kwargs: {mode: per_sample, axes: cyx, min_percentile: 1, max_percentile: 99}
        weights:
          torchscript: {source: ./weights.torchscript, sha256: %s}
        config:
          unstained: {task: detection, classes: [RBC, WBC], pixel_size: 0.5}
        """
            .formatted(hash));
    ModelDescription model = ModelPackage.read(folder).description();
    assertEquals(List.of("channel1", "channel2"), model.input().channels());
    assertEquals(new SizeRule(64, 16), model.input().height());
    assertEquals(new SizeRule(64, 32), model.input().width());
    assertEquals(0.5, model.input().pixelSize().getAsDouble(), 0);
    assertEquals(
        List.of(
            new PreprocessingStep.ZeroMeanUnitVariance(1e-6, true),
            new PreprocessingStep.FixedMeanVariance(List.of(3.0), List.of(2.0)),
            new PreprocessingStep.ScaleRange(1, 99, 1e-6, false)),
        model.input().preprocessing());
    assertEquals(OutputFormat.BOXES, model.output().format());
    assertEquals(List.of("RBC", "WBC"), model.classNames());
    assertEquals(ModelDefaults.STANDARD, model.defaults());
  }

  @Test
  public void nanometresBecomeMicrometresAndOblongPixelsAreRefused() throws IOException {
    Path folder = TestPackages.write(root.resolve("m"), "m").folder();
    String good = Files.readString(folder.resolve("rdf.yaml"));
    String nano =
        good.replace("unit: micrometer", "unit: nanometer").replace("scale: 0.65", "scale: 325");
    Files.writeString(folder.resolve("rdf.yaml"), nano);
    assertEquals(
        0.325, ModelPackage.read(folder).description().input().pixelSize().getAsDouble(), 1e-12);
    Files.writeString(folder.resolve("rdf.yaml"), nano.replaceFirst("scale: 325", "scale: 400"));
    assertRefused(folder, "square pixels");
  }

  @Test
  public void sizesFollowTheRule() {
    SizeRule rule = new SizeRule(64, 16);
    for (int size = 1; size < 300; size++) {
      boolean allowed = size >= 64 && (size - 64) % 16 == 0;
      assertEquals(allowed, rule.accepts(size));
      int up = rule.atLeast(size);
      assertTrue(rule.accepts(up) && up >= size && (up == 64 || up - 16 < size));
      int down = rule.atMost(size);
      assertTrue(rule.accepts(down) && (down <= size && down + 16 > size || down == 64));
    }
    assertTrue(messageOf(() -> SizeRule.fixed(32).atLeast(33)).contains("32 pixels only"));
  }

  private static Map<String, byte[]> entries(ModelPackage model) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String file : List.of("rdf.yaml", "weights.torchscript"))
      entries.put(file, Files.readAllBytes(model.folder().resolve(file)));
    return entries;
  }

  private static void assertRefused(Path folder, String... parts) {
    String message = messageOf(() -> ModelPackage.read(folder));
    for (String part : parts) assertTrue(message + " lacks " + part, message.contains(part));
    assertFalse(message, message.contains("null"));
  }
}

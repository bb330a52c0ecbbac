package org.unstained.workflow.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.cells.Fate;
import org.unstained.cells.LabelScores;
import org.unstained.image.LabelImages;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.DetectionScores;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.report.MatrixPlot;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.report.Table;
import org.unstained.workflow.labels.Labels;

public class EvaluationTest {
  private static final double EXACT = 1e-12;

  /** The table's numbers go through text, and scores of classes through 32-bit numbers. */
  private static final double TEXT = 1e-6;

  private static final Path DATA = Path.of("../shared/data");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder(String name) throws IOException {
    return Files.createDirectories(temporary.getRoot().toPath().resolve(name));
  }

  private static AnnotatedBox box(double x, double y, double side, String name) {
    return new AnnotatedBox(new Box(x, y, side, side), name);
  }

  private static void write(Path folder, String name, AnnotatedBox... boxes) throws IOException {
    PascalVoc.write(
        folder.resolve(name + ".xml"), new AnnotatedImage(name + ".png", 400, 400, List.of(boxes)));
  }

  private static Evaluated evaluate(EvaluationOptions options) throws IOException {
    return Evaluation.of(options, null, part -> {}, () -> false);
  }

  private static EvaluationOptions options(
      Path truth, Path predicted, String list, String tuning, String against) {
    return new EvaluationOptions(
        truth, Optional.of(predicted), list, "", "", 0.5, OptionalDouble.empty(), tuning, against);
  }

  @Test
  public void theConfusionMatrixHasNoRowOrColumnForErrorsThatNobodyMade() throws IOException {
    Path truth = folder("t");
    Path found = folder("f");
    write(truth, "a", box(10, 10, 20, "living"), box(60, 10, 20, "dead"));
    write(found, "a", box(10, 10, 20, "dead"), box(60, 10, 20, "dead"));
    assertMatrix(truth, found, List.of("dead", "living"), List.of("dead", "living"));
    write(found, "a", box(10, 10, 20, "dead"));
    assertMatrix(truth, found, List.of("dead", "living"), List.of("dead", "living", "miss"));
    write(
        found, "a", box(10, 10, 20, "dead"), box(60, 10, 20, "dead"), box(200, 200, 20, "living"));
    assertMatrix(truth, found, List.of("dead", "living", "no cell"), List.of("dead", "living"));
  }

  private void assertMatrix(Path truth, Path found, List<String> rows, List<String> columns)
      throws IOException {
    MatrixPlot matrix =
        evaluate(options(truth, found, "", "", "")).report().sections().stream()
            .flatMap(s -> s.parts().stream())
            .filter(Part.Plots.class::isInstance)
            .flatMap(p -> ((Part.Plots) p).plots().stream())
            .filter(MatrixPlot.class::isInstance)
            .map(MatrixPlot.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(rows, matrix.rows());
    assertEquals(columns, matrix.columns());
  }

  /** Twelve images with cells of two classes and a table that finds most of them. */
  private Path table(Path truth, List<JudgedImage> judged) throws IOException {
    Random random = new Random(5);
    List<String> names = List.of("dead", "living");
    StringBuilder csv =
        new StringBuilder(
            "image,frame,slice,channel,cell,x_px,y_px,width_px,height_px,class,score,p_dead,p_living,mean_2\n");
    for (int i = 0; i < 12; i++) {
      List<AnnotatedBox> truths = new ArrayList<>();
      List<Detection> found = new ArrayList<>();
      for (int c = 0; c < 8; c++) {
        double x = 40 * c + random.nextInt(10);
        double y = random.nextInt(300);
        int is = random.nextInt(3) == 0 ? 0 : 1;
        truths.add(box(x, y, 20, names.get(is)));
        if (random.nextInt(8) == 0) continue;
        float p = (float) Math.min(1, Math.max(0, 0.3 + 0.4 * is + random.nextGaussian() * 0.2));
        Box box = new Box(x + random.nextInt(5), y + random.nextInt(5), 20, 20);
        found.add(Detection.of(box, ClassScores.of(names, 1 - p, p)));
      }
      write(truth, "image " + i, truths.toArray(AnnotatedBox[]::new));
      judged.add(new JudgedImage("image " + i, found, truths));
      for (int k = 0; k < found.size(); k++) {
        Detection d = found.get(k);
        csv.append(
            "image %d.png,1,1,1,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s%n"
                .formatted(
                    i,
                    k + 1,
                    d.box().x(),
                    d.box().y(),
                    d.box().width(),
                    d.box().height(),
                    d.className(),
                    d.score(),
                    d.classes().get(0),
                    d.classes().get(1),
                    k == 3 ? "" : 100 * d.classes().get(1) + random.nextInt(20)));
      }
    }
    Path file = temporary.getRoot().toPath().resolve("cells.csv");
    Files.writeString(file, csv);
    return file;
  }

  @Test
  public void aTableHasTheFiguresOfItsDetections() throws IOException {
    Path truth = folder("truth");
    List<JudgedImage> judged = new ArrayList<>();
    Path table = table(truth, judged);
    Evaluated evaluated = evaluate(EvaluationOptions.of(truth, table));
    DetectionScores scores = DetectionScores.of(judged, 0, MatchSettings.VOC);
    assertEquals(scores.counts().f1(), evaluated.summary().get("F1"), EXACT);
    assertEquals(scores.map50(), evaluated.summary().get("mAP50 (VOC, all points)"), TEXT);
    assertEquals(scores.map50To95(), evaluated.summary().get("AP50-95 (COCO, 101 recalls)"), TEXT);
    assertEquals(scores.classes().accuracy(), evaluated.summary().get("class accuracy"), EXACT);
    assertEquals(13, evaluated.images().rows().size());
    long found =
        evaluated.planes().stream()
            .mapToLong(p -> p.count(Fate.HIT) + p.count(Fate.WRONG_CLASS))
            .sum();
    assertEquals(scores.counts().found(), found);
  }

  @Test
  public void figuresThatCellsAddUpToHaveAnIntervalRoundThem() throws IOException {
    Path truth = folder("truth");
    Path table = table(truth, new ArrayList<>());
    Table figures = evaluate(EvaluationOptions.of(truth, table)).report().tables().get(0);
    List<String> without = new ArrayList<>();
    for (List<String> row : figures.rows()) {
      if (row.get(2).equals(Numbers.NONE)) {
        without.add(row.get(0));
        continue;
      }
      String[] ends = row.get(2).split(" – ");
      double value = Double.parseDouble(row.get(1));
      assertTrue(row.toString(), Double.parseDouble(ends[0]) <= value);
      assertTrue(row.toString(), Double.parseDouble(ends[1]) >= value);
      assertTrue("wider than nothing: " + row, !ends[0].equals(ends[1]));
    }
    assertEquals(
        List.of(
            "mean IoU",
            "AP50 (COCO, 101 recalls)",
            "AP50-95 (COCO, 101 recalls)",
            "AUC, mean of classes"),
        without);
  }

  @Test
  public void otherFormatsGiveTheSameAsAnnotationsAndTable() throws IOException {
    Path truth = folder("truth");
    List<JudgedImage> judged = new ArrayList<>();
    Path table = table(truth, judged);
    Path coco = temporary.getRoot().toPath().resolve("truth.json");
    Labels.write(
        coco, Labels.read(truth, "voc", LabelOptions.DEFAULTS).set(), Labels.format("coco"));
    Path found = folder("found");
    Labels.write(
        found, Labels.read(table, "csv", LabelOptions.DEFAULTS).set(), Labels.format("geojson"));
    Map<String, Double> ofTable = evaluate(EvaluationOptions.of(truth, table)).summary();
    Map<String, Double> others = evaluate(EvaluationOptions.of(coco, found)).summary();
    for (String figure : List.of("F1", "class accuracy"))
      assertEquals(figure, ofTable.get(figure), others.get(figure), TEXT);
    assertTrue(others.toString(), others.containsKey("mAP50 (VOC, all points)"));
  }

  @Test
  public void theFilesSayTheSameAndThePageIsWhole() throws IOException {
    Path truth = folder("truth");
    Path table = table(truth, new ArrayList<>());
    Evaluated evaluated = evaluate(options(truth, table, "", "", "mean_2"));
    Path page = EvaluationFiles.write(evaluated, folder("out"));
    JsonObject json =
        JsonParser.parseString(Files.readString(page.resolveSibling("scores.json")))
            .getAsJsonObject();
    JsonObject f1 = json.getAsJsonObject("figures").getAsJsonObject("F1");
    assertEquals(evaluated.summary().get("F1"), f1.get("value").getAsDouble(), 0);
    assertTrue(f1.get("low").getAsDouble() < f1.get("value").getAsDouble());
    assertTrue(
        json.getAsJsonArray("correlations").get(1).getAsJsonObject().get("pearson_r").getAsDouble()
            > 0.9);
    List<String> cells = Files.readAllLines(page.resolveSibling("cells.csv"));
    assertEquals(
        1 + evaluated.planes().stream().mapToInt(p -> p.cells().size()).sum(), cells.size());
    assertEquals(14, Files.readAllLines(page.resolveSibling("images.csv")).size());
    String html = Files.readString(page);
    assertTrue(html.contains("Bland") && html.contains("</html>"));
    assertFalse(html.contains("NaN"));
  }

  @Test
  public void aClassWithoutACellHasNoFigureAndIsInNoMean() throws IOException {
    Path truth = folder("truth");
    write(truth, "a", box(10, 10, 20, "living"), box(100, 100, 20, "living"));
    Path table = temporary.getRoot().toPath().resolve("t.csv");
    Files.writeString(
        table,
        """
        image,x_px,y_px,width_px,height_px,class,score
        a.png,10,10,20,20,living,0.9
        a.png,100,100,20,20,dead,0.8
        """);
    Evaluated evaluated = evaluate(EvaluationOptions.of(truth, table));
    assertEquals(0.5, evaluated.summary().get("mAP50 (VOC, all points)"), EXACT);
    Path page = EvaluationFiles.write(evaluated, folder("out"));
    JsonObject json =
        JsonParser.parseString(Files.readString(page.resolveSibling("scores.json")))
            .getAsJsonObject();
    JsonObject dead = json.getAsJsonArray("classes").get(0).getAsJsonObject();
    assertEquals("dead", dead.get("class").getAsString());
    assertTrue(dead.get("ap50_voc").isJsonNull());
    assertTrue(json.getAsJsonArray("notices").toString().contains("is of class 'dead'"));
    assertTrue("too few", json.getAsJsonArray("notices").toString().contains("has 2 cells"));
    assertTrue(Files.readString(page).contains("<td class=\"n\">" + Numbers.NONE));
  }

  @Test
  public void theScoreIsChosenOnOneListAndJudgedOnAnother() throws IOException {
    Path truth = folder("set");
    Path annotations = folder("set/annotations");
    List<JudgedImage> judged = new ArrayList<>();
    Path table = table(annotations, judged);
    Path lists = folder("set/splits");
    Files.writeString(
        lists.resolve("val.txt"), "image 0\nimage 1\nimage 2\nimage 3\nimage 4\nimage 5\n");
    Files.writeString(lists.resolve("test.txt"), "image 6\nimage 7\nimage 8\n");
    Evaluated evaluated = evaluate(options(truth, table, "test", "val", ""));
    double score = DetectionScores.of(judged.subList(0, 6), 0, MatchSettings.VOC).best().score();
    DetectionScores test = DetectionScores.of(judged.subList(6, 9), score, MatchSettings.VOC);
    assertEquals(test.counts().f1(), evaluated.summary().get("F1"), EXACT);
    assertThrows(
        IllegalArgumentException.class, () -> evaluate(options(truth, table, "test", "test", "")));
  }

  @Test
  public void annotationsWithoutScoresHaveCountsAndNoAveragePrecision() throws IOException {
    Path truth = folder("truth");
    Path other = folder("other");
    write(truth, "a", box(10, 10, 20, "living"), box(100, 100, 20, "dead"));
    write(other, "a", box(12, 10, 20, "living"), box(200, 10, 20, "dead"));
    Evaluated evaluated = evaluate(EvaluationOptions.of(truth, other));
    assertEquals(0.5, evaluated.summary().get("F1"), EXACT);
    assertTrue(Double.isNaN(evaluated.summary().get("mAP50 (VOC, all points)")));
    assertEquals(
        List.of(Fate.HIT, Fate.FALSE, Fate.MISS),
        evaluated.planes().get(0).cells().stream().map(c -> c.mark().fate()).toList());
  }

  @Test
  public void labelImagesAreJudgedAsOnePool() throws IOException {
    Path truth = folder("labels");
    Path other = folder("predicted");
    LabelScores sum = LabelScores.NONE;
    for (int i = 0; i < 3; i++) {
      ImagePlus is = squares(20 * i, 0);
      ImagePlus called = squares(20 * i, i);
      IJ.saveAsTiff(is, truth.resolve("im " + i + ".tif").toString());
      IJ.saveAsTiff(called, other.resolve("im " + i + "-labels.tif").toString());
      sum =
          sum.plus(
              LabelScores.of(LabelImages.labels(is, 1, 1, 1), LabelImages.labels(called, 1, 1, 1)));
    }
    Evaluated evaluated = evaluate(EvaluationOptions.of(truth, other));
    assertEquals(sum.panopticQuality(), evaluated.summary().get("panoptic quality (PQ)"), EXACT);
    assertEquals(sum.segMeasure(), evaluated.summary().get("SEG"), EXACT);
    assertEquals(
        sum.meanAveragePrecision(), evaluated.summary().get("AP, mean of IoU 0.5-0.95"), EXACT);
    assertTrue(evaluated.planes().get(1).cells().get(0).mark().outline().isPresent());
    IJ.saveAsTiff(new ImagePlus("", new ShortProcessor(9, 9)), other + "/im 1-labels.tif");
    IOException e =
        assertThrows(IOException.class, () -> evaluate(EvaluationOptions.of(truth, other)));
    assertTrue(e.getMessage(), e.getMessage().contains("9 x 9"));
  }

  private static ImagePlus squares(int x, int shift) {
    ShortProcessor ip = new ShortProcessor(120, 80);
    for (int i = 0; i < 2; i++) {
      ip.setValue(i + 1);
      ip.setRoi(x + shift, 10 + 30 * i, 16, 16);
      ip.fill();
    }
    return new ImagePlus("labels", ip);
  }

  @Test
  public void whatCanNotBeReadIsNamedWithTheRemedy() throws IOException {
    Path truth = folder("truth");
    write(truth, "a", box(10, 10, 20, "living"));
    Path table = temporary.getRoot().toPath().resolve("t.csv");
    String head = "image,x_px,y_px,width_px,height_px,class,score\n";
    refused(truth, table, "image,x_px\na,1\n", "no column 'y_px'");
    refused(truth, table, head + "a,1,2,3,x,living,0.5\n", "line 2", "'height_px'", "'x'");
    refused(truth, table, head + "a,1,2,3,4,living,1.5\n", "line 2", "within 0 and 1");
    refused(truth, table, head + "b,1,2,3,4,living,0.5\n", "No image", "b");
    refused(truth, table, head, "no row");
    refused(
        truth,
        table,
        "image,slice,x_px,y_px,width_px,height_px\na,1,1,2,3,4\na,2,1,2,3,4\n",
        "more than one slice");
    Files.writeString(table, head + "a,10,10,20,20,living,0.5\n");
    IOException column =
        assertThrows(IOException.class, () -> evaluate(options(truth, table, "", "", "mean_9")));
    assertTrue(column.getMessage(), column.getMessage().contains("mean_9"));
    assertThrows(
        IOException.class,
        () -> evaluate(EvaluationOptions.of(truth, truth.resolve("nothing.csv"))));
    assertThrows(
        IOException.class, () -> evaluate(EvaluationOptions.of(truth.resolve("nothing"), table)));
  }

  private static void refused(Path truth, Path table, String csv, String... parts)
      throws IOException {
    Files.writeString(table, csv);
    IOException e =
        assertThrows(IOException.class, () -> evaluate(EvaluationOptions.of(truth, table)));
    for (String part : parts) assertTrue(e.getMessage(), e.getMessage().contains(part));
  }

  @Test
  public void realAnnotationsAgreeWithThemselves() throws IOException {
    Assume.assumeTrue("No sample data beside the project", Files.isDirectory(DATA));
    Path annotations = DATA.resolve("bccd/Annotations");
    Evaluated evaluated = evaluate(EvaluationOptions.of(annotations, annotations));
    assertEquals(1, evaluated.summary().get("F1"), EXACT);
    assertEquals(1, evaluated.summary().get("balanced accuracy"), EXACT);
  }
}

package org.unstained.classical;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MeasurementClassifierTest {
  /** Both work in doubles; sums come in another order. */
  private static final double ROUNDING = 1e-9;

  /** Forests of other random numbers: the mean difference of a probability of 300 trees. */
  private static final double OTHER_FOREST = 0.04;

  private static JsonObject figures;
  private static Samples training;
  private static Samples test;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void readFigures() throws IOException {
    figures = Figures.of("classifiers");
    training = Figures.samples(figures, 0, 200);
    test = Figures.samples(figures, 200, 300);
  }

  @Test
  public void standardisationAndComponentsAreThoseOfScikitLearn() {
    Standardisation found = Standardisation.of(training.values());
    assertArrayEquals(Figures.numbers(figures.get("means")), found.means(), ROUNDING);
    assertArrayEquals(Figures.numbers(figures.get("deviations")), found.deviations(), ROUNDING);
    double[][] standard = new double[training.size()][];
    for (int i = 0; i < standard.length; i++) standard[i] = found.apply(training.values()[i]);
    double[][] expected = Figures.rows(figures.get("components"));
    double[][] components = PrincipalComponents.of(standard, 3).directions();
    for (int i = 0; i < 3; i++) {
      double sign = Math.signum(expected[i][0] * components[i][0]);
      for (int c = 0; c < 5; c++) assertEquals(expected[i][c], sign * components[i][c], 1e-8);
    }
  }

  @Test
  public void neighboursVoteAsInScikitLearn() throws IOException {
    for (Distance distance : Distance.values())
      for (int k : new int[] {1, 7, 16}) {
        Recipe recipe = Recipe.of(Method.KNN).withDistance(distance).withNeighbours(k);
        check(
            Figures.rows(figures.getAsJsonObject("knn").get(distance.key() + " " + k)),
            MeasurementClassifier.fit(training, recipe));
      }
  }

  @Test
  public void neighboursAlongComponentsVoteAsInScikitLearn() throws IOException {
    Recipe recipe = Recipe.of(Method.KNN).withNeighbours(7).withComponents(3);
    check(
        Figures.rows(figures.get("knn_of_components")),
        MeasurementClassifier.fit(training, recipe));
  }

  @Test
  public void forestIsAsGoodAsScikitLearns() throws IOException {
    MeasurementClassifier forest = MeasurementClassifier.fit(training, Recipe.of(Method.FOREST));
    double[][] expected = Figures.rows(figures.get("forest"));
    double[][] found = forest.probabilities(test.values());
    double sum = 0;
    for (int i = 0; i < found.length; i++)
      for (int c = 0; c < 3; c++) sum += Math.abs(expected[i][c] - found[i][c]);
    assertTrue("mean difference " + sum / 300, sum / 300 < OTHER_FOREST);
    assertEquals(figures.get("forest_accuracy").getAsDouble(), accuracy(forest), 0.05);
  }

  @Test
  public void supportVectorsAreAsGoodAsScikitLearns() throws IOException {
    Recipe recipe = new Recipe(Method.SVM, Distance.EUCLIDEAN, 0, 1, 2, 0.2, 0, 1);
    MeasurementClassifier svm = MeasurementClassifier.fit(training, recipe);
    // scikit-learn's classes come from votes, ours from the coupled probabilities.
    assertEquals(figures.get("svm_accuracy").getAsDouble(), accuracy(svm), 0.03);
  }

  @Test
  public void oneSeedGivesOneClassifierAndAnotherAnother() throws IOException {
    for (Method method : new Method[] {Method.FOREST, Method.SVM}) {
      Recipe recipe = Recipe.of(method);
      double[][] first = MeasurementClassifier.fit(training, recipe).probabilities(test.values());
      double[][] again = MeasurementClassifier.fit(training, recipe).probabilities(test.values());
      assertArrayEquals(first, again);
    }
    Recipe other = new Recipe(Method.FOREST, Distance.EUCLIDEAN, 0, 200, 1, 0, 0, 2);
    double[][] first =
        MeasurementClassifier.fit(training, Recipe.of(Method.FOREST)).probabilities(test.values());
    double[][] second = MeasurementClassifier.fit(training, other).probabilities(test.values());
    assertTrue(!java.util.Arrays.deepEquals(first, second));
  }

  @Test
  public void aForestIsTheSameForAnyNumberOfThreads() throws Exception {
    double[][] expected = forestOf(1);
    for (int threads : new int[] {2, 3, 5, 8})
      for (int round = 0; round < 3; round++) assertArrayEquals(expected, forestOf(threads));
  }

  private double[][] forestOf(int threads) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () ->
                  MeasurementClassifier.fit(training, Recipe.of(Method.FOREST))
                      .probabilities(test.values()))
          .get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  public void aFileGivesTheVeryClassifierBack() throws IOException {
    for (Method method : Method.values())
      for (int components : new int[] {0, 2}) {
        MeasurementClassifier classifier =
            MeasurementClassifier.fit(
                training, Recipe.of(method).withNeighbours(5).withComponents(components));
        Path file = folder.newFile().toPath();
        ClassifierText.write(classifier, file);
        MeasurementClassifier read = ClassifierText.read(file);
        assertEquals(classifier.columns(), read.columns());
        assertEquals(classifier.classes(), read.classes());
        double[][] expected = classifier.probabilities(test.values());
        double[][] found = read.probabilities(test.values());
        for (int i = 0; i < expected.length; i++)
          assertArrayEquals(method.key(), expected[i], found[i], 0);
      }
  }

  @Test
  public void damagedFilesAreRefusedByName() throws IOException {
    Path file = folder.newFile("classifier.json").toPath();
    MeasurementClassifier classifier =
        MeasurementClassifier.fit(training, Recipe.of(Method.FOREST));
    ClassifierText.write(classifier, file);
    String text = Files.readString(file);
    String[] damaged = {
      "",
      "{}",
      "[1]",
      text.substring(0, text.length() / 2),
      text.replaceFirst("\"means\":\\[", "\"means\":[1,"),
      text.replaceFirst("\"first\":\\[\\d+", "\"first\":[0"),
      text.replaceFirst("\"features\":\\[\\d+", "\"features\":[77"),
      text.replace("\"forest\"", "\"svm\""),
      text.replaceFirst("\"means\":", "\"x\":"),
      text.replaceFirst("\"classes\":\\[", "\"classes\":[null,"),
      text.replaceFirst("\"means\":\\[", "\"means\":[\"a\","),
      text.replaceFirst("\"forest\":\\[", "\"forest\":[null,"),
      text.replaceFirst("\"means\":\\[", "\"means\":[null,"),
      text.replaceFirst("\"means\":\\[", "\"means\":[1e,"),
      // gave a probability of 10^18
      text.replaceFirst("\\[1\\.0,0\\.0,0\\.0\\]", "[1e19,0.0,0.0]"),
      text.replaceFirst("\"means\":\\[", "\"means\":" + "[".repeat(100_000))
    };
    for (String wrong : damaged) {
      Files.writeString(file, wrong);
      assertRefused(file);
    }
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertRefused(file);
  }

  /** Gave probabilities that are no numbers. */
  @Test
  public void supportVectorsWithoutNumbersAreRefused() throws IOException {
    Path file = folder.newFile("classifier.json").toPath();
    ClassifierText.write(MeasurementClassifier.fit(training, Recipe.of(Method.SVM)), file);
    String text = Files.readString(file);
    for (String key : List.of("rho ", "probA ", "probB ", "SV\\\\n", " 1:")) {
      String wrong = text.replaceFirst(key + "[^ \\\\]+", key + "NaN");
      assertTrue(key, !wrong.equals(text));
      Files.writeString(file, wrong);
      assertRefused(file);
    }
  }

  private static void assertRefused(Path file) {
    IOException e = assertThrows(IOException.class, () -> ClassifierText.read(file));
    assertTrue(e.getMessage(), e.getMessage().contains("classifier.json"));
    assertTrue(e.getMessage(), e.getMessage().length() < 400);
    assertTrue(e.getMessage(), !e.getMessage().matches("(?s).*(Exception|\\bnull\\b|Cannot).*"));
  }

  @Test
  public void aMeasurementThatIsNoNumberCountsAsTheMean() throws IOException {
    MeasurementClassifier knn =
        MeasurementClassifier.fit(training, Recipe.of(Method.KNN).withNeighbours(5));
    double[] row = test.values()[0].clone();
    row[2] = knn.standardisation().means()[2];
    double[] expected = knn.probabilities(row);
    row[2] = Double.NaN;
    assertArrayEquals(expected, knn.probabilities(row), 0);
  }

  private static void check(double[][] expected, MeasurementClassifier classifier) {
    double[][] found = classifier.probabilities(test.values());
    for (int i = 0; i < expected.length; i++)
      assertArrayEquals("cell " + i, expected[i], found[i], ROUNDING);
  }

  private static double accuracy(MeasurementClassifier classifier) {
    double[][] found = classifier.probabilities(test.values());
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      int best = 0;
      for (int c = 1; c < found[i].length; c++) if (found[i][c] > found[i][best]) best = c;
      if (best == test.classes()[i]) right++;
    }
    return (double) right / found.length;
  }
}

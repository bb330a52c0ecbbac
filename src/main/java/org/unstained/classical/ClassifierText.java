package org.unstained.classical;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@link MeasurementClassifier} as JSON: numbers, names and LIBSVM's text, so that reading it can
 * do nothing but make one.
 */
public final class ClassifierText {
  private ClassifierText() {}

  /** What the first field says. */
  private static final String FORMAT = "unstained-classifier-1";

  private static final long MOST_BYTES = 1L << 30;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private static final class Contents {
    String format;
    String method;
    List<String> measurements;
    List<String> classes;
    double[] means;
    double[] deviations;
    double[][] components;
    Neighbours knn;
    List<Tree> forest;
    String svm;
  }

  private static final class Neighbours {
    int k;
    String distance;
    double[][] cells;
    int[] classes;
  }

  private static final class Tree {
    int[] features;
    double[] splits;
    int[] first;
    int[] second;
    double[][] shares;
  }

  /** Writes the file; an older one is replaced. */
  public static void write(MeasurementClassifier classifier, Path file) throws IOException {
    Contents contents = new Contents();
    contents.format = FORMAT;
    contents.method = classifier.model().method().key();
    contents.measurements = classifier.columns();
    contents.classes = classifier.classes();
    contents.means = classifier.standardisation().means();
    contents.deviations = classifier.standardisation().deviations();
    contents.components = classifier.components().map(PrincipalComponents::directions).orElse(null);
    if (classifier.model() instanceof NearestNeighbours knn) {
      contents.knn = new Neighbours();
      contents.knn.k = knn.k();
      contents.knn.distance = knn.distance().key();
      contents.knn.cells = knn.points();
      contents.knn.classes = knn.labels();
    } else if (classifier.model() instanceof Forest forest) {
      contents.forest = forest.trees().stream().map(ClassifierText::tree).toList();
    } else {
      contents.svm = ((SupportVectors) classifier.model()).text();
    }
    Files.writeString(file, GSON.toJson(contents), StandardCharsets.UTF_8);
  }

  private static Tree tree(DecisionNodes nodes) {
    Tree tree = new Tree();
    tree.features = nodes.features();
    tree.splits = nodes.splits();
    tree.first = nodes.first();
    tree.second = nodes.second();
    tree.shares = nodes.shares();
    return tree;
  }

  /**
   * @throws IOException if the file can't be read, or isn't whole; names it
   */
  public static MeasurementClassifier read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) throw refused(file, "it's longer than a gigabyte");
    try {
      Contents contents = GSON.fromJson(Files.readString(file), Contents.class);
      if (contents == null || !FORMAT.equals(contents.format))
        throw refused(file, "it doesn't say that its format is " + FORMAT);
      return new MeasurementClassifier(
          contents.measurements,
          contents.classes,
          new Standardisation(contents.means, contents.deviations),
          Optional.ofNullable(contents.components).map(PrincipalComponents::new),
          model(contents));
    } catch (CharacterCodingException e) {
      throw refused(file, "it isn't UTF-8 text");
    } catch (JsonParseException | NumberFormatException e) {
      throw refused(file, "it isn't whole, or something else stands where a number should");
    } catch (NullPointerException e) {
      throw refused(file, "a part of it is missing");
    } catch (IllegalArgumentException e) {
      throw refused(file, e.getMessage() == null ? "a part of it is missing" : e.getMessage());
    }
  }

  private static FittedModel model(Contents contents) {
    int dimensions =
        contents.components == null ? contents.measurements.size() : contents.components.length;
    int classes = contents.classes.size();
    return switch (Method.of(contents.method)) {
      case KNN ->
          new NearestNeighbours(
              contents.knn.cells,
              contents.knn.classes,
              classes,
              contents.knn.k,
              Distance.of(contents.knn.distance));
      case FOREST -> {
        List<DecisionNodes> trees = new ArrayList<>();
        for (Tree tree : contents.forest)
          trees.add(
              new DecisionNodes(tree.features, tree.splits, tree.first, tree.second, tree.shares));
        yield new Forest(trees, dimensions, classes);
      }
      case SVM -> SupportVectors.read(contents.svm, dimensions, classes);
    };
  }

  private static IOException refused(Path file, String why) {
    return new IOException(
        "%s is no classifier that can be used: %s. Install the model again".formatted(file, why));
  }
}

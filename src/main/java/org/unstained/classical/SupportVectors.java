package org.unstained.classical;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * A support vector machine with a Gaussian kernel, by LIBSVM (Chang and Lin 2011,
 * doi:10.1145/1961189.1961199). Probabilities come from sigmoids fitted to held-out decisions of
 * each pair of classes, which LIBSVM then couples.
 */
public final class SupportVectors implements FittedModel {
  /** Above this a fit takes minutes to hours. */
  public static final int MOST_CELLS = 20_000;

  private static final double CACHE_MB = 100;
  private static final double TOLERANCE = 1e-3;
  private static final Object RANDOM = new Object();

  private final svm_model model;
  private final String text;
  private final int dimensions;
  private final int classes;

  private SupportVectors(svm_model model, String text, int dimensions, int classes) {
    this.model = model;
    this.text = text;
    this.dimensions = dimensions;
    this.classes = classes;
  }

  /**
   * @param cost of a training cell on the wrong side, positive
   * @param gamma of the kernel exp(−γ d²), positive
   */
  static SupportVectors fit(
      double[][] points, int[] labels, int classes, double cost, double gamma, long seed)
      throws IOException {
    svm_problem problem = new svm_problem();
    problem.l = points.length;
    problem.x = new svm_node[points.length][];
    problem.y = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      problem.x[i] = nodes(points[i]);
      problem.y[i] = labels[i];
    }
    svm_parameter settings = new svm_parameter();
    settings.svm_type = svm_parameter.C_SVC;
    settings.kernel_type = svm_parameter.RBF;
    settings.C = cost;
    settings.gamma = gamma;
    settings.probability = 1;
    settings.cache_size = CACHE_MB;
    settings.eps = TOLERANCE;
    settings.shrinking = 1;
    settings.weight_label = new int[0];
    settings.weight = new double[0];
    String wrong = svm.svm_check_parameter(problem, settings);
    if (wrong != null) throw new IllegalArgumentException("LIBSVM refuses the settings: " + wrong);
    svm_model model;
    // The library has one source of random numbers for all.
    synchronized (RANDOM) {
      svm.svm_set_print_string_function(line -> {});
      svm.rand.setSeed(seed);
      model = svm.svm_train(problem, settings);
    }
    return read(written(model), points[0].length, classes);
  }

  private static String written(svm_model model) throws IOException {
    Path file = Files.createTempFile("unstained", ".svm");
    try {
      svm.svm_save_model(file.toString(), model);
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * @param text in LIBSVM's own format
   * @throws IllegalArgumentException if it is none, or has other classes or numbers
   */
  static SupportVectors read(String text, int dimensions, int classes) {
    // LIBSVM takes memory for as many as the text claims.
    requireAtMost(text, "nr_class", classes);
    requireAtMost(text, "total_sv", text.lines().count());
    svm_model model;
    try {
      model = svm.svm_load_model(new BufferedReader(new StringReader(text)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("That is no whole LIBSVM model", e);
    }
    if (model == null || model.label == null || svm.svm_check_probability_model(model) != 1)
      throw new IllegalArgumentException("That is no LIBSVM model with probabilities");
    for (int label : model.label)
      if (label < 0 || label >= classes)
        throw new IllegalArgumentException("The LIBSVM model knows a class " + label);
    requireFinite(model.rho, model.probA, model.probB);
    requireFinite(model.sv_coef);
    for (svm_node[] vector : model.SV)
      for (svm_node node : vector)
        if (!Double.isFinite(node.value))
          throw new IllegalArgumentException("The LIBSVM model holds what is no number");
        else if (node.index < 1 || node.index > dimensions)
          throw new IllegalArgumentException("The LIBSVM model asks for number " + node.index);
    return new SupportVectors(model, text, dimensions, classes);
  }

  private static void requireFinite(double[]... all) {
    for (double[] values : all)
      if (!Arrays.stream(values).allMatch(Double::isFinite))
        throw new IllegalArgumentException("The LIBSVM model holds what is no number");
  }

  private static void requireAtMost(String text, String key, long most) {
    Matcher claims = Pattern.compile("(?m)^" + key + "\\s+(\\S+)").matcher(text);
    while (claims.find())
      if (!claims.group(1).matches("\\d{1,9}") || Long.parseLong(claims.group(1)) > most)
        throw new IllegalArgumentException("The LIBSVM model claims more than it holds: " + key);
  }

  String text() {
    return text;
  }

  @Override
  public Method method() {
    return Method.SVM;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public double[] probabilities(double[] point) {
    double[] inOrder = new double[model.nr_class];
    svm.svm_predict_probability(model, nodes(point), inOrder);
    double[] all = new double[classes];
    for (int i = 0; i < inOrder.length; i++) all[model.label[i]] = inOrder[i];
    return all;
  }

  private static svm_node[] nodes(double[] point) {
    svm_node[] nodes = new svm_node[point.length];
    for (int i = 0; i < point.length; i++) {
      nodes[i] = new svm_node();
      nodes[i].index = i + 1;
      nodes[i].value = point[i];
    }
    return nodes;
  }
}

package org.unstained.command.exploration;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import org.unstained.embedding.TSne;
import org.unstained.workflow.exploration.ClusterOptions;
import org.unstained.workflow.exploration.EmbeddingMethod;
import org.unstained.workflow.exploration.EmbeddingOptions;

/** How cells are placed and what clusters are sought, beside the points. */
final class ExploreSettings extends JPanel {
  private static final long serialVersionUID = 1;

  private final JComboBox<EmbeddingMethod> method = new JComboBox<>(EmbeddingMethod.values());
  private final JComboBox<String> preset = new JComboBox<>(new String[] {"usual", "CTC paper"});
  private final JTextField perplexity = new JTextField(5);
  private final JTextField rate = new JTextField(5);
  private final JTextField iterations = new JTextField(5);
  private final JTextField neighbours = new JTextField(5);
  private final JTextField distance = new JTextField(5);
  private final JTextField components = new JTextField(5);
  private final JTextField seed = new JTextField(5);
  private final JComboBox<ClusterOptions.Method> clusters =
      new JComboBox<>(ClusterOptions.Method.values());
  private final JComboBox<String> k =
      new JComboBox<>(
          new String[] {"silhouette", "knee", "2", "3", "4", "5", "6", "7", "8", "9", "10"});
  private final JTextField eps = new JTextField(5);
  private final JTextField minPoints = new JTextField(5);
  private final JComboBox<String> space =
      new JComboBox<>(new String[] {"all features", "this picture"});
  private final JPanel placing = new JPanel(new GridLayout(0, 2, 4, 3));
  private final JPanel grouping = new JPanel(new GridLayout(0, 2, 4, 3));

  final JButton place = new JButton("Place cells");
  final JButton find = new JButton("Find clusters");
  final JButton curves = new JButton("Curves");

  ExploreSettings(EmbeddingOptions first, ClusterOptions second) {
    setLayout(new BoxLayout(this, BoxLayout.Y_AXIS));
    method.setSelectedItem(first.method());
    take(TSne.DEFAULT.withPerplexity(first.perplexity()).withLearningRate(first.rate()));
    iterations.setText(Integer.toString(first.iterations()));
    neighbours.setText(Integer.toString(first.neighbours()));
    distance.setText(text(first.distance()));
    components.setText(Integer.toString(first.components()));
    seed.setText(Long.toString(first.seed()));
    clusters.setSelectedItem(second.method());
    k.setEditable(true);
    k.setSelectedItem(second.k() > 0 ? Integer.toString(second.k()) : second.choice().key());
    eps.setText(second.eps() == 0 ? "knee" : text(second.eps()));
    minPoints.setText(Integer.toString(second.minPoints()));
    space.setSelectedIndex(second.onPlane() ? 1 : 0);
    perplexity.setToolTipText("About how many neighbours a cell has");
    rate.setToolTipText("How far points go in a step; auto suits most");
    iterations.setToolTipText("How many steps there are");
    neighbours.setToolTipText("More show the whole, fewer show details");
    distance.setToolTipText("Less packs alike cells tighter");
    components.setToolTipText("More features than this are reduced to so many first; 0 for never");
    seed.setToolTipText("The same seed gives the same picture");
    k.setToolTipText("A number, or silhouette or knee to choose it");
    eps.setToolTipText("How near cells of a cluster are, or knee to choose it");
    minPoints.setToolTipText("How many cells are within eps of one inside a cluster");
    curves.setToolTipText("What speaks for which number of clusters");
    for (JButton one : List.of(place, find, curves)) {
      one.setFocusable(false);
      one.setMargin(new java.awt.Insets(2, 2, 2, 2));
    }
    preset.setToolTipText("Perplexity and learning rate that suit most, or those of the CTC paper");
    preset.addActionListener(
        e -> take(preset.getSelectedIndex() == 1 ? TSne.CTC_PAPER : TSne.DEFAULT));
    method.addActionListener(e -> arrange());
    clusters.addActionListener(e -> arrange());
    JPanel two = new JPanel(new GridLayout(1, 2, 4, 0));
    two.add(find);
    two.add(curves);
    for (JComponent one :
        new JComponent[] {
          heading("Embedding"), placing, only(place), heading("Clusters"), grouping, two
        }) {
      one.setAlignmentX(0);
      add(one);
    }
    curves.setEnabled(false);
    arrange();
  }

  private void take(TSne values) {
    perplexity.setText(text(values.perplexity()));
    rate.setText(values.learningRate() == 0 ? "auto" : text(values.learningRate()));
  }

  private static JComponent heading(String text) {
    JLabel label = new JLabel(text);
    label.setFont(label.getFont().deriveFont(java.awt.Font.BOLD));
    label.setBorder(BorderFactory.createEmptyBorder(6, 0, 3, 0));
    return label;
  }

  private static JPanel only(JComponent one) {
    JPanel panel = new JPanel(new BorderLayout());
    panel.setBorder(BorderFactory.createEmptyBorder(4, 0, 0, 0));
    panel.add(one, BorderLayout.CENTER);
    return panel;
  }

  /** Only what matters to the chosen methods is shown. */
  private void arrange() {
    placing.removeAll();
    row(placing, "Method", method);
    switch ((EmbeddingMethod) method.getSelectedItem()) {
      case TSNE -> {
        row(placing, "Values", preset);
        row(placing, "Perplexity", perplexity);
        row(placing, "Learning rate", rate);
        row(placing, "Iterations", iterations);
      }
      case UMAP -> {
        row(placing, "Neighbours", neighbours);
        row(placing, "Least distance", distance);
      }
      case PCA -> {}
    }
    row(placing, "PCA first to", components);
    row(placing, "Seed", seed);
    grouping.removeAll();
    row(grouping, "Method", clusters);
    ClusterOptions.Method sought = (ClusterOptions.Method) clusters.getSelectedItem();
    if (sought == ClusterOptions.Method.KMEANS) row(grouping, "Clusters k", k);
    if (sought == ClusterOptions.Method.DBSCAN) {
      row(grouping, "eps", eps);
      row(grouping, "Least points", minPoints);
    }
    if (sought != ClusterOptions.Method.NONE) row(grouping, "Sought in", space);
    grouping.setBorder(BorderFactory.createEmptyBorder(0, 0, 4, 0));
    for (JPanel one : List.of(placing, grouping))
      one.setMaximumSize(new java.awt.Dimension(Integer.MAX_VALUE, one.getPreferredSize().height));
    revalidate();
    repaint();
  }

  private static void row(JPanel panel, String label, Component field) {
    panel.add(new JLabel(label));
    panel.add(field);
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * @throws IllegalArgumentException if a field holds no number that fits
   */
  EmbeddingOptions placing() {
    return new EmbeddingOptions(
        (EmbeddingMethod) method.getSelectedItem(),
        (int) number("PCA first to", components.getText(), 0, 1000),
        number("Perplexity", perplexity.getText(), 2, 1000),
        rate.getText().strip().equals("auto")
            ? 0
            : number("Learning rate", rate.getText(), 0, 100_000),
        (int) number("Iterations", iterations.getText(), 250, 100_000),
        (int) number("Neighbours", neighbours.getText(), 2, 1000),
        number("Least distance", distance.getText(), 0, 1),
        (long) number("Seed", seed.getText(), 0, 1e9));
  }

  /**
   * @throws IllegalArgumentException if a field holds no number that fits
   */
  ClusterOptions clustering() {
    return new ClusterOptions(
            (ClusterOptions.Method) clusters.getSelectedItem(),
            0,
            ClusterOptions.Choice.SILHOUETTE,
            eps.getText().strip().equals("knee") ? 0 : number("eps", eps.getText(), 0, 1e6),
            (int) number("Least points", minPoints.getText(), 2, 10_000),
            space.getSelectedIndex() == 1,
            (long) number("Seed", seed.getText(), 0, 1e9))
        .withK(String.valueOf(k.getSelectedItem()));
  }

  /** For tests: sets what is chosen. */
  void choose(EmbeddingMethod how, ClusterOptions.Method sought) {
    method.setSelectedItem(how);
    clusters.setSelectedItem(sought);
  }

  private static double number(String name, String text, double least, double most) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      // said below, with what would fit
    }
    throw new IllegalArgumentException(
        "'%s' can't be '%s': it takes a number from %s to %s."
            .formatted(name, text, text(least), text(most)));
  }
}

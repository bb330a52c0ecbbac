package org.unstained.workflow.exploration;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.unstained.overlay.CellLabelling;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.curation.FolderCuration;

/** What a network makes of explored cells: the numbers in its last layer, as their features. */
public final class NetworkFeatureTable {
  private NetworkFeatureTable() {}

  /**
   * @param cells with pictures, on images or in a folder
   * @param model name of an installed classifier, or the path of one
   * @param progress told the finished part, 0–1
   * @param canceled asked now and then
   * @return columns {@code feature_1}, {@code feature_2}…, which are not standardised
   * @throws IOException if there is no such network, or it doesn't work
   * @throws IllegalArgumentException if the cells have no pictures, the network shows no last layer
   *     or takes other channels
   * @throws CancellationException if canceled
   */
  public static FeatureTable of(
      ExploredCells cells, String model, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    if (!cells.isPictured())
      throw new IllegalArgumentException(
          "A table has no pictures that a network could look at. Set 'features' to measurements.");
    if (model.isBlank())
      throw new IllegalArgumentException(
          "'model' is empty. Give the name of an installed classifier (Plugins > Unstained > Models...).");
    double[][] rows = new double[cells.size()][];
    try (NetworkFeatures network = NetworkFeatures.open(ClassifyOptions.of(model))) {
      if (cells.crops() instanceof FolderCuration folder) {
        for (int i = 0; i < rows.length; i++) {
          if (canceled.getAsBoolean()) throw new CancellationException();
          rows[i] = wide(network.ofCrop(folder.image(cells.crop(i))));
          progress.accept((i + 1.0) / rows.length);
        }
      } else ofImages(cells, network, rows, progress, canceled);
    }
    List<String> columns =
        IntStream.rangeClosed(1, rows[0].length).mapToObj(i -> "feature_" + i).toList();
    return new FeatureTable(columns, rows, false, List.of());
  }

  private static void ofImages(
      ExploredCells cells,
      NetworkFeatures network,
      double[][] rows,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    double done = 0;
    for (ImagePlus image : cells.images()) {
      List<Integer> these = new ArrayList<>();
      for (int i = 0; i < rows.length; i++)
        if (cells.labelling(i).map(CellLabelling::image).filter(of -> of == image).isPresent())
          these.add(i);
      if (these.isEmpty()) continue;
      double before = done;
      float[][] found =
          network.of(
              image,
              cells.planes(these),
              part -> progress.accept((before + part.fraction() * these.size()) / rows.length),
              canceled);
      List<Integer> order = cells.byPlane(these);
      for (int i = 0; i < found.length; i++) rows[order.get(i)] = wide(found[i]);
      done += these.size();
    }
  }

  private static double[] wide(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}

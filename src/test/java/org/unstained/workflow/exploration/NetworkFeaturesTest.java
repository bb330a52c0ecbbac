package org.unstained.workflow.exploration;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.image.SampleImage;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.networks.LoadedNetworks;

public class NetworkFeaturesTest {
  /** A network on batches of other sizes adds in another order. */
  private static final float ROUNDING = 1e-4f;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private NetworkFeatures open(String model) throws IOException {
    Path home = temporary.getRoot().toPath();
    return NetworkFeatures.open(
        ClassifyOptions.of(model),
        new ModelLibrary(home, Optional.empty()),
        new ComputeDevices(new EngineFiles(home)),
        new LoadedNetworks((lent, loading) -> {}));
  }

  private static List<PlaneCells> segmented(ImagePlus image) {
    return SegmentWorkflow.run(
            image,
            new SegmentOptions(0, 0, SegmentationSettings.defaults(), true),
            p -> {},
            () -> false)
        .planeCells();
  }

  @Test
  public void eachCellHasARowThatDoesNotDependOnTheOthers() throws IOException {
    ImagePlus image = SampleImage.LIVE_DEAD.open();
    List<PlaneCells> cells = segmented(image);
    List<Cell> all = cells.get(0).cells();
    assertTrue(all.size() + " cells", all.size() > 2);
    try (NetworkFeatures features = open("livedead-classifier")) {
      float[][] rows = features.of(image, cells, p -> {}, () -> false);
      assertEquals(all.size(), rows.length);
      for (int i = 0; i < rows.length; i++) {
        assertEquals(128, rows[i].length);
        PlaneCells one = new PlaneCells(image.getTitle(), 1, 1, 1, List.of(all.get(i)));
        float[][] alone = features.of(image, List.of(one), p -> {}, () -> false);
        assertArrayEquals(alone[0], rows[i], ROUNDING);
      }
      assertEquals(0, features.of(image, List.of(), p -> {}, () -> false).length);
    }
  }

  @Test
  public void aCropIsTheCellInItsMiddle() throws IOException {
    ImagePlus image = NetworkPackages.discs("discs");
    try (NetworkFeatures features = open("livedead-classifier")) {
      image.setRoi(new Roi(18, 18, 48, 48));
      ImagePlus crop = image.crop();
      float[] row = features.ofCrop(crop);
      assertEquals(128, row.length);
      assertArrayEquals(row, features.ofCrop(crop), 0);
    }
  }

  @Test
  public void aNetworkWithoutAnOutputForItIsRefusedWithTheRemedy() throws IOException {
    NetworkPackages.install(temporary.getRoot().toPath());
    String message =
        assertThrows(IllegalArgumentException.class, () -> open(NetworkPackages.CLASSIFIER))
            .getMessage();
    assertTrue(message, message.contains("models/add_features.py"));
    assertTrue(message, message.contains(NetworkPackages.CLASSIFIER));
    message =
        assertThrows(IllegalArgumentException.class, () -> open("livedead-detector")).getMessage();
    assertTrue(message, message.contains("detection"));
  }

  @Test
  public void itCanBeCanceled() throws IOException {
    ImagePlus image = SampleImage.LIVE_DEAD.open();
    List<PlaneCells> cells = segmented(image);
    try (NetworkFeatures features = open("livedead-classifier")) {
      assertThrows(
          CancellationException.class, () -> features.of(image, cells, p -> {}, () -> true));
    }
  }
}

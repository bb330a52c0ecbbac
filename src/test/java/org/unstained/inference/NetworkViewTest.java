package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.models.CropRule;
import org.unstained.models.Preprocessing;
import org.unstained.models.PreprocessingStep;

public class NetworkViewTest {
  private static final double ROUNDING = 1e-6;

  /** 6 x 4 pixels of 0, 1, 2 …, doubled by the normalisation. */
  private static Picture counting(PixelSize size) {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) values[i] = i;
    var plane = List.of(ArrayImgs.floats(values, 6, 4));
    var twice = new PreprocessingStep.ScaleLinear(List.of(2.0), List.of(0.0));
    return new Picture(plane, Preprocessing.measure(List.of(twice), plane), size);
  }

  @Test
  public void aPlaneAtItsOwnScaleIsNormalisedOnly() {
    NetworkView view = NetworkView.of(counting(PixelSize.PIXELS), NetworkScale.NONE);
    assertEquals(6, view.width());
    assertEquals(4, view.height());
    assertEquals(2 * 13, view.channels().get(0)[13], 0);
  }

  @Test
  public void withoutPixelSizeTheNetworksShrinkHolds() {
    var half = new NetworkScale(Optional.of(new PixelSize(1, 1, "µm")), 2);
    NetworkView view = NetworkView.of(counting(PixelSize.PIXELS), half);
    assertEquals(3, view.width());
    assertEquals(2, view.height());
    assertEquals(new Box(1, 0.5, 2, 1), view.inNetwork(new Box(2, 1, 4, 2)));
  }

  @Test
  public void withPixelSizeOnBothSidesTheShrinkIsLeftAlone() {
    var size = new PixelSize(0.5, 1, "µm");
    var network = new NetworkScale(Optional.of(new PixelSize(1, 1, "µm")), 7);
    NetworkView view = NetworkView.of(counting(size), network);
    assertEquals(3, view.width());
    assertEquals(4, view.height());
    assertEquals(2, view.scaleX(), ROUNDING);
    assertEquals(1, view.scaleY(), ROUNDING);
  }

  @Test
  public void aCropIsWhatTheClassifierGets() {
    var format =
        new ClassifierFormat(
            1,
            List.of("a"),
            ClassifierFormat.Output.AUTO,
            2,
            2,
            CropRule.STANDARD,
            NetworkScale.NONE);
    NetworkView crop = NetworkView.crop(counting(PixelSize.PIXELS), new Box(2, 1, 2, 2), format, 0);
    assertArrayEquals(new float[] {16, 18, 28, 30}, crop.channels().get(0), 0);
  }
}

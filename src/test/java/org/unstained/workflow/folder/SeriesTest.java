package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.MeasureWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;

/** Long stacks, several planes at once. */
public class SeriesTest {
  private static final SegmentOptions ALL =
      new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);
  private static final int FRAMES = 24;

  @Test
  public void anyNumberOfPlanesAtOnceGivesTheSame() {
    SegmentWorkflow.Result one = run(Series.of(-1), 1);
    for (int atOnce : new int[] {2, 4, FRAMES}) {
      SegmentWorkflow.Result several = run(Series.of(-1), atOnce);
      assertEquals(one.planes(), several.planes());
      for (int frame = 1; frame <= FRAMES; frame++)
        assertArrayEquals(
            (short[]) one.labels().getStack().getPixels(frame),
            (short[]) several.labels().getStack().getPixels(frame));
    }
  }

  @Test
  public void progressNeverGoesBackAndEndsAtOne() {
    double[] last = {0};
    SegmentWorkflow.run(
        Series.of(-1),
        ALL,
        4,
        part -> {
          assertTrue(part + " after " + last[0], part >= last[0]);
          last[0] = part;
        },
        () -> false);
    assertEquals(1, last[0], 0);
  }

  @Test
  public void aFrameThatCantBeReadIsNamedWhateverComesAfterIt() {
    for (int atOnce : new int[] {1, 4}) {
      IllegalStateException broken =
          assertThrows(IllegalStateException.class, () -> run(Series.of(9), atOnce));
      assertEquals("Frame 9 can't be read", broken.getMessage());
    }
  }

  /** Stacks of other programs keep a file open and a place in it. */
  @Test
  public void aVirtualStackIsAskedByOneThreadAtATime() {
    ImagePlus image = Series.of(-1);
    run(image, 4);
    assertEquals(1, ((Series) image.getStack()).most.get());
  }

  @Test
  public void framesAreMeasuredInTheirOrder() throws IOException {
    SegmentWorkflow.Result result = run(Series.of(-1), 4);
    assertEquals(
        result.planeCells(), MeasureWorkflow.ofLabels(result.labels(), Series.of(-1), true));
    assertEquals(FRAMES, result.planes().size());
    List<Integer> frames =
        result.planes().stream().map(PlaneResult::cells).map(cells -> cells.frame()).toList();
    for (int i = 0; i < FRAMES; i++) assertEquals(i + 1, (int) frames.get(i));
  }

  private static SegmentWorkflow.Result run(ImagePlus image, int atOnce) {
    return SegmentWorkflow.run(image, ALL, atOnce, part -> {}, () -> false);
  }

  /** Frames of discs that are painted when they are asked for, each a little brighter. */
  private static final class Series extends VirtualStack {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final ImageProcessor discs = Painted.discs("discs").getProcessor();
    private final int broken;

    private Series(int broken) {
      super(120, 100, FRAMES);
      this.broken = broken;
      setBitDepth(discs.getBitDepth());
    }

    static ImagePlus of(int broken) {
      ImagePlus image = new ImagePlus("series", new Series(broken));
      image.setDimensions(1, 1, FRAMES);
      return image;
    }

    @Override
    public int getSize() {
      return FRAMES;
    }

    @Override
    public ImageProcessor getProcessor(int frame) {
      if (frame == broken) throw new IllegalStateException("Frame " + frame + " can't be read");
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      ImageProcessor painted = discs.duplicate();
      painted.add(frame);
      painted.set(frame, 1, 3 * frame);
      Thread.yield();
      inside.decrementAndGet();
      return painted;
    }

    @Override
    public Object getPixels(int frame) {
      return getProcessor(frame).getPixels();
    }
  }
}

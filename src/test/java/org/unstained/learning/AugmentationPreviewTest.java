package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.ModelInput;
import org.unstained.models.PreprocessingStep;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;
import org.unstained.models.SizeRule;
import org.unstained.workflow.training.TrainingImages;
import org.unstained.workflow.training.TrainingPreview;

/** That the preview shows what training shows the network. */
public class AugmentationPreviewTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private static ModelDraft draft(SizeRule side) {
    return new ModelDraft(
        "preview",
        "For looking at.",
        TrainingFolders.CLASSES,
        new ModelInput(
            List.of("brightfield"),
            side,
            side,
            java.util.OptionalDouble.empty(),
            1,
            List.of(new ZeroMeanUnitVariance(PreprocessingStep.STANDARD_EPSILON, true))),
        CropRule.STANDARD,
        Credits.NONE,
        "");
  }

  private TrainingImages images() throws IOException {
    Path data = TrainingFolders.annotated(temporary.getRoot().toPath(), 6, 2);
    return TrainingImages.ofAnnotations(data, "train", "val", 1);
  }

  private static AugmentationPreview crops(
      TrainingImages images, Augmentation changes, double shift) throws IOException {
    Lessons lessons = new Lessons(32, 32, changes, shift, Sampling.each(), 0, List.of());
    return TrainingPreview.crops(draft(SizeRule.fixed(32)), "", images, lessons, 4, 5, 7);
  }

  @Test
  public void classesComeInTurnsAndPicturesAreAsLargeAsTheNetworkTakes() throws IOException {
    AugmentationPreview preview = crops(images(), Augmentation.defaults(), 3);
    assertEquals(
        List.of("large", "small", "large", "small"),
        preview.rows().stream().map(AugmentationPreview.Row::label).toList());
    for (AugmentationPreview.Row row : preview.rows()) {
      assertEquals(5, row.changed().size());
      for (LabelledPicture picture : row.changed()) {
        assertEquals(32, picture.width());
        assertEquals(32, picture.height());
        assertFalse(Arrays.equals(row.original().channels().get(0), picture.channels().get(0)));
      }
    }
  }

  @Test
  public void withoutAugmentationNothingIsChanged() throws IOException {
    for (AugmentationPreview.Row row : crops(images(), Augmentation.none(), 0).rows())
      for (LabelledPicture picture : row.changed())
        assertArrayEquals(row.original().channels().get(0), picture.channels().get(0), 0);
  }

  @Test
  public void flipsAndTurnsKeepAllValues() throws IOException {
    for (AugmentationPreview.Row row : crops(images(), Augmentation.exact(), 0).rows())
      for (LabelledPicture picture : row.changed())
        assertArrayEquals(sorted(row.original()), sorted(picture), 1e-5f);
  }

  private static float[] sorted(LabelledPicture picture) {
    float[] values = picture.channels().get(0).clone();
    Arrays.sort(values);
    return values;
  }

  @Test
  public void windowsOfADetectorHoldTheBoxesOfTheirCells() throws IOException {
    Windows windows = new Windows(64, Augmentation.defaults(), Sampling.each());
    AugmentationPreview preview =
        TrainingPreview.windows(draft(new SizeRule(16, 16)), "", images(), windows, 3, 4, 1);
    assertEquals(3, preview.rows().size());
    for (AugmentationPreview.Row row : preview.rows())
      for (LabelledPicture picture : row.changed()) {
        assertEquals(64, picture.width());
        assertTrue(row.label().startsWith("p"));
        for (LabelledBox box : picture.boxes()) {
          // a disc is bright within its box
          int x = (int) (box.box().x() + box.box().width() / 2);
          int y = (int) (box.box().y() + box.box().height() / 2);
          assertTrue(picture.channels().get(0)[y * 64 + x] > 0.5);
        }
      }
  }

  @Test
  public void anotherSeedGivesOtherChanges() throws IOException {
    TrainingImages images = images();
    Lessons lessons =
        new Lessons(32, 32, Augmentation.defaults(), 3, Sampling.each(), 0, List.of());
    ModelDraft draft = draft(SizeRule.fixed(32));
    float[] one = first(TrainingPreview.crops(draft, "", images, lessons, 2, 2, 1));
    assertArrayEquals(one, first(TrainingPreview.crops(draft, "", images, lessons, 2, 2, 1)), 0);
    long other = new Random(1).nextInt(100) + 2;
    assertFalse(
        Arrays.equals(one, first(TrainingPreview.crops(draft, "", images, lessons, 2, 2, other))));
  }

  private static float[] first(AugmentationPreview preview) {
    return preview.rows().get(0).changed().get(0).channels().get(0);
  }
}

package org.unstained.workflow.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;

public class TrainingOverlapTest {
  private static ModelPackage bundled() throws Exception {
    return Installation.models().find("livedead-detector");
  }

  @Test
  public void imagesOfTheTrainingAreNamedWhateverTheirEndingAndFolder() throws Exception {
    var record = bundled().description().training().orElseThrow();
    String one = record.training().get(0).replaceAll("\\.[a-z]+$", "");
    List<String> notices =
        TrainingOverlap.notices(bundled(), List.of("some/where/" + one + ".tif", "other.png"));
    assertEquals(1, notices.size());
    assertTrue(notices.get(0), notices.get(0).contains("1 of the 2 images were in the training"));
    assertTrue(notices.get(0), notices.get(0).contains(one));
  }

  @Test
  public void imagesThatChoseTheWeightsAreSaidToo() throws Exception {
    var record = bundled().description().training().orElseThrow();
    List<String> notices = TrainingOverlap.notices(bundled(), List.of(record.validation().get(0)));
    assertTrue(notices.get(0), notices.get(0).contains("validation images"));
    assertEquals(List.of(), TrainingOverlap.notices(bundled(), List.of("never seen.png")));
  }
}

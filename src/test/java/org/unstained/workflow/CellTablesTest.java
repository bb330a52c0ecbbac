package org.unstained.workflow;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.LabelOptions;
import org.unstained.workflow.counts.CountInputs;
import org.unstained.workflow.counts.CountTableReader;
import org.unstained.workflow.evaluation.PredictionTable;
import org.unstained.workflow.labels.Labels;

/** All who read tables of cells read the same and say the same. */
public class CellTablesTest {
  private static final String HEADINGS =
      "class,score,image,frame,slice,channel,cell,x_px,y_px,width_px,height_px,p_a,p_b,area_px2\n";
  private static final String SOUND = "a,0.75,a.png,1,1,1,1,10,20,30,40,0.75,0.25,812.5\n";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private interface Reader {
    void read(Path file) throws IOException;
  }

  private static final List<Reader> ALL =
      List.of(
          file -> Labels.read(file, "csv", new LabelOptions(8)),
          file -> PredictionTable.read(file, "area_px2"),
          CountTableReader::read);

  private Path table(String text) throws IOException {
    return Files.writeString(temporary.newFile("t" + System.nanoTime() + ".csv").toPath(), text);
  }

  private void assertAllSay(String text, String said, Reader... readers) throws IOException {
    Path file = table(text);
    for (Reader reader : readers.length == 0 ? ALL.toArray(Reader[]::new) : readers) {
      String message = assertThrows(IOException.class, () -> reader.read(file)).getMessage();
      assertTrue(message, message.startsWith(file.toString()));
      assertTrue(message, message.contains(said));
    }
  }

  @Test
  public void theSameIsSaidOfTheSameMistake() throws IOException {
    assertAllSay(
        HEADINGS + SOUND + SOUND.replace("0.75,a.png", "much,a.png"),
        "line 3: 'score' should be a number, but is 'much'. Mend it");
    assertAllSay(HEADINGS + SOUND.replace("a.png", " "), "line 2: it names no image");
    assertAllSay(
        HEADINGS + SOUND.replace("a.png", "/data/"),
        "line 2: '/data/' is the name of no image",
        ALL.get(0));
    assertAllSay(HEADINGS.replace("image", "picture") + SOUND, "it has no column 'image'. Needed");
    assertAllSay(HEADINGS + SOUND + "\"" + SOUND, "the quotes in line 3 don't match");
    assertAllSay(
        HEADINGS + SOUND.replace(",1,1,1,1,", ",0.5,1,1,1,"),
        "line 2: 'frame' should be a whole number from",
        ALL.get(0),
        ALL.get(2));
    assertAllSay(
        HEADINGS + SOUND + "\n" + SOUND.replace("30,40", "30,1e999"),
        "line 4: 'height_px' should be a number, but is '1e999'",
        ALL.get(0),
        ALL.get(1));
  }

  @Test
  public void theSameIsReadWhereverTheColumnsStand() throws IOException {
    Path file = table("\uFEFF" + HEADINGS + SOUND + SOUND.replace("a,0.75", "\"b, c\",NaN"));
    List<AnnotatedBox> boxes =
        Labels.read(file, "csv", new LabelOptions(8)).set().images().get(0).boxes();
    PredictionTable predictions = PredictionTable.read(file, "area_px2");
    CountInputs counts = CountTableReader.read(file);
    assertEquals(2, boxes.size());
    assertEquals(812.5, boxes.get(0).details().measurements().get("area_px2"), 0);
    assertEquals(812.5, predictions.byImage().get("a.png").get(1).other(), 0);
    for (int i = 0; i < 2; i++) {
      assertEquals(boxes.get(i).box(), predictions.byImage().get("a.png").get(i).detection().box());
      assertEquals(
          boxes.get(i).className(),
          predictions.byImage().get("a.png").get(i).detection().className());
      assertEquals(boxes.get(i).className(), counts.images().get(0).cells().get(i).className());
    }
    assertTrue(Double.isNaN(boxes.get(1).details().score()));
    assertTrue(Double.isNaN(counts.images().get(0).cells().get(1).score()));
    assertEquals(false, predictions.hasScores());
  }
}

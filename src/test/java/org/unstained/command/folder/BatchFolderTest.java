package org.unstained.command.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.command.Inputs;

public class BatchFolderTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private Path output;

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in").toPath();
    output = temporary.getRoot().toPath().resolve("out");
    IJ.saveAsTiff(Painted.discs("a"), input.resolve("a.tif").toString());
    IJ.saveAsTiff(Painted.discs("b"), input.resolve("b.tif").toString());
  }

  @Test
  public void aFolderIsSegmentedWithTheOptionsOfSegmentCells() throws IOException {
    assertEquals("", failure("options=[smallest=30 opening=1] pattern=b*"));
    assertFalse(Files.exists(output.resolve("a-labels.tif")));
    assertTrue(Files.exists(output.resolve("b-labels.tif")));
    String report = Files.readString(output.resolve("run.json"));
    assertTrue(report, report.contains("\"smallest\": 30"));
    assertTrue(report, report.contains("\"pattern\": \"b*\""));
  }

  @Test
  public void anImageThatFailsIsTheFailureOfTheCommandAfterAllOthersAreDone() throws IOException {
    Files.writeString(input.resolve("a1.tif"), "no image");
    assertSays("", "1 of 3 images failed", "failures.csv");
    assertTrue(Files.exists(output.resolve("b-labels.tif")));
  }

  @Test
  public void withoutFoldersItSaysWhichToChoose() {
    BatchFolder command = new BatchFolder();
    command.run();
    assertTrue(command.failure().orElse(""), command.failure().get().contains("'input'"));
  }

  @Test
  public void whatMakesNoSenseIsRefusedAndNothingIsWritten() {
    assertSays("options=[smalest=3]", "Did you mean 'smallest'");
    assertSays("options=[table=true]", "screen");
    assertSays("task=detect", "'model'");
    assertSays("model=some-detector", "task=detect");
    assertSays("channels=2", "channel=2");
    assertSays("series=x", "'series'");
    assertSays("slices=0", "'slices'");
    assertSays("frames=3-1", "'frames'");
    assertSays("series=[]", "'series'");
    assertSays("crops=stack side=2.5", "'side'");
    assertSays("pattern=z*", "z*");
    assertFalse(Files.exists(output));
  }

  private void assertSays(String options, String... words) {
    String said = failure(options);
    for (String word : words) assertTrue(word + " in: " + said, said.contains(word));
  }

  private String failure(String options) {
    BatchFolder command = new BatchFolder();
    try {
      Inputs.read(command, "input=[" + input + "] output=[" + output + "] " + options);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    command.run();
    return command.failure().orElse("");
  }
}

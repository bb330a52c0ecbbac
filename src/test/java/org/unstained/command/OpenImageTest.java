package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.util.Arrays;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.unstained.command.samples.OpenSample;

public class OpenImageTest {

  @Before
  @After
  public void closeAll() {
    for (ImagePlus image : OpenImages.all()) image.close();
    Interpreter.batchMode = false;
  }

  private static CellCommand open(String options) {
    OpenImage command = new OpenImage();
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private static void assertFailed(CellCommand command, String... words) {
    String message = command.failure().orElse("(it went well)");
    for (String word : words) assertTrue("'" + word + "' in: " + message, message.contains(word));
    assertEquals(0, OpenImages.all().size());
  }

  @Test
  public void anImageIsOpenedWithItsAxesForWhatFollows() {
    assertEquals("", open("path=samples/hyperstack.tif").failure().orElse(""));
    ImagePlus image = WindowManager.getCurrentImage();
    assertEquals("hyperstack.tif", image.getTitle());
    assertEquals("[256, 256, 2, 13, 1]", Arrays.toString(image.getDimensions()));
    assertTrue(!image.getStack().isVirtual());
  }

  @Test
  public void aStackIsVirtualIfAskedFor() {
    open("path=samples/hyperstack.tif virtual=always series=all");
    assertTrue(WindowManager.getCurrentImage().getStack().isVirtual());
  }

  @Test
  public void whatIsNotThereIsSaid() {
    assertFailed(open(""), "no file", "path=");
    assertFailed(open("path=[no such/file.tif]"), "file.tif", "isn't there");
    assertFailed(open("path=samples"), "is a folder");
    assertFailed(open("path=samples/README.md"), "is text");
    assertFailed(open("path=samples/livedead.png series=2"), "no series '2'", "1 'series 1'");
  }

  @Test
  public void theSamplesOpenByTheirCommands() {
    for (Class<? extends CellCommand> type : Commands.classes())
      if (OpenSample.class.isAssignableFrom(type)) {
        CellCommand command = Commands.create(type);
        command.run();
        assertEquals("", command.failure().orElse(""));
      }
    assertEquals(
        "fluorescence.png brightfield.png livedead.png livedead-frames.tif hyperstack.tif",
        String.join(" ", OpenImages.titles()));
  }
}

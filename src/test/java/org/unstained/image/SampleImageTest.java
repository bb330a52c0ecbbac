package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

public class SampleImageTest {

  @Test
  public void eachSampleHasThePixelsOfItsFileAndNoFileBehindIt() throws IOException {
    for (SampleImage sample : SampleImage.values()) {
      ImagePlus imp = sample.open();
      ImagePlus file = ImageFiles.open(Path.of("samples", sample.fileName()));
      assertEquals(sample.fileName(), imp.getTitle());
      assertArrayEquals(file.getDimensions(), imp.getDimensions());
      assertEquals(Planes.pixelSize(file), Planes.pixelSize(imp));
      for (int i = 1; i <= file.getStackSize(); i++)
        assertEquals(
            0,
            java.util.Arrays.deepToString(new Object[] {file.getStack().getPixels(i)})
                .compareTo(
                    java.util.Arrays.deepToString(new Object[] {imp.getStack().getPixels(i)})));
      assertEquals("", imp.getOriginalFileInfo().directory);
    }
  }

  @Test
  public void theLicencesOfTheSamplesComeWithThem() throws IOException {
    try (var files = Files.list(Path.of("samples"))) {
      for (Path file : files.toList())
        assertTrue(
            file.toString(),
            SampleImageTest.class.getResource("/samples/" + file.getFileName()) != null);
    }
  }
}

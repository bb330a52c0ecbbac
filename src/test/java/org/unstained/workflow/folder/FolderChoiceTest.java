package org.unstained.workflow.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.image.NumberRanges;

/** Which images of a folder are taken, and what they are called. */
public class FolderChoiceTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private final FolderChoice all = FolderChoice.standard();

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in").toPath();
    for (String name :
        List.of(
            "b.tif",
            "A1.TIF",
            "notes.txt",
            "b-labels.tif",
            ".hidden.tif",
            "day1/b.tif",
            "day1/deep/c.png",
            "day1/b-crops/b-cell1.tif",
            ".cache/x.tif",
            "out/y.tif")) touch(name);
  }

  @Test
  public void withoutSubfoldersOnlyImagesOfTheFolderItselfAreTaken() throws IOException {
    assertEquals(List.of("A1.TIF", "b.tif"), names(all));
  }

  @Test
  public void withSubfoldersAllButHiddenOnesCropsAndTheOutputAreTaken() throws IOException {
    assertEquals(
        List.of("A1.TIF", "b.tif", "day1/b.tif", "day1/deep/c.png"), names(all.withSubfolders()));
  }

  @Test
  public void resultsLieInFoldersLikeTheImages() throws IOException {
    touch("day1/b.png");
    assertEquals(
        List.of("A1", "b", "day1/b.png", "day1/b.tif", "day1/deep/c"),
        FolderImages.of(input, input.resolve("out"), all.withSubfolders()).stream()
            .map(FolderImage::stem)
            .toList());
  }

  @Test
  public void aPatternIsForTheNameWithoutRegardToCapitals() throws IOException {
    assertEquals(List.of("A1.TIF"), names(all.withPattern("a?.tif")));
    assertEquals(
        List.of("b.tif", "day1/b.tif", "day1/deep/c.png"),
        names(all.withPattern("{b,c}*").withSubfolders()));
  }

  @Test
  public void aPatternWithASlashIsForThePath() throws IOException {
    assertEquals(
        List.of("day1/b.tif", "day1/deep/c.png"),
        names(all.withPattern("day1/**").withSubfolders()));
    assertEquals(List.of("day1/b.tif"), names(all.withPattern("DAY1/*").withSubfolders()));
  }

  @Test
  public void aPatternThatFitsNothingOrMakesNoSenseIsRefused() {
    IOException e = assertThrows(IOException.class, () -> names(all.withPattern("z*")));
    assertTrue(e.getMessage(), e.getMessage().contains("'z*'"));
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> all.withPattern("[a"));
    assertTrue(wrong.getMessage(), wrong.getMessage().contains("'pattern'"));
  }

  @Test
  public void aFolderThatLinksToItselfIsReadOnce() throws IOException {
    Files.createSymbolicLink(input.resolve("day1/again"), input);
    assertEquals(4, names(all.withSubfolders()).size());
  }

  @Test
  public void aFileWhoseSeriesCannotBeCountedIsAnImageWithAProblem() throws IOException {
    List<FolderImage> images =
        FolderImages.of(
            input, input.resolve("out"), all.withSeries(NumberRanges.ALL).withPattern("b*"));
    assertEquals(1, images.size());
    assertFalse(images.get(0).problem().isEmpty());
  }

  @Test
  public void aSeriesThatIsNotThereIsAProblemOfItsFile() throws IOException {
    IJ.saveAsTiff(Painted.discs("b"), input.resolve("b.tif").toString());
    FolderImage image =
        FolderImages.of(
                input,
                input.resolve("out"),
                all.withSeries(NumberRanges.parse("series", "2")).withPattern("b.tif"))
            .get(0);
    assertTrue(image.problem(), image.problem().contains("Series 2"));
  }

  private List<String> names(FolderChoice choice) throws IOException {
    return FolderImages.of(input, input.resolve("out"), choice).stream()
        .map(FolderImage::name)
        .toList();
  }

  private void touch(String name) throws IOException {
    Path file = input.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }
}

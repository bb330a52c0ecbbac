package org.unstained.command.curation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.Classified;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.curation.ImageCuration;

/** What macros say to Curate Crops, and what it records. */
public class CurateCropsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path folder;

  @Before
  public void makeCrops() throws IOException {
    folder = make(temporary.newFolder("my crops").toPath(), "Living Cell", "Dead Cell");
  }

  /** Ten crops of each class with scores from 0.05 to 0.95. */
  public static Path make(Path folder, String... classes) throws IOException {
    StringBuilder table = new StringBuilder("file,class,score\n");
    for (String name : classes) {
      Path in = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 10; i++) {
        String file = name.charAt(0) + "-cell" + i + ".tif";
        ByteProcessor pixels = new ByteProcessor(16, 16);
        pixels.setColor(60 + 15 * i);
        pixels.fillOval(3, 3, 10, 10);
        IJ.saveAsTiff(new ImagePlus(file, pixels), in.resolve(file).toString());
        table.append("%s,%s,%.2f%n".formatted(file, name, i / 10.0 + 0.05));
      }
    }
    Files.writeString(folder.resolve("crops.csv"), table);
    return folder;
  }

  private String run(String options) {
    CurateCrops command = new CurateCrops();
    Inputs.read(command, options);
    command.run();
    return command.failure().orElse("");
  }

  private TreeSet<String> files(Path in) throws IOException {
    try (Stream<Path> files = Files.walk(in)) {
      return new TreeSet<>(
          files
              .filter(f -> f.toString().endsWith(".tif"))
              .map(f -> in.relativize(f).toString())
              .toList());
    }
  }

  private int count(CropDecision decision) throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    return (int)
        IntStream.range(0, crops.size()).filter(i -> crops.decision(i) == decision).count();
  }

  @Test
  public void scoresAndNamesDecide() throws IOException {
    String in = "folder=[" + folder + "] ";
    assertEquals("", run(in + "move=[L-cell0, L-cell1.tif] label=Debris"));
    assertTrue(files(folder).contains("Debris/L-cell1.tif"));
    assertEquals("", run(in + "least=0.8 below=0.3"));
    assertEquals(2 + 4, count(CropDecision.ACCEPTED));
    assertEquals(1 + 3, count(CropDecision.REJECTED));
    assertEquals("", run(in + "accept=D-* reject=L-cell9"));
    assertEquals(0, files(folder).stream().filter(f -> f.startsWith("rejected/D")).count());
    assertTrue(files(folder).contains("rejected/L-cell9.tif"));
    assertEquals(20, files(folder).size());
  }

  @Test
  public void whatMakesNoSenseIsSaidAndNothingMoves() throws IOException {
    TreeSet<String> before = files(folder);
    String in = "folder=[" + folder + "] ";
    String[][] wrong = {
      {"folder=[" + folder + "/nosuch] least=0.5", "nosuch"},
      {in, "accept", "menu"},
      {in + "reject=L-cell1,nosuch", "nosuch"},
      {in + "move=L-cell1", "label"},
      {in + "move=L-cell1 label=a/b", "a/b"},
      {in + "least=0.3 below=0.8", "below"},
      {in + "decisions=[" + folder + "/none.csv]", "none.csv"},
      {"least=0.5", "open images"},
    };
    for (String[] one : wrong) {
      String message = run(one[0]);
      assertFalse(one[0], message.isEmpty());
      for (int i = 1; i < one.length; i++) assertTrue(message, message.contains(one[i]));
    }
    assertEquals(before, files(folder));
  }

  @Test
  public void linesOfWhatWasDoneDoItAgain() throws IOException {
    Path copy = make(temporary.newFolder("copy").toPath(), "Living Cell", "Dead Cell");
    for (int many : new int[] {2, 20}) {
      FolderCuration crops = FolderCuration.open(folder);
      CurateLines lines = new CurateLines(crops);
      crops.reject(List.of(0, 3));
      crops.move(List.of(1, 12), "Debris");
      crops.accept(IntStream.range(4, 4 + many / 2).boxed().toList());
      List<String> written = new ArrayList<>(lines.written());
      for (String line : written)
        assertEquals(
            "",
            run(
                line.substring(line.indexOf(", \"") + 3, line.lastIndexOf("\")"))
                    .replace(folder.toString(), copy.toString())));
      assertEquals(files(folder), files(copy));
    }
  }

  @Test
  public void cellsOfImagesAreLabelledOrLeave() throws IOException {
    ImagePlus image = Classified.image("cells");
    ImageCuration crops = new ImageCuration(List.of(image));
    assertEquals(100, crops.size());
    assertEquals(24, crops.picture(0).getWidth());
    crops.accept(List.of(0, 1, 2));
    crops.reject(List.of(3, 4));
    crops.move(List.of(5, 4), "Debris");
    assertEquals(99, image.getOverlay().size());
    assertEquals(CropDecision.ACCEPTED, crops.decision(4));
    assertEquals("Debris", crops.className(4));
    assertEquals(CropDecision.REJECTED, crops.decision(3));
    while (crops.history().canUndo()) crops.history().undo();
    assertEquals(100, image.getOverlay().size());
    assertEquals(
        Classified.planes("cells").get(0).cells().get(5).classification(),
        CellOverlay.read(image).get(0).cells().get(5).classification());
    while (crops.history().canRedo()) crops.history().redo();
    assertEquals(99, image.getOverlay().size());
    assertEquals("Debris", crops.className(4));
  }
}

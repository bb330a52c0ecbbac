package org.unstained.workflow.curation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.workflow.training.TrainingImages;

public class FolderCurationTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path folder;

  @Before
  public void makeCrops() throws IOException {
    folder = temporary.newFolder("crops [1]").toPath();
    for (String name : List.of("Living Cell", "Dead Cell"))
      for (int i = 1; i <= 3; i++) write(name + "/" + name.charAt(0) + i + ".tif", i);
    write("Living Cell/same.tif", 7);
    write("Dead Cell/same.tif", 8);
    Files.writeString(
        folder.resolve("crops.csv"),
        """
        file,class,score,p_Living Cell,p_Dead Cell
        L1.tif,Living Cell,0.9,0.9,0.1
        L2.tif,Living Cell,0.55,0.55,0.45
        D1.tif,Dead Cell,0.7,0.3,0.7
        """);
  }

  private void write(String path, int value) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    ByteProcessor pixels = new ByteProcessor(8, 8);
    pixels.set(3, 3, value);
    IJ.saveAsTiff(new ImagePlus("x", pixels), file.toString());
  }

  /** All files with what is in them. */
  private TreeMap<String, Integer> files() throws IOException {
    TreeMap<String, Integer> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tif")).toList())
        all.put(
            folder.relativize(file).toString(),
            IJ.openImage(file.toString()).getProcessor().get(3, 3));
    }
    return all;
  }

  private static int find(FolderCuration crops, String className, String name) {
    return IntStream.range(0, crops.size())
        .filter(i -> crops.className(i).equals(className) && crops.name(i).equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void decisionsMoveFilesAndAreThereAgain() throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    assertEquals(8, crops.size());
    assertEquals(List.of("Living Cell", "Dead Cell"), crops.classes());
    crops.accept(List.of(find(crops, "Living Cell", "L1.tif")));
    crops.reject(List.of(find(crops, "Living Cell", "L2.tif")));
    crops.move(List.of(find(crops, "Dead Cell", "D1.tif")), "Debris");
    assertTrue(Files.exists(folder.resolve("Living Cell/L1.tif")));
    assertTrue(Files.exists(folder.resolve("rejected/L2.tif")));
    assertTrue(Files.exists(folder.resolve("Debris/D1.tif")));
    FolderCuration again = FolderCuration.open(folder);
    assertEquals(8, again.size());
    assertEquals(CropDecision.ACCEPTED, again.decision(find(again, "Living Cell", "L1.tif")));
    assertEquals(CropDecision.REJECTED, again.decision(find(again, "Living Cell", "L2.tif")));
    assertEquals(CropDecision.ACCEPTED, again.decision(find(again, "Debris", "D1.tif")));
    assertEquals(CropDecision.UNDECIDED, again.decision(find(again, "Dead Cell", "D2.tif")));
    assertEquals(0.55, again.score(find(again, "Living Cell", "L2.tif")), 0);
    again.accept(List.of(find(again, "Living Cell", "L2.tif")));
    assertTrue(Files.exists(folder.resolve("Living Cell/L2.tif")));
  }

  @Test
  public void undoTakesAllBackAndRedoDoesItAgain() throws IOException {
    TreeMap<String, Integer> before = files();
    FolderCuration crops = FolderCuration.open(folder);
    List<Integer> all = IntStream.range(0, crops.size()).boxed().toList();
    crops.reject(all);
    crops.move(all.subList(2, 6), "Other");
    crops.accept(all);
    TreeMap<String, Integer> after = files();
    assertFalse(before.equals(after));
    while (crops.history().canUndo()) crops.history().undo();
    assertEquals(before, files());
    for (int i : all) assertEquals(CropDecision.UNDECIDED, crops.decision(i));
    FolderCuration again = FolderCuration.open(folder);
    for (int i : all) assertEquals(CropDecision.UNDECIDED, again.decision(i));
    while (crops.history().canRedo()) crops.history().redo();
    assertEquals(after, files());
  }

  @Test
  public void noFileIsEverOverwritten() throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    crops.reject(
        List.of(find(crops, "Living Cell", "same.tif"), find(crops, "Dead Cell", "same.tif")));
    assertTrue(Files.exists(folder.resolve("rejected/same-2.tif")));
    assertEquals(8, files().size());
    assertEquals(List.of(1, 1, 2, 2, 3, 3, 7, 8), files().values().stream().sorted().toList());
    crops.move(List.of(0, 1, 2, 3, 4, 5, 6, 7), "One");
    assertEquals(List.of(1, 1, 2, 2, 3, 3, 7, 8), files().values().stream().sorted().toList());
  }

  @Test
  public void aMoveThatACrashCutOffIsFinished() throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    crops.reject(List.of(0));
    String log = Files.readString(crops.log());
    // The line is there, the file has not gone yet; then a line that was cut off.
    Files.writeString(
        crops.log(), log + "L3.tif,Living Cell/L3.tif,rejected/L3.tif,2026-01-01T10:00,rejected\n");
    assertEquals(
        CropDecision.REJECTED,
        FolderCuration.open(folder)
            .decision(find(FolderCuration.open(folder), "Living Cell", "L3.tif")));
    assertTrue(Files.exists(folder.resolve("rejected/L3.tif")));
    Files.writeString(crops.log(), Files.readString(crops.log()) + "L2.tif,Living C");
    FolderCuration again = FolderCuration.open(folder);
    assertEquals(8, again.size());
    again.accept(List.of(find(again, "Living Cell", "L2.tif")));
    FolderCuration last = FolderCuration.open(folder);
    assertEquals(CropDecision.ACCEPTED, last.decision(find(last, "Living Cell", "L2.tif")));
  }

  @Test
  public void aFileThatIsGoneStopsTheDecisionAndTheOthersStayDone() throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    int gone = find(crops, "Living Cell", "L2.tif");
    Files.delete(folder.resolve("Living Cell/L2.tif"));
    int first = find(crops, "Living Cell", "L1.tif");
    int last = find(crops, "Living Cell", "L3.tif");
    IOException e = assertThrows(IOException.class, () -> crops.reject(List.of(first, gone, last)));
    assertTrue(e.getMessage(), e.getMessage().contains("L2.tif"));
    assertTrue(Files.exists(folder.resolve("rejected/L1.tif")));
    assertTrue(Files.exists(folder.resolve("Living Cell/L3.tif")));
    assertEquals(CropDecision.UNDECIDED, crops.decision(last));
    crops.history().undo();
    assertTrue(Files.exists(folder.resolve("Living Cell/L1.tif")));
    assertEquals(7, FolderCuration.open(folder).size());
  }

  @Test
  public void theSameDecisionsCanBeMadeOnACopy() throws IOException {
    Path copy = temporary.newFolder("copy").toPath();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted().toList())
        if (!one.equals(folder)) Files.copy(one, copy.resolve(folder.relativize(one).toString()));
    }
    FolderCuration crops = FolderCuration.open(folder);
    crops.reject(List.of(0, 1));
    crops.history().undo();
    crops.move(List.of(1, 4, 5), "Other");
    crops.accept(List.of(0, 6));
    crops.reject(List.of(1));
    FolderCuration again = FolderCuration.open(copy);
    assertTrue(again.replay(crops.log()) > 0);
    for (int i = 0; i < 8; i++) {
      assertEquals(crops.name(i), again.name(i));
      assertEquals(crops.className(i), again.className(i));
      assertEquals(crops.decision(i), again.decision(i));
    }
    assertEquals(0, again.replay(temporary.newFile("curation.csv").toPath()));
  }

  @Test
  public void cropsInOneFolderAreSortedByTheClassOfTheirTable() throws IOException {
    Path flat = temporary.newFolder("flat").toPath();
    for (String name : List.of("L1.tif", "L3.tif"))
      Files.copy(folder.resolve("Living Cell").resolve(name), flat.resolve(name));
    Files.copy(folder.resolve("crops.csv"), flat.resolve("crops.csv"));
    FolderCuration crops = FolderCuration.open(flat);
    crops.accept(List.of(0, 1));
    assertTrue(Files.exists(flat.resolve("Living Cell/L1.tif")));
    assertTrue(Files.exists(flat.resolve("L3.tif")));
  }

  @Test
  public void marginAndEntropySayHowMuchInDoubtTheModelWas() {
    CropScores sure = CropScores.of("a", 1, List.of(1.0, 0.0, 0.0));
    CropScores unsure = CropScores.of("a", 1, List.of(0.2, 0.2, 0.2));
    assertEquals(1, sure.margin(), 1e-12);
    assertEquals(0, sure.entropy(), 1e-12);
    assertEquals(0, unsure.margin(), 1e-12);
    assertEquals(1, unsure.entropy(), 1e-12);
    CropScores some = CropScores.of("a", 0.7, List.of(0.7, 0.2, 0.1));
    assertEquals(0.5, some.margin(), 1e-12);
    double h = -(0.7 * Math.log(0.7) + 0.2 * Math.log(0.2) + 0.1 * Math.log(0.1)) / Math.log(3);
    assertEquals(h, some.entropy(), 1e-12);
    assertEquals(0.6, CropScores.of("a", 0.6, List.of()).margin(), 0);
  }

  @Test
  public void whatIsNoFolderOfCropsIsRefused() throws IOException {
    assertThrows(IOException.class, () -> FolderCuration.open(folder.resolve("nosuch")));
    Path empty = temporary.newFolder("empty").toPath();
    IOException e = assertThrows(IOException.class, () -> FolderCuration.open(empty));
    assertTrue(e.getMessage(), e.getMessage().contains("Crop Cells"));
    FolderCuration crops = FolderCuration.open(folder);
    for (String name : List.of("", " ", "a/b", "..", "rejected", "x:y"))
      assertThrows(name, IllegalArgumentException.class, () -> crops.move(List.of(0), name));
    Files.writeString(folder.resolve("bad.csv"), "file,score\na.tif,notanumber\n");
    assertThrows(IOException.class, () -> FolderCuration.open(folder));
  }

  @Test
  public void trainingTakesRejectedCropsForNoClass() throws IOException {
    FolderCuration crops = FolderCuration.open(folder);
    crops.reject(List.of(0));
    TrainingImages images = TrainingImages.ofCrops(folder, 1);
    assertEquals(7, images.training().size() + images.validation().size());
  }

  @Test
  public void decisionsAboutFilesElsewhereMoveNothing() throws IOException {
    Path precious = Files.writeString(folder.resolveSibling("precious.tif"), "x");
    TreeMap<String, Integer> before = files();
    for (String line :
        List.of(
            "x,../precious.tif,Dead Cell/p.tif,now,moved",
            "x,Living Cell/L1.tif,../../L1.tif,now,moved",
            "x,Living Cell/L1.tif,Living Cell/../../L1.tif,now,moved",
            "x,Living Cell/L1.tif,/tmp/unstained-evil,now,moved",
            "x,Living Cell/L1.tif,,now,moved",
            "x,Living Cell/L1.tif,Living Cell/L1.txt,now,moved",
            "x,Living Cell/L1.tif,.hidden/L1.tif,now,moved",
            "x,Living Cell/L1.tif,Dead Cell,now,moved")) {
      Files.writeString(
          folder.resolve(CurationLog.NAME), "file,from,to,when,decision\n" + line + "\n");
      String message =
          assertThrows(IOException.class, () -> FolderCuration.open(folder)).getMessage();
      assertTrue(message, message.contains("line 2: "));
      assertTrue(message, message.contains("is no crop of this folder"));
      assertEquals(before, files());
      assertTrue(Files.exists(precious));
    }
  }
}

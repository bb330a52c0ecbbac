package org.unstained.workflow.files;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellRois;
import org.unstained.overlay.CellTable;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.folder.FolderContents;

public class CellFilesTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }

  private void assertSame(ImagePlus image, List<PlaneCells> planes) throws IOException {
    CellTable.writeCsv(file("whole.csv"), planes);
    CellRois.write(file("whole.zip"), planes, image);
    try (CellFiles files = CellFiles.create(file("parts.csv"), file("parts.zip"), image)) {
      for (PlaneCells plane : planes) files.add(plane);
      files.finish();
      assertEquals(planes.stream().mapToInt(plane -> plane.cells().size()).sum(), files.cells());
    }
    assertArrayEquals(Files.readAllBytes(file("whole.csv")), Files.readAllBytes(file("parts.csv")));
    int entries = FolderContents.assertSameZips(file("whole.zip"), file("parts.zip"));
    assertEquals(planes.stream().mapToInt(plane -> plane.cells().size()).sum(), entries);
    try (var left = Files.list(temporary.getRoot().toPath())) {
      assertEquals(4, left.count());
    }
  }

  @Test
  public void planeByPlaneTheFilesHoldWhatThoseOfAllPlanesHold() throws IOException {
    ImagePlus image = Painted.calibrated(Painted.hyperstack("b", 3, 2), 0.5, "um");
    List<PlaneCells> planes =
        SegmentWorkflow.run(
                image,
                new SegmentOptions(2, 0, SegmentationSettings.defaults(), true),
                part -> {},
                () -> false)
            .planeCells();
    assertSame(image, planes);
    List<PlaneCells> emptyFirst = new ArrayList<>(planes);
    PlaneCells first = planes.get(0);
    emptyFirst.set(
        0, new PlaneCells(first.image(), first.channel(), first.slice(), first.frame(), List.of()));
    assertSame(image, emptyFirst);
  }

  @Test
  public void withoutCellsThereAreATableOfNoRowAndASetOfNoRoi() throws IOException {
    assertSame(Painted.discs("a"), List.of(new PlaneCells("a", 1, 1, 1, List.of())));
  }
}

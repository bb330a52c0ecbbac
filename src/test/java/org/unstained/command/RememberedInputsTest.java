package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import ij.Prefs;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.unstained.Painted;

public class RememberedInputsTest {

  @Before
  @After
  public void forget() {
    for (Input input : Inputs.of(SegmentCells.class))
      Prefs.set("unstained.segmentcells." + input.key(), null);
  }

  @Test
  public void whatADialogChoseComesBack() {
    SegmentCells command = new SegmentCells();
    Inputs.read(command, "method=li smallest=12.5 table=false");
    RememberedInputs.save(command);
    SegmentCells next = new SegmentCells();
    RememberedInputs.load(next);
    assertEquals(command.options(), next.options());
    assertEquals("li", Prefs.get("unstained.segmentcells.method", ""));
  }

  @Test
  public void whatNoLongerFitsIsForgotten() {
    Prefs.set("unstained.segmentcells.method", "magic");
    Prefs.set("unstained.segmentcells.cap", "1000");
    SegmentCells command = new SegmentCells();
    RememberedInputs.load(command);
    assertEquals(new SegmentCells().options(), command.options());
    assertNull(Prefs.get("unstained.segmentcells.method", null));
  }

  @Test
  public void thePreviewAndImagesAreNotKept() {
    SegmentCells command = new SegmentCells();
    Inputs.set(command, "preview", "true");
    RememberedInputs.save(command);
    assertNull(Prefs.get("unstained.segmentcells.preview", null));
    assertNull(Prefs.get("unstained.segmentcells.image", null));
  }

  @Test
  public void aRunKeepsItsInputsOnlyAfterADialog() {
    SegmentCells command = new SegmentCells();
    Inputs.read(command, "method=triangle");
    for (Input input : Inputs.of(SegmentCells.class))
      if (input.isImage()) input.value(command, Painted.discs("a"));
    command.run();
    assertNull(Prefs.get("unstained.segmentcells.method", null));
    command.remember();
    command.run();
    assertEquals("triangle", Prefs.get("unstained.segmentcells.method", ""));
  }
}

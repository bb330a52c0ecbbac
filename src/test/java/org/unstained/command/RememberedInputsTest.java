package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import ij.Prefs;
import java.util.Locale;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.analysis.SegmentCells;

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

  @Test
  public void everyCommandRemembersAllThatItsDialogAsked() {
    for (Class<? extends CellCommand> type : Commands.classes()) {
      if (AsksItself.class.isAssignableFrom(type)) continue; // keeps nothing: see its dialog
      CellCommand asked = Commands.create(type);
      for (Input input : Inputs.of(type))
        if (!input.isImage() && !input.isOfDialog())
          Inputs.set(asked, input.key(), other(input, asked));
      try {
        RememberedInputs.save(asked);
        CellCommand next = Commands.create(type);
        RememberedInputs.load(next);
        CellCommand macro = Commands.create(type);
        Inputs.read(macro, "");
        for (Input input : Inputs.of(type)) {
          if (input.isImage() || input.isOfDialog()) continue;
          String key = type.getSimpleName() + " " + input.key();
          String kept = input.isImageTitle() ? "" : Inputs.text(input, asked);
          assertEquals(key, kept, Inputs.text(input, next));
          assertEquals(key, Inputs.text(input, Commands.create(type)), Inputs.text(input, macro));
        }
      } finally {
        for (Input input : Inputs.of(type))
          Prefs.set(
              "unstained." + type.getSimpleName().toLowerCase(Locale.ROOT) + "." + input.key(),
              null);
      }
    }
  }

  /** A value that it doesn't have. */
  private static String other(Input input, CellCommand command) {
    String now = Inputs.text(input, command);
    if (input.isFlag()) return now.equals("true") ? "false" : "true";
    if (input.isNumber()) {
      String least = input.parameter().min();
      double value = Double.parseDouble(least) == Double.parseDouble(now) ? 1 : 0;
      return value == 0 ? least : Integer.toString((int) Math.min(input.max(), input.min() + 1));
    }
    for (String choice : input.choices()) if (!choice.equals(now)) return choice;
    return input.isNumberOrNothing() ? "0.5" : input.isChannels() ? "2" : "something";
  }
}

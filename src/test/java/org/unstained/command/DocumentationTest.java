package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.Macro;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.MethodRef;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;
import org.unstained.app.OwnDialogs;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.SegmentCells;

/** What the Help buttons open. */
public class DocumentationTest {
  private static final Path DOCS = Path.of("docs");

  @Test
  public void everyCommandHasAPageThatIsThere() {
    for (Class<? extends CellCommand> type : Commands.classes()) {
      String page = Commands.create(type).page();
      Path file = DOCS.resolve(page.replaceAll("#.*", ""));
      assertTrue(type.getSimpleName() + ": " + file, Files.isRegularFile(file));
    }
  }

  @Test
  public void theAddressIsThatOfTheFileOnTheWeb() {
    assertEquals(
        "https://github.com/unstained/unstained/blob/main/docs/segment.md",
        Documentation.address(new SegmentCells().page()));
  }

  @Test
  public void aCommandWithoutAPageOfItsOwnHasItsKeysInTheReference() {
    assertEquals("reference.md#detect-cells", Documentation.reference(DetectCells.class));
  }

  @Test
  public void fijisDialogsHaveAButtonThatSciJavaCanPress() {
    for (CommandInfo info : Commands.infos()) {
      ModuleItem<?> button = info.getInput(CellCommand.HELP);
      assertEquals(Button.class, button.getType());
      assertFalse(button.isRequired());
      assertTrue(new MethodRef(type(info), button.getCallback()).isValid());
    }
  }

  @Test
  public void theButtonIsNoInput() {
    for (Class<? extends CellCommand> type : Commands.classes())
      assertTrue(Inputs.of(type).stream().noneMatch(i -> i.key().equals(CellCommand.HELP)));
  }

  @Test
  public void aMacroSettlesTheButtonSoThatNoDialogOpens() throws Exception {
    String thread = Thread.currentThread().getName();
    Thread.currentThread().setName("Run$_test"); // ImageJ hands options to such threads only
    Macro.setOptions("channel=2");
    try (Context context = new Context()) {
      Module module = module(context, SegmentCells.class);
      new MacroInputs().process(module);
      assertTrue(module.isInputResolved(CellCommand.HELP));
    } finally {
      Macro.setOptions(null);
      Thread.currentThread().setName(thread);
    }
  }

  @Test
  public void aButtonAloneMakesNoDialog() throws Exception {
    try (Context context = new Context()) {
      Module about = module(context, AboutUnstained.class);
      new OwnDialogs().process(about);
      assertTrue(about.isInputResolved(CellCommand.HELP));
      Module given = module(context, SegmentCells.class);
      Module open = module(context, SegmentCells.class);
      for (Input input : Inputs.of(SegmentCells.class)) given.resolveInput(input.key());
      for (Module each : new Module[] {given, open}) new OwnDialogs().process(each);
      assertTrue("a script gave all", given.isInputResolved(CellCommand.HELP));
      assertFalse("a dialog is to come", open.isInputResolved(CellCommand.HELP));
    }
  }

  private static Module module(Context context, Class<? extends CellCommand> type)
      throws ModuleException {
    return context.service(CommandService.class).getCommand(type).createModule();
  }

  private static Class<?> type(CommandInfo info) {
    try {
      return Class.forName(info.getDelegateClassName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

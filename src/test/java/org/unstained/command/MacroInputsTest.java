package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.Macro;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

/** The same commands where SciJava runs them, as in Fiji. */
public class MacroInputsTest {

  private Context context;
  private String threadName;

  /** ImageJ hands macro options only to threads with such a name. */
  @Before
  public void setUp() {
    context = new Context();
    threadName = Thread.currentThread().getName();
    Thread.currentThread().setName("Run$_test");
  }

  @After
  public void tearDown() {
    Macro.setOptions(null);
    Thread.currentThread().setName(threadName);
    context.dispose();
  }

  @Test
  public void optionsOfTheMacroSettleAllInputs() throws ModuleException {
    Macro.setOptions("channel=2 method=li table=false rois");
    Module module = module();
    MacroInputs step = new MacroInputs();
    step.process(module);
    assertFalse(step.isCanceled());
    assertEquals(2, module.getInput("channel"));
    assertEquals("li", module.getInput("method"));
    assertEquals(true, module.getInput("rois"));
    assertEquals(new SegmentCells().options().settings().cap(), module.getInput("cap"));
    for (Input input : Inputs.of(SegmentCells.class))
      assertTrue(input.key(), module.isInputResolved(input.key()));
  }

  @Test
  public void aMistypedKeyCancelsTheRun() throws ModuleException {
    Macro.setOptions("chanel=2");
    Module module = module();
    MacroInputs step = new MacroInputs();
    step.process(module);
    assertTrue(step.isCanceled());
    CellCommand command = (CellCommand) module.getDelegateObject();
    assertTrue(command.failure().orElse("").contains("Did you mean 'channel'"));
  }

  @Test
  public void commandsOfOthersAreLeftAlone() {
    Macro.setOptions("whatever=2");
    MacroInputs step = new MacroInputs();
    step.process(new org.scijava.module.DefaultMutableModule());
    assertFalse(step.isCanceled());
  }

  @Test
  public void scijavaRunsACommandWithInputsGivenByAScript()
      throws InterruptedException, ExecutionException {
    CommandModule module =
        context
            .service(CommandService.class)
            .run(SegmentCells.class, true, Map.of("channel", 3))
            .get();
    CellCommand command = (CellCommand) module.getCommand();
    assertTrue(command.failure().orElse("").contains("no image"));
  }

  private Module module() throws ModuleException {
    CommandInfo info = context.service(CommandService.class).getCommand(SegmentCells.class);
    return info.createModule();
  }
}

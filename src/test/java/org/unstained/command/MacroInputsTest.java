package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.Macro;
import java.util.List;
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
import org.scijava.widget.WidgetModel;
import org.scijava.widget.WidgetService;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.SegmentCells;

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

  @Test
  public void aModelIsGivenByItsNameOrItsPathInMacrosAndScripts() throws Exception {
    Macro.setOptions("model=[/a path/m.zip] classifier=[] score=0.5");
    Module module =
        context.service(CommandService.class).getCommand(DetectCells.class).createModule();
    new MacroInputs().process(module);
    assertEquals(new DetectorChoice("/a path/m.zip"), module.getInput("model"));
    assertEquals(ClassifierChoice.NONE, module.getInput("classifier"));
    Macro.setOptions(null);
    CommandModule run =
        context
            .service(CommandService.class)
            .run(DetectCells.class, true, Map.of("model", "by-a-script"))
            .get();
    assertEquals(new DetectorChoice("by-a-script"), run.getInput("model"));
  }

  @Test
  public void whatAWidgetOffersIsWhatItSets() throws Exception {
    Module module =
        context.service(CommandService.class).getCommand(DetectCells.class).createModule();
    List<DetectorChoice> offered = List.of(new DetectorChoice("a"), new DetectorChoice("b"));
    WidgetModel widget =
        context
            .service(WidgetService.class)
            .createModel(null, module, module.getInfo().getInput("model"), offered);
    assertEquals("the first, as none is chosen", offered.get(0), widget.getValue());
    widget.setValue(offered.get(1));
    assertEquals(offered.get(1), module.getInput("model"));
    assertEquals(offered.get(1), widget.getValue());
  }

  private Module module() throws ModuleException {
    CommandInfo info = context.service(CommandService.class).getCommand(SegmentCells.class);
    return info.createModule();
  }
}

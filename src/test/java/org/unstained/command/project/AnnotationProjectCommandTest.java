package org.unstained.command.project;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.filter.Analyzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.command.Inputs;
import org.unstained.project.AnnotationProject;
import org.unstained.project.ImageState.Work;
import org.unstained.project.ProjectHistory;
import org.unstained.project.ProjectImage;
import org.unstained.project.ProjectStates;
import org.unstained.project.RoundScores;
import org.unstained.project.TrainingRound;

/** A project from its first image to its second round, as a macro does it. */
public class AnnotationProjectCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;
  private String before;

  @Before
  public void setUp() throws IOException {
    root = temporary.getRoot().toPath();
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", root.resolve("home").toString());
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private String run(String options) {
    AnnotationProjectCommand command = new AnnotationProjectCommand();
    Inputs.read(command, "project=[" + root.resolve("pro [j]") + "] " + options);
    command.run();
    return command.failure().orElse("");
  }

  private AnnotationProject project() throws IOException {
    return AnnotationProject.open(root.resolve("pro [j]"));
  }

  @Test
  public void twoRoundsOfTrainingOnTheSameValidationImages() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 8, 2);
    assertEquals("", run("action=new classes=[large, small] images=" + data.resolve("images")));
    assertEquals("", run("action=annotator annotator=Anna experience=2"));
    Path some = Files.createDirectories(root.resolve("some"));
    for (int i = 0; i < 6; i++)
      Files.copy(
          data.resolve("annotations/p%d.xml".formatted(i)), some.resolve("p%d.xml".formatted(i)));
    assertEquals("", run("action=import annotator=Anna annotations=" + some));
    String options = "start=detector-light window=96 epochs=1 batch=4 averaging=0.5";
    assertTrue(run("action=train options=[folder=x]").contains("the project says"));
    assertEquals("", run("action=train part=0.34 options=[" + options + "]"));
    List<String> validation = TrainingRound.validation(project());
    assertEquals(2, validation.size());
    String model = "pro-j-round-1";
    assertEquals("", run("action=propose model=" + model + " score=0.01 annotator=Anna"));
    assertEquals(Work.PROPOSED, ProjectStates.of(project()).get(6).work());
    assertEquals("", run("action=import annotator=Anna annotations=" + data));
    assertEquals("", run("action=train part=0.9 seed=9 options=[" + options + " name=second]"));
    assertEquals(validation, TrainingRound.validation(project()));
    List<List<Object>> rounds = RoundScores.of(project()).rows();
    assertEquals(List.of(model, "1", "4"), rounds.get(0).subList(1, 4));
    assertEquals(List.of("second", "2", "8"), rounds.get(1).subList(1, 4));
    assertEquals(rounds.get(0).get(7), rounds.get(1).get(7)); // judged by the same truth
    assertEquals("", run("action=rounds"));
    assertEquals(2, Analyzer.getResultsTable().size());
    assertEquals("", run("action=list"));
    assertEquals("done", Analyzer.getResultsTable().getStringValue("state", 9));
    // A model that has seen the validation images is said to have.
    assertEquals("", run("action=judge model=second"));
    assertEquals(3, RoundScores.of(project()).rows().size());
  }

  @Test
  public void aCorrectedProposalIsCountedAndADraftIsKept() throws IOException {
    NetworkPackages.install(root.resolve("home"));
    Path images = Files.createDirectories(root.resolve("images"));
    new ij.io.FileSaver(NetworkPackages.discs("x")).saveAsPng(images.resolve("x.png").toString());
    assertEquals(
        "", run("action=new classes=[Living Cell, Dead Cell] copy=false images=" + images));
    assertEquals("", run("action=annotator annotator=Anna"));
    assertEquals("", run("action=propose model=test-detector"));
    AnnotationProject project = project();
    ProjectImage of = project.images().get(0);
    CorrectedImage image = CorrectedImage.open(project, of, "Anna", true);
    ImagePlus imp = image.image();
    assertEquals(Map.of("Living Cell", 3, "Dead Cell", 2), image.counts());
    assertFalse(image.hasChanged());
    List<AnnotatedBox> proposed = image.boxes();
    Box first = proposed.get(0).box();
    image.select((int) first.x() + 9, (int) first.y() + 9);
    assertEquals("Called Dead Cell", image.call("Dead Cell"));
    Box second = proposed.get(1).box();
    image.select((int) second.x() + 9, (int) second.y() + 9);
    imp.getRoi().setLocation(second.x() + 3, second.y());
    assertTrue("a moved cell is a change", image.hasChanged());
    imp.deleteRoi();
    image.select((int) proposed.get(2).box().x() + 9, (int) proposed.get(2).box().y() + 9);
    image.delete();
    imp.setRoi(new OvalRoi(-5, 90, 20, 30)); // reaches out of the image
    assertEquals("Added Living Cell", image.call("Living Cell"));
    imp.setRoi(new Line(1, 1, 9, 9));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> image.call("Dead Cell"))
            .getMessage()
            .contains("Draw a box"));
    imp.deleteRoi();
    image.save();
    CorrectedImage again = CorrectedImage.open(project, of, "Anna", true);
    assertEquals(image.boxes(), again.boxes());
    assertEquals(Work.IN_WORK, ProjectStates.of(project).get(0).work());
    again.finish(); // what is changed of a proposal counts, in however many sittings
    assertEquals(Work.DONE, ProjectStates.of(project).get(0).work());
    List<AnnotatedBox> done = project.finished("Anna", of).orElseThrow().boxes();
    assertTrue(done.contains(new AnnotatedBox(new Box(0, 90, 15, 30), "Living Cell")));
    List<List<Object>> history = ProjectHistory.of(project).rows();
    List<Object> row = history.get(history.size() - 1);
    // proposed, kept, added, moved, removed, relabelled, cells
    assertEquals(List.of("5", "2", "1", "1", "1", "1", "5"), row.subList(5, 12));
  }

  @Test
  public void withoutProposalsItBeginsWithNothingAndNeverWithSomebodyElsesBoxes()
      throws IOException {
    NetworkPackages.install(root.resolve("home"));
    Path images = Files.createDirectories(root.resolve("images"));
    new ij.io.FileSaver(NetworkPackages.discs("x")).saveAsPng(images.resolve("x.png").toString());
    run("action=new classes=[Living Cell, Dead Cell] images=" + images);
    run("action=annotator annotator=Anna");
    run("action=annotator annotator=Ben");
    run("action=propose model=test-detector");
    ProjectImage of = project().images().get(0);
    assertEquals(0, CorrectedImage.open(project(), of, "Anna", false).boxes().size());
    CorrectedImage image = CorrectedImage.open(project(), of, "Anna", true);
    image.image().setRoi(new Roi(1, 1, 9, 9));
    image.call("Dead Cell");
    image.finish();
    assertEquals(6, CorrectedImage.open(project(), of, "Anna", true).boxes().size());
    assertEquals(5, CorrectedImage.open(project(), of, "Ben", true).boxes().size());
  }

  @Test
  public void whatIsMissingIsSaid() throws IOException {
    AnnotationProjectCommand none = new AnnotationProjectCommand();
    none.run();
    assertTrue(none.failure().get(), none.failure().get().contains("'project' is empty"));
    assertTrue(run("action=list").contains("no annotation project"));
    assertTrue(run("action=new").contains("'classes' is empty"));
    assertTrue(run("action=new classes=a images=/no/such").contains("no folder"));
    assertFalse(Files.exists(root.resolve("pro [j]/project.json")));
    assertEquals("", run("action=new classes=a"));
    assertTrue(run("action=new classes=a").contains("project already"));
    assertTrue(run("action=annotator").contains("can't be the name"));
    assertTrue(run("action=annotator annotator=merged").contains("what merging makes"));
    assertTrue(run("action=import annotator=x annotations=/tmp").contains("no annotator 'x'"));
    assertTrue(run("action=propose").contains("'model' is empty"));
    assertTrue(run("action=propose model=nosuch").contains("nosuch"));
    assertTrue(run("action=train").contains("0 finished images"));
    assertTrue(run("action=merge first=x").contains("'second' is empty"));
    assertTrue(run("action=merge first=x second=y").contains("no annotator 'x'"));
    assertTrue(run("action=judge model=x").contains("0 finished images"));
  }
}

package org.unstained.project;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.project.ImageState.Work;
import org.unstained.workflow.analysis.DetectOptions;

public class AnnotationProjectTest {
  private static final List<String> CLASSES = List.of("Living Cell", "Dead Cell");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;
  private String before;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", root.resolve("home").toString());
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private Path images(int count) throws IOException {
    Path folder = Files.createDirectories(root.resolve("im [a] ges"));
    for (int i = 0; i < count; i++)
      new FileSaver(new ImagePlus("x", NetworkPackages.discs(2, i % 3)))
          .saveAsPng(folder.resolve("pic (%d).png".formatted(i)).toString());
    return folder;
  }

  private AnnotationProject project(int images) throws IOException {
    AnnotationProject project =
        AnnotationProject.create(
            root.resolve("pro ject"), ProjectSettings.classes(CLASSES), Optional.empty());
    ProjectImages.add(project, images(images));
    project.setAnnotator(new Annotator("ben", 1));
    project.setAnnotator(new Annotator("\u00c5sa 2", 3.5));
    return project;
  }

  private static AnnotatedImage drawn(ProjectImage image, AnnotatedBox... boxes) {
    return new AnnotatedImage(image.file().getFileName().toString(), 240, 160, List.of(boxes));
  }

  private static AnnotatedBox box(double x, double y, String name) {
    return new AnnotatedBox(new Box(x, y, 20, 20), name);
  }

  @Test
  public void aProjectIsReadBackAndTwoPeopleMayChangeItAtOnce() throws Exception {
    AnnotationProject one = project(2);
    AnnotationProject other = AnnotationProject.open(one.folder());
    assertEquals(one.settings(), other.settings());
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Annotator who = new Annotator("p" + i, i);
        AnnotationProject which = i % 2 == 0 ? one : other;
        all.add(
            pool.submit(
                () -> {
                  which.setAnnotator(who);
                  return null;
                }));
      }
      for (Future<?> done : all) done.get();
    } finally {
      pool.shutdown();
    }
    one.refresh();
    assertEquals(14, one.settings().annotators().size());
    assertEquals("p11", one.settings().byExperience().get(0).name());
  }

  /** "For input string", "Not a JSON Object: null" and the like said nothing to anybody. */
  @Test
  public void aDamagedProjectFileIsRefusedInPlainWords() throws IOException {
    Path file = project(1).folder().resolve("project.json");
    for (String text :
        List.of(
            "{\"classes\": null}",
            "{\"classes\": [null]}",
            "{\"classes\": [{\"name\": []}]}",
            "{\"classes\": [{\"name\": \"a\"}], \"annotators\": [{\"name\": \"b\", \"experience\": true}]}",
            "{\"classes\": [",
            "{\"classes\": " + "[".repeat(100_000),
            "{\"classes\": [" + "[".repeat(50_000) + "]".repeat(50_000) + "]}",
            "{\"classes\": [" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "]}",
            "[]",
            "")) {
      Files.writeString(file, text);
      assertPlain(file);
    }
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertPlain(file);
  }

  private static void assertPlain(Path file) {
    String message =
        assertThrows(IOException.class, () -> AnnotationProject.open(file.getParent()))
            .getMessage();
    assertTrue(message, message.startsWith(file + " can't be read: "));
    assertTrue(message, message.contains("Mend it") && message.length() < 500);
    assertFalse(message, message.matches("(?s).*(null|Exception|input string).*"));
  }

  /** A note that is no name, or leads elsewhere, is as good as none. */
  @Test
  public void aSpoiltNoteOfTheModelMeansThatNoProposalIsKnown() throws IOException {
    AnnotationProject project = project(1);
    ProjectImage image = project.images().get(0);
    project.saveDraft("ben", image, drawn(image), Optional.of("m"));
    Path note = project.drafts("ben").resolve(image.name() + ".model.txt");
    for (String text : List.of("a\u0000b", "../drafts/ben", "", "..", "/"))
      assertEmpty(project, image, Files.writeString(note, text));
    assertEmpty(project, image, Files.write(note, new byte[] {(byte) 0xff}));
  }

  private static void assertEmpty(AnnotationProject project, ProjectImage image, Path note)
      throws IOException {
    assertEquals(note.toString(), Optional.empty(), project.proposalOfDraft("ben", image));
  }

  /** A missing column was Java's null. */
  @Test
  public void aDamagedTableOfAProposalIsRefusedInPlainWords() throws IOException {
    AnnotationProject project = project(1);
    ProjectImage image = project.images().get(0);
    Path folder = Files.createDirectories(project.folder().resolve("proposals/m"));
    Files.writeString(folder.resolve(image.name() + ".xml"), "<annotation/>");
    for (String table : List.of("x_px\n1\n", "x_px,y_px,width_px,height_px\n1,2,a,3\n", "\"\n")) {
      Files.writeString(folder.resolve(image.name() + ".csv"), table);
      String message =
          assertThrows(IOException.class, () -> Proposal.newest(project, image)).getMessage();
      assertTrue(message, message.contains(image.name() + ".csv"));
      assertFalse(message, message.matches("(?s).*(null|Exception).*"));
    }
  }

  @Test
  public void whatStateAnImageIsInFollowsFromItsFiles() throws IOException {
    AnnotationProject project = project(4);
    NetworkPackages.install(root.resolve("home"));
    List<ProjectImage> images = project.images();
    project.saveDraft("ben", images.get(0), drawn(images.get(0)), Optional.empty());
    project.finish(
        "\u00c5sa 2",
        images.get(1),
        drawn(images.get(1), box(3, 3, "Dead Cell")),
        Optional.empty(),
        12.4);
    Proposing.Result result =
        Proposing.run(
            project, "", DetectOptions.of("test-detector"), false, (done, all, name) -> true);
    assertEquals(2, result.images());
    List<ImageState> states = ProjectStates.of(project);
    assertEquals(
        List.of(Work.IN_WORK, Work.DONE, Work.PROPOSED, Work.PROPOSED),
        states.stream().map(ImageState::work).toList());
    assertEquals("\u00c5sa 2", states.get(1).who());
    assertEquals(Map.of("Dead Cell", 1), states.get(1).cells());
    assertEquals(Map.of("Living Cell", 2, "Dead Cell", 2), states.get(2).cells());
    assertEquals(Map.of("Living Cell", 2), states.get(3).cells());
    double doubt = states.get(3).doubt();
    assertEquals(
        1
            - states.get(3).proposal().get().scores().stream()
                .mapToDouble(s -> s)
                .average()
                .getAsDouble(),
        doubt,
        1e-9);
    // A file that another tool has put there counts as finished.
    Files.createDirectories(project.annotations("ben"));
    PascalVoc.write(project.annotations("ben").resolve("pic (2).xml"), drawn(images.get(2)));
    assertEquals(Work.DONE, ProjectStates.of(project).get(2).work());
    assertEquals(Map.of(), ProjectStates.of(project).get(2).cells());
  }

  @Test
  public void theMostDoubtfulComesFirstAndNobodyElsesWork() throws IOException {
    AnnotationProject project = project(5);
    ProjectImage a = project.images().get(0);
    List<ImageState> states = new ArrayList<>();
    double[] scores = {0.9, 0.6, 0.7};
    for (int i = 0; i < 3; i++)
      states.add(
          new ImageState(
              project.images().get(i),
              Work.PROPOSED,
              List.of(),
              i == 1 ? List.of("ben") : List.of(),
              Map.of(),
              Optional.of(new Proposal("m", List.of(box(1, 1, "Dead Cell")), List.of(scores[i]))),
              false));
    states.add(state(project.images().get(3)));
    assertEquals("pic (2)", next(states, "\u00c5sa 2", ""));
    assertEquals(a.name(), next(states, "\u00c5sa 2", "pic (2)"));
    assertEquals("pic (1)", next(states, "ben", ""));
    assertEquals("pic (3)", next(states.subList(3, 4), "ben", ""));
    assertTrue(ProjectStates.next(states.subList(3, 4), "ben", "pic (3)").isEmpty());
  }

  private static ImageState state(ProjectImage image) {
    return new ImageState(
        image, Work.UNTOUCHED, List.of(), List.of(), Map.of(), Optional.empty(), false);
  }

  private static String next(List<ImageState> states, String who, String after) {
    return ProjectStates.next(states, who, after).orElseThrow().image().name();
  }

  @Test
  public void aRunThatWasCutOffGoesOnAndKeepsWhatWasProposed() throws IOException {
    AnnotationProject project = project(3);
    NetworkPackages.install(root.resolve("home"));
    DetectOptions options = DetectOptions.of("test-detector");
    assertThrows(
        CancellationException.class,
        () -> Proposing.run(project, "", options, false, (done, all, name) -> done < 1));
    Path first = project.proposals().resolve("test-detector/pic (0).xml");
    long time = Files.getLastModifiedTime(first).toMillis();
    Proposing.Result on = Proposing.run(project, "", options, false, (done, all, name) -> true);
    assertEquals(2, on.images());
    assertEquals(1, on.passed());
    assertEquals(time, Files.getLastModifiedTime(first).toMillis());
    assertEquals(3, Proposing.run(project, "", options, true, (d, a, n) -> true).images());
  }

  @Test
  public void anImageThatCantBeReadIsSaidAndTheOthersAreDone() throws IOException {
    AnnotationProject project = project(3);
    NetworkPackages.install(root.resolve("home"));
    Files.writeString(project.folder().resolve("images/pic (1).png"), "no picture");
    String message =
        assertThrows(
                IOException.class,
                () ->
                    Proposing.run(
                        project, "", DetectOptions.of("test-detector"), false, (d, a, n) -> true))
            .getMessage();
    assertTrue(message, message.contains("1 of 3") && message.contains("pic (1).png"));
    assertEquals(Work.UNTOUCHED, ProjectStates.of(project).get(1).work());
    assertEquals(Work.PROPOSED, ProjectStates.of(project).get(2).work());
  }

  @Test
  public void aModelOfOtherClassesIsRefusedUnlessThereIsOneClassOnly() throws IOException {
    NetworkPackages.install(root.resolve("home"));
    Path images = images(1);
    AnnotationProject other =
        AnnotationProject.create(
            root.resolve("o"), ProjectSettings.classes(List.of("a", "b")), Optional.of(images));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Proposing.run(
                        other, "", DetectOptions.of("test-detector"), false, (d, a, n) -> true))
            .getMessage();
    assertTrue(message, message.contains("Living Cell") && message.contains("a, b"));
    AnnotationProject one =
        AnnotationProject.create(
            root.resolve("p"), ProjectSettings.classes(List.of("cell")), Optional.of(images));
    Proposing.run(one, "", DetectOptions.of("test-detector"), false, (d, a, n) -> true);
    assertEquals(Map.of("cell", 2), ProjectStates.of(one).get(0).cells());
    assertFalse(Files.exists(one.folder().resolve("images")));
  }

  @Test
  public void theHistoryCountsWhatWasChangedOfTheProposal() throws IOException {
    AnnotationProject project = project(1);
    ProjectImage image = project.images().get(0);
    Proposal proposal =
        new Proposal(
            "m",
            List.of(
                box(10, 10, "Living Cell"),
                box(50, 10, "Living Cell"),
                box(90, 10, "Dead Cell"),
                box(130, 10, "Dead Cell")),
            List.of(0.9, 0.8, 0.7, 0.6));
    project.finish(
        "ben",
        image,
        drawn(
            image,
            box(10, 10, "Living Cell"), // kept
            box(53, 10, "Dead Cell"), // moved and relabelled
            box(90, 10, "Living Cell"), // relabelled
            box(10, 90, "Dead Cell")), // added; the last is removed
        Optional.of(proposal),
        61.3);
    List<Object> row = ProjectHistory.of(project).rows().get(0);
    assertEquals(
        List.of("ben", "done", "pic (0)", "m", "4", "1", "1", "1", "1", "2", "4", "61"),
        row.subList(1, row.size()));
  }

  @Test
  public void trainingTakesTheMostExperiencedAndNeverAnImageOfValidation() throws IOException {
    AnnotationProject project = project(10);
    for (ProjectImage image : project.images().subList(0, 6)) {
      project.finish(
          "ben", image, drawn(image, box(1, 1, "Dead Cell")), Optional.empty(), Double.NaN);
      project.finish(
          "\u00c5sa 2", image, drawn(image, box(1, 1, "Living Cell")), Optional.empty(), 1);
    }
    TrainingRound round = TrainingRound.prepare(project, 0.3, 7);
    assertEquals(2, round.validation().size());
    assertEquals(4, round.training().size());
    for (ProjectImage image : project.images().subList(6, 10))
      project.finish("ben", image, drawn(image), Optional.empty(), Double.NaN);
    TrainingRound later = TrainingRound.prepare(project, 0.5, 8);
    assertEquals(2, later.number());
    assertEquals(round.validation(), later.validation());
    assertEquals(8, later.training().size());
    for (String name : later.training()) assertFalse(later.validation().contains(name));
    assertEquals(
        "Living Cell",
        PascalVoc.read(project.gathered().resolve("pic (0).xml"))
            .image()
            .boxes()
            .get(0)
            .className());
    assertEquals(later.training(), Files.readAllLines(project.splits().resolve("round-2.txt")));
  }

  @Test
  public void importsCountAsFinishedAndOfUnknownClassesNoneIsTaken() throws IOException {
    AnnotationProject project = project(2);
    Path folder = Files.createDirectories(root.resolve("xml"));
    ProjectImage image = project.images().get(0);
    PascalVoc.write(folder.resolve("pic (0).xml"), drawn(image, box(1, 1, "Dead Cell")));
    PascalVoc.write(folder.resolve("pic (1).xml"), drawn(image, box(1, 1, "Dust")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Importing.run(project, "ben", folder))
            .getMessage();
    assertTrue(message, message.contains("Dust") && message.contains("pic (1).xml"));
    assertEquals(Work.UNTOUCHED, ProjectStates.of(project).get(0).work());
    project.addClasses(List.of("Dust"));
    assertEquals(2, Importing.run(project, "ben", folder).images());
    assertEquals(2, Importing.run(project, "ben", folder).passed());
    assertThrows(IllegalArgumentException.class, () -> Importing.run(project, "nobody", folder));
  }

  @Test
  public void imagesOfOneNameAreRefusedAndAddingTwiceDoesNothing() throws IOException {
    AnnotationProject project = project(3);
    assertEquals(0, ProjectImages.add(project, root.resolve("im [a] ges")));
    Path other = Files.createDirectories(root.resolve("other"));
    Files.writeString(other.resolve("PIC (0).tif"), "x");
    assertThrows(IOException.class, () -> ProjectImages.add(project, other));
    assertEquals(3, project.images().size());
  }

  @Test
  public void aFolderThatIsNoProjectAndADamagedOneAreSaid() throws IOException {
    String message =
        assertThrows(IOException.class, () -> AnnotationProject.open(root)).getMessage();
    assertTrue(message, message.contains("no annotation project"));
    Files.writeString(root.resolve("project.json"), "{\"classes\": 7}");
    assertTrue(
        assertThrows(IOException.class, () -> AnnotationProject.open(root))
            .getMessage()
            .contains("Mend it"));
    for (String bad : List.of("", "../x", "a/b", ".x", "x.", "a\\b", "a:b"))
      assertThrows(bad, IllegalArgumentException.class, () -> new Annotator(bad, 1));
  }
}

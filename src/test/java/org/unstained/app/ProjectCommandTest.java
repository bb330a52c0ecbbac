package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.io.FileSaver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import picocli.CommandLine;

/** A project from the command line. */
public class ProjectCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String before;

  @Before
  public void setUp() throws Exception {
    before = System.getProperty("unstained.home");
    Path home = temporary.newFolder("home").toPath();
    System.setProperty("unstained.home", home.toString());
    NetworkPackages.install(home);
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private int run(String... settings) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ProjectCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              line.getErr().println(e.getMessage());
              return Main.FAILED;
            })
        .execute(settings);
  }

  @Test
  public void aModelProposesOverNightAndTheTableIsCsv() throws Exception {
    Path images = temporary.newFolder("images").toPath();
    for (String name : new String[] {"a", "b, c"})
      new FileSaver(NetworkPackages.discs("x")).saveAsPng(images.resolve(name + ".png").toString());
    String project = "project=" + temporary.getRoot().toPath().resolve("p q");
    assertEquals(
        Main.OK, run(project, "action=new", "classes=Living Cell,Dead Cell", "images=" + images));
    assertEquals(Main.OK, run(project, "action=propose", "model=test-detector"));
    assertTrue(err.toString(), err.toString().contains("2 of 2: b, c"));
    assertEquals(Main.OK, run(project, "action=list"));
    String[] lines = out.toString().split("\n");
    assertEquals(
        "image,state,who,cells,cells_Living Cell,cells_Dead Cell,doubt,least_score,model,validation",
        lines[0]);
    assertTrue(lines[2], lines[2].startsWith("\"b, c\",proposed,,5,3,2,0.0"));
    Files.writeString(images.resolve("d.png"), "no picture");
    assertEquals(Main.OK, run(project, "action=add", "images=" + images));
    assertEquals(Main.FAILED, run(project, "action=propose", "model=test-detector"));
    assertTrue(err.toString(), err.toString().contains("d.png"));
  }

  @Test
  public void whatMakesNoSenseIsAnErrorOfUsage() {
    assertEquals(Main.USAGE, run("action=dance"));
    assertTrue(err.toString(), err.toString().contains("propose"));
    assertEquals(Main.USAGE, run());
    assertEquals(Main.FAILED, run("action=list"));
    assertTrue(err.toString(), err.toString().contains("'project' is empty"));
  }
}

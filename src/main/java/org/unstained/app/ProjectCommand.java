package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.project.AnnotationProjectCommand;
import org.unstained.command.project.ProjectView;
import org.unstained.command.training.TrainingLines;
import org.unstained.command.training.TrainingView;
import org.unstained.project.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on an annotation project from the command line, such as over night. */
@Command(
    name = "project",
    description =
        "Works on an annotation project: lets a model propose, trains, compares and merges annotators.",
    mixinStandardHelpOptions = true)
final class ProjectCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Annotation Project by their keys as in a macro, such as project=DIR"
              + " action=propose model=my-detector. Tables are printed as CSV.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    AnnotationProjectCommand command = new AnnotationProjectCommand();
    KeyValues.set(command, settings, spec);
    command.act(new Printed(spec.commandLine().getOut(), spec.commandLine().getErr()));
    return Main.OK;
  }

  /** Tables on the standard output, sentences and progress on the other. */
  private record Printed(PrintWriter out, PrintWriter err) implements ProjectView {
    @Override
    public void said(String sentence) {
      err.println(sentence);
      err.flush();
    }

    @Override
    public void listed(Listing listing) {
      out.print(listing.csv());
      out.flush();
    }

    @Override
    public boolean at(int done, int all, String image) {
      if (!image.isEmpty()) said("%d of %d: %s".formatted(done + 1, all, image));
      return true;
    }

    @Override
    public TrainingView training() {
      return new TrainingLines(this::said, () -> false);
    }
  }
}

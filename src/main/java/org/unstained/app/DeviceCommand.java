package org.unstained.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.unstained.workflow.networks.ComputeEngine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says on the command line what networks can run on, and looks after the engine's files. */
@Command(
    name = "device",
    description =
        "Says what networks can run on here. Nothing is downloaded unless --download is given."
            + " Ends with 1 if no device works.",
    mixinStandardHelpOptions = true)
final class DeviceCommand implements Callable<Integer> {

  /** One of them at a time. */
  private static final class Work {
    @Option(
        names = "--download",
        arity = "0..1",
        paramLabel = "cpu|cuda|ADDRESS",
        fallbackValue = "cpu",
        description =
            "Download and install the engine's files: those for the CPU, for CUDA, or those at an"
                + " address. A download that broke goes on where it stopped.")
    private String download;

    @Option(
        names = "--install",
        paramLabel = "ZIP",
        description = "Install the engine's files from a zip or jar.")
    private Path install;

    @Option(names = "--repair", description = "Remove files of the engine that are broken.")
    private boolean repair;
  }

  @ArgGroup private Work work;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = spec.commandLine().getOut();
    ComputeEngine engine = new ComputeEngine();
    if (work != null) out.println(done(engine));
    ComputeEngine.Report report = engine.look();
    out.print(report);
    out.flush();
    return report.works() ? Main.OK : Main.FAILED;
  }

  private String done(ComputeEngine engine) throws IOException {
    if (work.install != null) return engine.install(work.install.toString());
    if (work.repair) return engine.repair();
    boolean flavour = work.download.equals("cpu") || work.download.equals("cuda");
    return engine.download(
        flavour ? work.download : "cpu",
        flavour ? "" : work.download,
        new DownloadLines(spec.commandLine().getErr()));
  }
}

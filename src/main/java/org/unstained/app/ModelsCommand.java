package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.ModelRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, installs and removes models from the command line. */
@Command(
    name = "models",
    description = "Lists, installs and removes models.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      description = "Prints the models, two lines each; those that can't be used say why.",
      mixinStandardHelpOptions = true)
  int list() throws Exception {
    PrintWriter out = start();
    List<ModelRow> rows = ModelRow.of(Installation.models());
    if (rows.isEmpty()) out.println("No model is installed.");
    rows.forEach(out::println);
    out.flush();
    return Main.OK;
  }

  @Command(name = "install", description = "Installs a model.", mixinStandardHelpOptions = true)
  int install(
      @Parameters(paramLabel = "SOURCE", description = "A folder, a zip or an address.")
          String source,
      @Option(names = "--replace", description = "Replace an installed model of the same name.")
          boolean replace,
      @Option(
              names = "--trust",
              description =
                  "Run it without a question. The file of a network is a program; otherwise its"
                      + " source and checksum stand in the log each time.")
          boolean trust)
      throws Exception {
    PrintWriter out = start();
    InstalledModel model =
        Installation.models()
            .install(source, replace, new DownloadLines(spec.commandLine().getErr()));
    if (trust) Installation.models().agree(model.model().orElseThrow(), "trust");
    out.printf("Installed %s in %s%n", model.key(), model.folder());
    out.flush();
    return Main.OK;
  }

  @Command(
      name = "trust",
      description = "Notes that an installed model may run without a question.",
      mixinStandardHelpOptions = true)
  int trust(@Parameters(paramLabel = "NAME", description = "The name, as in the list.") String name)
      throws Exception {
    PrintWriter out = start();
    ModelLibrary library = Installation.models();
    ModelPackage model = library.find(name);
    library.agree(model, "trust");
    out.printf(
        "%s may run: SHA-256 %s%n",
        model.description().key(), model.description().weights().sha256());
    out.flush();
    return Main.OK;
  }

  @Command(
      name = "remove",
      description = "Removes a model that was installed.",
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "NAME", description = "The name, as in the list.") String name)
      throws Exception {
    PrintWriter out = start();
    ModelLibrary library = Installation.models();
    library.remove(name);
    out.printf("Removed %s%n", name);
    out.flush();
    return Main.OK;
  }

  private PrintWriter start() {
    System.setProperty("java.awt.headless", "true");
    return spec.commandLine().getOut();
  }
}

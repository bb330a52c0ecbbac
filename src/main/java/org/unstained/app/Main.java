package org.unstained.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.MessageText;
import org.unstained.command.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line. Without arguments it runs the {@link Demo}.
 *
 * <p>Exit codes: {@value #OK} if all went well, {@value #FAILED} if anything failed (a macro, an
 * image of a folder, a file that can't be written), {@value #USAGE} if the arguments make no sense.
 * Messages of failures go to the standard error, results and a macro's {@code print} to the
 * standard output.
 *
 * <p>No ImageJ class may be loaded before a subcommand runs: without a screen, macros need ImageJ
 * patched first.
 */
@Command(
    name = "unstained",
    description = "Finds cells in brightfield and fluorescence images. Without arguments: a demo.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went well", "1:something failed", "2:the arguments make no sense"})
public final class Main implements Callable<Integer>, IVersionProvider {

  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          ImageJCommand.class,
          MacroCommand.class,
          BatchCommand.class,
          TrainCommand.class,
          ProjectCommand.class,
          EvaluateCommand.class,
          CountsCommand.class,
          ExperimentCommand.class,
          LabelsCommand.class,
          ModelsCommand.class,
          DeviceCommand.class);

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** Letters of arguments that nobody knows, up to which they are all shown. */
  private static final int MOST_UNKNOWN = 500;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Does what the arguments say and returns the exit code. */
  static int run(String... args) {
    CommandLine line = line(args).setExecutionExceptionHandler(Main::report);
    CommandLine.IParameterExceptionHandler standard = line.getParameterExceptionHandler();
    return line.setParameterExceptionHandler(
            (e, words) -> standard.handleParseException(plain(e), words))
        .execute(args);
  }

  /**
   * The command line for these arguments: with the subcommand that they begin with, as the others
   * take their time to be made, or with all.
   */
  public static CommandLine line(String... args) {
    CommandLine line = new CommandLine(new Main());
    List<Class<?>> named =
        SUBCOMMANDS.stream().filter(type -> args.length > 0 && name(type).equals(args[0])).toList();
    for (Class<?> type : named.isEmpty() ? SUBCOMMANDS : named) line.addSubcommand(type);
    return line;
  }

  private static String name(Class<?> subcommand) {
    return subcommand.getAnnotation(Command.class).name();
  }

  private static CommandLine.ParameterException plain(CommandLine.ParameterException e) {
    // which knows what was meant by short ones
    if (e instanceof CommandLine.UnmatchedArgumentException unknown
        && unknown.getUnmatched().stream().mapToInt(String::length).sum() <= MOST_UNKNOWN)
      return new CommandLine.UnmatchedArgumentException(
          e.getCommandLine(), unknown.getUnmatched().stream().map(MessageText::shown).toList());
    return new CommandLine.ParameterException(
        e.getCommandLine(), MessageText.shown(e.getMessage()), e);
  }

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    return Demo.run(System.out, Demo.RESULTS);
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Unstained " + Version.text()};
  }

  /** Expected failures say what to do; of others the trace is needed. */
  private static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof IOException || e instanceof IllegalArgumentException)
      line.getErr().println(MessageText.shown(e.getMessage()));
    else e.printStackTrace(line.getErr());
    return FAILED;
  }
}

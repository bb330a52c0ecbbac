package org.unstained.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A library of Python's that does the same work: a process that stays, prepared, and does one turn
 * each time it is asked ({@code peer.py}). If it takes too long it is ended, and its row says so.
 */
final class Peer implements AutoCloseable {
  private static final String SCRIPT = "/benchmark/peer.py";

  private final Process process;
  private final BufferedReader answers;
  private final Path script;
  private final Duration limit;
  private final String state;

  /**
   * @param script is deleted in the end
   * @param limit for each answer; who takes longer is ended
   */
  Peer(Process process, Path script, Duration limit) {
    this.process = process;
    this.script = script;
    this.limit = limit;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.state = state();
  }

  private String state() {
    try {
      return answer();
    } catch (IOException e) {
      return "missing: " + e.getMessage();
    }
  }

  private String answer() throws IOException {
    try (Patience patience = new Patience(process, limit)) {
      String line;
      try {
        line = answers.readLine();
      } catch (IOException e) {
        line = null;
      }
      patience.check();
      if (line == null) throw new IOException("Python stopped");
      return line;
    }
  }

  /**
   * @param task of {@code peer.py}
   * @return null if there is no Python
   */
  static Peer start(String task, Object... arguments) throws IOException {
    Path script = Files.createTempFile("peer", ".py");
    try (InputStream in = Peer.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(python(), script.toString(), task));
    for (Object argument : arguments) command.add(argument.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    // Both may use all processors, whatever is set for other work.
    builder.environment().keySet().removeIf(key -> key.startsWith("OMP_"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new Peer(builder.start(), script, Patience.LIMIT);
    } catch (IOException e) {
      Files.deleteIfExists(script);
      return null;
    }
  }

  static String python() {
    String system = "/usr/bin/python3";
    return File.separatorChar == '/' && new File(system).canExecute() ? system : "python3";
  }

  /** The peer as a contender, or why it can't be one. */
  static Contender contender(String name, Peer peer) {
    if (peer == null) return Contender.missing(name, "skipped: there is no Python");
    if (!peer.state.startsWith("ready "))
      return Contender.missing(name, "skipped, " + peer.state.replaceFirst(":? ", ": "));
    return Contender.of(peer.state.substring(6), peer::turn);
  }

  private Turn turn() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append("turn\n").flush();
    String[] parts = answer().split(" ", 2);
    if (parts[0].equals("failed")) throw new IOException(parts[1]);
    return new Turn(Double.parseDouble(parts[0]), parts.length < 2 ? "" : parts[1]);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(script);
  }
}

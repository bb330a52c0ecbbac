package org.unstained.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the same classes. */
final class Fork {
  private Fork() {}

  /**
   * Runs a program and returns what it printed.
   *
   * @throws IOException if it ends with another code than 0, or doesn't end
   */
  static String run(List<String> options, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classes(), main.getName()));
    for (Object argument : arguments) command.add(argument.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Patience patience = new Patience(process, Patience.LIMIT)) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      patience.check();
      if (code != 0) throw new IOException("ended with " + code + ": " + said.strip());
      return said;
    }
  }

  /** Maven runs programs in a loader of its own. */
  static String classes() throws IOException {
    if (!(Fork.class.getClassLoader() instanceof URLClassLoader loader))
      return System.getProperty("java.class.path");
    List<String> paths = new ArrayList<>();
    try {
      for (URL url : loader.getURLs()) paths.add(Path.of(url.toURI()).toString());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return String.join(File.pathSeparator, paths);
  }
}

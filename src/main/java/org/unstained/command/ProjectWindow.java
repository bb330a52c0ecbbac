package org.unstained.command;

import java.nio.file.Path;
import java.util.Optional;

final class ProjectWindow {
  private ProjectWindow() {}

  static void open(Optional<Path> project) {}
}

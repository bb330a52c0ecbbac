package org.unstained.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** All commands of ours, as SciJava finds them. */
public final class Commands {
  private Commands() {}

  public static List<CommandInfo> infos() {
    try (Context context = new Context(CommandService.class)) {
      return context.service(CommandService.class).getCommandsOfType(Command.class).stream()
          .filter(info -> info.getDelegateClassName().startsWith("org.unstained."))
          .sorted((a, b) -> Double.compare(weight(a), weight(b)))
          .collect(Collectors.toList());
    }
  }

  public static List<Class<? extends CellCommand>> classes() {
    return infos().stream().map(Commands::type).collect(Collectors.toList());
  }

  public static CellCommand create(Class<? extends CellCommand> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  public static Class<? extends CellCommand> type(CommandInfo info) {
    try {
      return Class.forName(info.getDelegateClassName()).asSubclass(CellCommand.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** By the names of their classes, without packages. */
  private static final class ByName {
    static final Map<String, Class<? extends CellCommand>> TYPES =
        classes().stream().collect(Collectors.toMap(Class::getSimpleName, type -> type));
  }

  /**
   * @param name of the class, without its package
   */
  public static Class<? extends CellCommand> named(String name) {
    return ByName.TYPES.get(name);
  }

  private static double weight(CommandInfo info) {
    return info.getMenuPath().getLeaf().getWeight();
  }
}

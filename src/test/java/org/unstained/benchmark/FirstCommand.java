package org.unstained.benchmark;

import ij.ImagePlus;
import java.lang.reflect.Field;
import java.nio.file.Path;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.image.ImageFiles;

/**
 * The first command of a session: ImageJ runs and an image is open, none of our classes has been
 * used. Prints the seconds from the choice in the menu to the end.
 *
 * <p>Arguments: image, the command's class, options.
 */
public final class FirstCommand {
  private FirstCommand() {}

  public static void main(String[] args) throws Exception {
    ImagePlus image = ImageFiles.open(Path.of(args[0]));
    long start = System.nanoTime();
    CellCommand command = Commands.create(Class.forName(args[1]).asSubclass(CellCommand.class));
    Inputs.read(command, args.length > 2 ? args[2] : "");
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) {
        Field field = input.field();
        field.set(command, image);
      }
    command.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (command.failure().isPresent()) throw new IllegalStateException(command.failure().get());
    System.out.println(seconds);
    System.exit(0);
  }
}

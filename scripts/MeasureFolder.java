import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.util.Map;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.unstained.command.CellCommand;
import org.unstained.command.analysis.SegmentCells;

/**
 * Segments all PNG images of a folder from a Java program and prints how many cells each has. Any of
 * our commands runs like this; the names of the inputs are those of the macro's keys.
 *
 * <p>{@code java -cp "<Fiji>/jars/*:<Fiji>/plugins/*" MeasureFolder.java FOLDER}
 */
public class MeasureFolder {
  public static void main(String[] args) throws Exception {
    try (Context context = new Context(CommandService.class)) {
      CommandService commands = context.service(CommandService.class);
      for (File file : new File(args[0]).listFiles((folder, name) -> name.endsWith(".png"))) {
        ImagePlus image = IJ.openImage(file.getPath());
        Map<String, Object> inputs =
            Map.of("image", image, "method", "local", "map", false, "table", false);
        CommandModule done = commands.run(SegmentCells.class, true, inputs).get();
        CellCommand command = (CellCommand) done.getCommand();
        // a failure throws nothing, so look at it
        if (command.failure().isPresent())
          throw new IllegalStateException(file + ": " + command.failure().get());
        System.out.println(file.getName() + ": " + image.getOverlay().size() + " cells");
      }
    }
  }
}

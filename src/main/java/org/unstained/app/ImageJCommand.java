package org.unstained.app;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.unstained.image.ImageFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Plain ImageJ with our menus, in a window. */
@Command(
    name = "imagej",
    description = "Opens ImageJ with Plugins > Unstained, and the files in it.",
    mixinStandardHelpOptions = true)
final class ImageJCommand implements Callable<Integer> {

  private static final String MENU_JAR = "Unstained_.jar";

  @Parameters(paramLabel = "FILE", description = "Images to open.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    if (GraphicsEnvironment.isHeadless())
      throw new IOException(
          "There is no screen to open ImageJ on. Use 'macro' or 'batch', which need none.");
    System.setProperty("plugins.dir", pluginsFolder().toString());
    new ImageJ(ImageJ.STANDALONE).exitWhenQuitting(true);
    for (Path file : files) open(file);
    new CountDownLatch(1).await(); // ImageJ ends the program when its window closes
    return Main.OK;
  }

  /**
   * A folder with a jar that holds nothing but our {@code plugins.config}: ImageJ finds menu
   * entries in the jars of its plugins folder only. The classes are those that run already.
   */
  private static Path pluginsFolder() throws IOException {
    Path plugins = Files.createTempDirectory("unstained").resolve("plugins");
    Path jar = Files.createDirectory(plugins).resolve(MENU_JAR);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        var config = ImageJCommand.class.getResourceAsStream("/plugins.config")) {
      out.putNextEntry(new ZipEntry("plugins.config"));
      config.transferTo(out);
    }
    for (Path made : List.of(plugins.getParent(), plugins, jar)) made.toFile().deleteOnExit();
    return plugins;
  }

  private static void open(Path file) {
    try {
      ImagePlus image = ImageFiles.open(file);
      image.show();
    } catch (IOException | IllegalArgumentException e) {
      IJ.error("Unstained", e.getMessage());
    }
  }
}

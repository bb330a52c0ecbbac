package org.unstained;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;

/** Folders to learn from: small and large bright discs on noise. */
public final class TrainingFolders {
  public static final List<String> CLASSES = List.of("large", "small");
  public static final int SIDE = 96;

  private TrainingFolders() {}

  /** A painted image and its discs, two of each class at the least of eight images. */
  public record Scene(ImagePlus image, List<AnnotatedBox> boxes) {}

  public static Scene scene(String title, long seed) {
    Random random = new Random(seed);
    ByteProcessor pixels = new ByteProcessor(SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) pixels.set(i, 60 + random.nextInt(10));
    List<AnnotatedBox> boxes = new ArrayList<>();
    pixels.setColor(180);
    for (int i = 0; i < 4; i++) {
      boolean large = i < 2 ? i == 0 : random.nextBoolean();
      int r = large ? 14 : 7;
      int x = 24 + i % 2 * 48 + random.nextInt(9) - 4;
      int y = 24 + i / 2 * 48 + random.nextInt(9) - 4;
      pixels.fill(new OvalRoi(x - r, y - r, 2 * r, 2 * r));
      boxes.add(new AnnotatedBox(new Box(x - r, y - r, 2 * r, 2 * r), large ? "large" : "small"));
    }
    return new Scene(new ImagePlus(title, pixels), boxes);
  }

  /** Images with Pascal VOC annotations and the lists {@code train} and {@code val}. */
  public static Path annotated(Path folder, int train, int val) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Path annotations = Files.createDirectories(folder.resolve("annotations"));
    Path splits = Files.createDirectories(folder.resolve("splits"));
    for (int i = 0; i < train + val; i++) {
      Scene scene = scene("p" + i + ".png", i + 1);
      new FileSaver(scene.image).saveAsPng(images.resolve("p" + i + ".png").toString());
      Files.writeString(annotations.resolve("p" + i + ".xml"), voc("p" + i + ".png", scene.boxes));
    }
    Files.write(splits.resolve("train.txt"), names(0, train));
    Files.write(splits.resolve("val.txt"), names(train, train + val));
    return folder;
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
  }

  public static String voc(String name, List<AnnotatedBox> boxes) {
    StringBuilder text =
        new StringBuilder(
            "<annotation><filename>%s</filename><size><width>%d</width><height>%d</height><depth>1</depth></size>"
                .formatted(name, SIDE, SIDE));
    for (AnnotatedBox one : boxes) {
      Box box = one.box();
      text.append(
          "<object><name>%s</name><bndbox><xmin>%.0f</xmin><ymin>%.0f</ymin><xmax>%.0f</xmax><ymax>%.0f</ymax></bndbox></object>"
              .formatted(
                  one.className(),
                  box.x() + 1,
                  box.y() + 1,
                  box.x() + box.width(),
                  box.y() + box.height()));
    }
    return text.append("</annotation>").toString();
  }

  /** A folder of crops for each class. */
  public static Path crops(Path folder, int each) throws IOException {
    for (String name : CLASSES) {
      Path own = Files.createDirectories(folder.resolve(name));
      Random random = new Random(name.hashCode());
      for (int i = 0; i < each; i++) {
        ByteProcessor pixels = new ByteProcessor(32, 32);
        for (int k = 0; k < 32 * 32; k++) pixels.set(k, 60 + random.nextInt(10));
        int r = name.equals("large") ? 12 : 6;
        pixels.setColor(180);
        pixels.fill(
            new OvalRoi(16 - r + random.nextInt(3), 16 - r + random.nextInt(3), 2 * r, 2 * r));
        new FileSaver(new ImagePlus("c", pixels))
            .saveAsPng(own.resolve("c" + i + ".png").toString());
      }
    }
    return folder;
  }
}

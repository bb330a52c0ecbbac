package org.unstained.workflow.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelClass;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.ObjectDetails;
import org.unstained.annotation.Ring;
import org.unstained.cells.Box;

/** Labels with whatever labels can have. Cells lie on a grid, so that none covers another. */
final class RandomLabels {
  private static final int GRID = 40;
  private static final List<String> CLASSES =
      List.of("Living Cell", "Dead Cell (old)", "Zähler: <a> & \"b\"", "c", "赤");

  private final Random random;

  RandomLabels(long seed) {
    random = new Random(seed);
  }

  LabelSet set(int images) {
    List<AnnotationFile> files = new ArrayList<>();
    for (int i = 0; i < images; i++)
      files.add(new AnnotationFile(Path.of("x"), image(i), List.of()));
    List<LabelClass> classes = new ArrayList<>();
    for (String name : CLASSES)
      classes.add(
          random.nextBoolean()
              ? new LabelClass(name, random.nextInt(0x1000000))
              : new LabelClass(name));
    return new LabelSet(files, classes, List.of());
  }

  private AnnotatedImage image(int i) {
    int columns = 1 + random.nextInt(5);
    int rows = random.nextInt(4);
    boolean stack = random.nextInt(3) == 0;
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int y = 0; y < rows; y++)
      for (int x = 0; x < columns; x++)
        if (random.nextInt(4) > 0) boxes.add(cell(x * GRID + 4, y * GRID + 4, stack, boxes.size()));
    return new AnnotatedImage(
        "im age (%d) [b].%s".formatted(i, random.nextBoolean() ? "png" : "tif"),
        columns * GRID + random.nextInt(9),
        Math.max(1, rows) * GRID + random.nextInt(9),
        boxes);
  }

  private AnnotatedBox cell(int x, int y, boolean stack, int number) {
    boolean nucleus = random.nextInt(5) == 0;
    ObjectDetails details =
        new ObjectDetails(
            random.nextInt(3) == 0 ? "n" + number : Integer.toString(1 + number),
            random.nextBoolean() ? Double.NaN : random.nextDouble(),
            stack
                ? new ImagePosition(
                    1 + random.nextInt(2), 1 + random.nextInt(3), 2 + random.nextInt(2))
                : ImagePosition.UNKNOWN,
            nucleus ? Optional.of(outline(x + 8, y + 8, 8)) : Optional.empty(),
            some("area_um2", "p_Living Cell", "Ø [µm]"),
            nucleus || random.nextInt(3) == 0
                ? Map.of("objectType", "cell", "it's", "a=b&c \"d\"")
                : Map.of());
    String className = random.nextInt(5) == 0 ? "" : CLASSES.get(random.nextInt(CLASSES.size()));
    if (random.nextInt(3) == 0)
      return new AnnotatedBox(
          new Box(x + quarter(), y + quarter(), 5 + random.nextInt(20) + quarter(), 7 + quarter()),
          className,
          random.nextInt(4) == 0,
          random.nextInt(4) == 0,
          Optional.empty(),
          details);
    DrawnOutline outline = outline(x, y, 30);
    return new AnnotatedBox(
        outline.box(),
        className,
        random.nextInt(4) == 0,
        random.nextInt(4) == 0,
        Optional.of(outline),
        details);
  }

  private Map<String, Double> some(String... names) {
    Map<String, Double> some = new LinkedHashMap<>();
    for (String name : names)
      if (random.nextInt(3) == 0)
        some.put(name, random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian() * 100);
    return some;
  }

  private double quarter() {
    return random.nextBoolean() ? 0 : random.nextInt(4) / 4.0;
  }

  /** Up to two pieces beside one another, each star-shaped, with a hole or without. */
  private DrawnOutline outline(int x, int y, int side) {
    boolean fractions = random.nextBoolean();
    List<Piece> pieces = new ArrayList<>();
    int count = side > 20 && random.nextInt(3) == 0 ? 2 : 1;
    double r = side / 2.0 / count;
    for (int i = 0; i < count; i++) {
      double cx = x + r + 2 * r * i;
      double cy = y + side / 2.0;
      Ring outer = star(cx, cy, 0.7 * r, r, fractions);
      boolean hole = side > 20 && random.nextInt(3) == 0;
      pieces.add(
          new Piece(outer, hole ? List.of(star(cx, cy, 0.2 * r, 0.4 * r, fractions)) : List.of()));
    }
    return new DrawnOutline(pieces);
  }

  private Ring star(double cx, double cy, double least, double most, boolean fractions) {
    int n = 5 + random.nextInt(12);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double r = least + (most - least) * random.nextDouble();
      double step = fractions ? 16 : 1;
      x[i] = Math.rint(step * (cx + r * Math.cos(2 * Math.PI * i / n))) / step;
      y[i] = Math.rint(step * (cy + r * Math.sin(2 * Math.PI * i / n))) / step;
    }
    return new Ring(x, y);
  }
}

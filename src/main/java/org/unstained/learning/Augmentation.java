package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.unstained.cells.Box;

/**
 * Random changes that leave a cell what it is. The place of pixels changes by one affine map read
 * with linear interpolation, beyond the picture its edge is repeated; then the values change, all
 * channels of a picture by figures of their own for brightness and contrast, and alike for blur.
 *
 * <p>Boxes follow as the ellipses that fill them ({@code Affine}), are clipped to the new picture,
 * and are dropped if less than {@link #LEAST_VISIBLE} of their area or less than {@link
 * #LEAST_SIDE} pixels along an axis is left.
 *
 * @param flips mirror left and right, and up and down, each half of the time
 * @param quarterTurns turn by a random multiple of 90°
 * @param rotation further turn by up to so many degrees either way, 0–180
 * @param scale grow or shrink by up to this factor, from 1
 * @param shear shift of one axis along the other, up to so many pixels a pixel, 0–1
 * @param brightness add up to so much either way to the normalised values, from 0
 * @param contrast multiply the distance from the mean by up to this factor or its inverse, from 1
 * @param blur deviation of a Gaussian, up to so many pixels, 0–10; half of the pictures
 * @param noise deviation of white noise, up to so much, from 0
 * @throws IllegalArgumentException if a number is out of range
 */
public record Augmentation(
    boolean flips,
    boolean quarterTurns,
    double rotation,
    double scale,
    double shear,
    double brightness,
    double contrast,
    double blur,
    double noise) {
  /** Least part of a cell that has to be left at the edge for it to count. */
  public static final double LEAST_VISIBLE = 0.4;

  /** Least side of a clipped box in pixels. */
  public static final double LEAST_SIDE = 2;

  public Augmentation {
    require(rotation >= 0 && rotation <= 180, "Rotation is 0 to 180 degrees", rotation);
    require(scale >= 1 && scale <= 4, "Scale is a factor of 1 to 4", scale);
    require(shear >= 0 && shear <= 1, "Shear is 0 to 1", shear);
    require(brightness >= 0 && brightness < 1e6, "Brightness is 0 or more", brightness);
    require(contrast >= 1 && contrast <= 10, "Contrast is a factor of 1 to 10", contrast);
    require(blur >= 0 && blur <= 10, "Blur is 0 to 10 pixels", blur);
    require(noise >= 0 && noise < 1e6, "Noise is 0 or more", noise);
  }

  String described() {
    return "flips %s, quarter turns %s, rotation %s°, scale %s, shear %s, brightness %s, contrast %s, blur %s px, noise %s"
        .formatted(flips, quarterTurns, rotation, scale, shear, brightness, contrast, blur, noise);
  }

  private static void require(boolean good, String rule, double value) {
    if (!good) throw new IllegalArgumentException(rule + ", got " + value);
  }

  public static Augmentation none() {
    return new Augmentation(false, false, 0, 1, 0, 0, 1, 0, 0);
  }

  /** Flips and quarter turns only: nothing is read between pixels. */
  public static Augmentation exact() {
    return new Augmentation(true, true, 0, 1, 0, 0, 1, 0, 0);
  }

  /** For values normalised to a deviation of 1, or a span of some units. */
  public static Augmentation defaults() {
    return new Augmentation(true, true, 15, 1.3, 0.1, 0.3, 1.4, 1, 0.15);
  }

  /** For few examples of cells that look alike from all sides. */
  public static Augmentation strong() {
    return new Augmentation(true, true, 180, 1.5, 0.15, 0.4, 1.6, 1.2, 0.25);
  }

  /**
   * A changed window of a picture.
   *
   * @param focus index of a box whose middle the window holds, or -1 for a window anywhere; a
   *     picture smaller than the window lies anywhere in it
   */
  public LabelledPicture apply(
      LabelledPicture picture, int width, int height, int focus, Random random) {
    Affine map = map(random);
    Box all = corners(map, picture.width(), picture.height());
    double left = start(all.x(), all.width(), width, random);
    double top = start(all.y(), all.height(), height, random);
    if (focus >= 0) {
      Box box = map.of(picture.boxes().get(focus).box());
      left = near(box.x() + box.width() / 2, all.x(), all.width(), width, random);
      top = near(box.y() + box.height() / 2, all.y(), all.height(), height, random);
    }
    // Whole pixels, so that exact changes stay exact.
    Affine placed = map.then(Affine.shift(-Math.rint(left), -Math.rint(top)));
    List<LabelledBox> boxes = new ArrayList<>();
    for (LabelledBox box : picture.boxes()) {
      Box moved = placed.of(box.box());
      Box clipped = clip(moved, width, height);
      if (clipped != null && clipped.area() >= LEAST_VISIBLE * moved.area())
        boxes.add(new LabelledBox(clipped, box.type()));
    }
    List<float[]> channels =
        changed(
            picture.channels(), picture.width(), picture.height(), placed, width, height, random);
    return new LabelledPicture(picture.name(), width, height, channels, boxes);
  }

  /**
   * The middle of a crop, moved and turned around itself, changed.
   *
   * @param width of the result; up to the crop's own
   * @param shift moved by up to so many pixels along each axis, either way
   */
  public LabelledCrop apply(LabelledCrop crop, int width, int height, double shift, Random random) {
    double x = shift * either(random);
    double y = shift * either(random);
    Affine placed =
        Affine.shift(x - crop.width() / 2.0, y - crop.height() / 2.0)
            .then(map(random))
            .then(Affine.shift(width / 2.0, height / 2.0));
    List<float[]> channels =
        changed(crop.channels(), crop.width(), crop.height(), placed, width, height, random);
    return new LabelledCrop(crop.name(), width, height, channels, crop.type());
  }

  private Affine map(Random random) {
    boolean mirrorX = random.nextBoolean() && flips;
    boolean mirrorY = random.nextBoolean() && flips;
    int turns = random.nextInt(4) * (quarterTurns ? 1 : 0);
    double angle = Math.toRadians(rotation) * either(random);
    double size = Math.pow(scale, either(random));
    double lean = shear * either(random);
    Affine map = Affine.linear(mirrorX ? -1 : 1, 0, 0, mirrorY ? -1 : 1);
    for (int i = 0; i < turns; i++) map = map.then(Affine.linear(0, -1, 1, 0));
    if (lean != 0) map = map.then(Affine.linear(1, lean, 0, 1));
    if (angle != 0) {
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      map = map.then(Affine.linear(c, -s, s, c));
    }
    return map.then(Affine.linear(size, 0, 0, size));
  }

  private static double either(Random random) {
    return 2 * random.nextDouble() - 1;
  }

  private static Box corners(Affine map, int width, int height) {
    double w = Math.abs(map.xx()) * width + Math.abs(map.xy()) * height;
    double h = Math.abs(map.yx()) * width + Math.abs(map.yy()) * height;
    double x = Math.min(0, map.xx() * width) + Math.min(0, map.xy() * height);
    double y = Math.min(0, map.yx() * width) + Math.min(0, map.yy() * height);
    return new Box(x, y, w, h);
  }

  private static double start(double from, double length, int window, Random random) {
    return from + random.nextDouble() * (length - window);
  }

  /** A window that holds a point, within the picture if that is large enough. */
  private static double near(double point, double from, double length, int window, Random random) {
    double start = point - window * (0.1 + 0.8 * random.nextDouble());
    double least = Math.min(from, from + length - window);
    double most = Math.max(from, from + length - window);
    return Math.max(least, Math.min(most, start));
  }

  private static Box clip(Box box, int width, int height) {
    double left = Math.max(0, box.x());
    double top = Math.max(0, box.y());
    double w = Math.min(width, box.x() + box.width()) - left;
    double h = Math.min(height, box.y() + box.height()) - top;
    return w < LEAST_SIDE || h < LEAST_SIDE ? null : new Box(left, top, w, h);
  }

  private List<float[]> changed(
      List<float[]> channels, int w, int h, Affine map, int width, int height, Random random) {
    Affine back = map.inverse();
    double deviation = random.nextBoolean() ? blur * random.nextDouble() : 0;
    double grain = noise * random.nextDouble();
    List<float[]> changed = new ArrayList<>();
    for (float[] channel : channels) {
      float[] values = read(channel, w, h, back, width, height);
      PixelChanges.blur(values, width, height, deviation);
      double shift = brightness * either(random);
      PixelChanges.stretch(values, Math.pow(contrast, either(random)), shift);
      if (grain > 0)
        for (int i = 0; i < values.length; i++)
          values[i] += (float) (grain * random.nextGaussian());
      changed.add(values);
    }
    return changed;
  }

  private static float[] read(float[] from, int w, int h, Affine back, int width, int height) {
    float[] to = new float[width * height];
    for (int y = 0, i = 0; y < height; y++)
      for (int x = 0; x < width; x++, i++) {
        double u = back.xx() * (x + 0.5) + back.xy() * (y + 0.5) + back.x0() - 0.5;
        double v = back.yx() * (x + 0.5) + back.yy() * (y + 0.5) + back.y0() - 0.5;
        to[i] = PixelChanges.linear(from, w, h, u, v);
      }
    return to;
  }
}

package org.unstained.annotation;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

/** Reads a COCO file in one pass; images, categories and annotations may come in any order. */
final class CocoReader {
  private record Image(String name, int width, int height) {}

  /** An annotation whose image and class are still numbers. */
  private record Found(
      int number,
      String image,
      String category,
      Optional<Box> box,
      Optional<DrawnOutline> outline,
      boolean crowd,
      ObjectDetails details,
      boolean truncated) {}

  private final Path file;
  private final JsonInput in;
  private final Map<String, Image> images = new LinkedHashMap<>();
  private final Map<String, String> categories = new LinkedHashMap<>();
  private final List<Found> found = new ArrayList<>();
  private int thin;

  private CocoReader(Path file, JsonInput in) {
    this.file = file;
    this.in = in;
  }

  static LabelSet read(Path file) throws IOException {
    LabelSet[] set = new LabelSet[1];
    JsonInput.read(
        file,
        Coco.TITLE,
        in -> {
          CocoReader reader = new CocoReader(file, in);
          reader.document();
          set[0] = reader.set();
        });
    return set[0];
  }

  private void document() throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    in.object(
        key -> {
          keys.add(key);
          switch (key) {
            case "images" -> in.array(this::image);
            case "categories" -> in.array(this::category);
            case "annotations" -> in.array(this::annotation);
            default -> in.skip();
          }
        });
    for (String key : List.of("images", "annotations"))
      if (!keys.contains(key)) throw in.fail("it has no '" + key + "'");
  }

  private void image() throws IOException {
    String[] text = {"", ""};
    int[] size = new int[2];
    in.object(
        key -> {
          switch (key) {
            case "id" -> text[0] = in.text();
            case "file_name" -> text[1] = in.text();
            case "width" -> size[0] = in.count();
            case "height" -> size[1] = in.count();
            default -> in.skip();
          }
        });
    if (text[0].isEmpty()) throw in.fail("an image has no 'id'");
    String name = FileText.lastPart(text[1]);
    if (name.isBlank()) throw in.fail("image %s has no 'file_name'".formatted(text[0]));
    boolean known = size[0] > 0 && size[1] > 0;
    if (images.put(text[0], new Image(name, known ? size[0] : 0, known ? size[1] : 0)) != null)
      throw in.fail("two images have the id " + text[0]);
  }

  private void category() throws IOException {
    String[] text = {"", ""};
    in.object(
        key -> {
          switch (key) {
            case "id" -> text[0] = in.text();
            case "name" -> text[1] = in.text().strip();
            default -> in.skip();
          }
        });
    if (text[0].isEmpty() || text[1].isEmpty())
      throw in.fail("a category lacks its 'id' or its 'name'");
    if (categories.put(text[0], text[1]) != null)
      throw in.fail("two categories have the id " + text[0]);
  }

  private void annotation() throws IOException {
    String[] text = {"", ""};
    double[][] box = {null};
    DrawnOutline[] outline = {null};
    boolean[] crowd = {false};
    double[] score = {Double.NaN};
    Map<String, String> attributes = new LinkedHashMap<>();
    in.object(
        key -> {
          switch (key) {
            case "image_id" -> text[0] = in.text();
            case "category_id" -> text[1] = in.text();
            case "bbox" -> box[0] = in.numbers();
            case "segmentation" -> outline[0] = segmentation();
            case "iscrowd" -> crowd[0] = in.flag();
            case "score" -> score[0] = in.anyNumber();
            case "attributes" -> {
              if (in.at(JsonToken.BEGIN_OBJECT)) attributes.putAll(in.texts());
              else in.skip();
            }
            default -> in.skip();
          }
        });
    int number = found.size() + 1;
    if (text[0].isEmpty()) throw in.fail("annotation %d has no 'image_id'".formatted(number));
    if (box[0] != null && box[0].length != 4 && !(box[0].length == 0 && outline[0] != null))
      throw in.fail(
          "annotation %d has a 'bbox' of %d numbers, not of 4".formatted(number, box[0].length));
    if ((box[0] == null || box[0].length == 0) && outline[0] == null)
      throw in.fail("annotation %d has neither 'bbox' nor 'segmentation'".formatted(number));
    boolean truncated = isTrue(attributes.remove("truncated"));
    ImagePosition position = position(attributes);
    found.add(
        new Found(
            number,
            text[0],
            text[1],
            box[0] == null || box[0].length == 0 ? Optional.empty() : Optional.of(box(box[0])),
            Optional.ofNullable(outline[0]),
            crowd[0],
            ObjectDetails.NONE
                .at(position)
                .withScore(score[0] >= 0 && score[0] <= 1 ? score[0] : Double.NaN)
                .withAttributes(attributes),
            truncated));
  }

  private static boolean isTrue(String text) {
    return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
  }

  private static ImagePosition position(Map<String, String> attributes) {
    int[] at = new int[3];
    List<String> keys = List.of("channel", "slice", "frame");
    for (int i = 0; i < 3; i++) {
      String text = attributes.get(keys.get(i));
      if (text == null || !text.matches("\\d{1,9}")) continue;
      at[i] = Integer.parseInt(text);
      attributes.remove(keys.get(i));
    }
    return new ImagePosition(at[0], at[1], at[2]);
  }

  /** A side that is negative goes the other way. */
  private static Box box(double[] b) {
    return new Box(
        Math.min(b[0], b[0] + b[2]), Math.min(b[1], b[1] + b[3]), Math.abs(b[2]), Math.abs(b[3]));
  }

  /** Polygons, or a mask; null if there is nothing. */
  private DrawnOutline segmentation() throws IOException {
    if (in.isNull()) return null;
    if (!in.at(JsonToken.BEGIN_ARRAY)) return mask();
    List<DrawnOutline.Piece> pieces = new ArrayList<>();
    in.array(
        () -> {
          double[] xy = in.numbers();
          if (xy.length % 2 != 0)
            throw in.fail("a polygon has %d numbers, so one is missing".formatted(xy.length));
          if (xy.length < 6) {
            thin++;
            return;
          }
          double[] x = new double[xy.length / 2];
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            x[i] = xy[2 * i];
            y[i] = xy[2 * i + 1];
          }
          pieces.add(new DrawnOutline.Piece(new Ring(x, y)));
        });
    return pieces.isEmpty() ? null : new DrawnOutline(pieces);
  }

  private DrawnOutline mask() throws IOException {
    int[] size = new int[2];
    long[][] counts = {null};
    in.object(
        key -> {
          switch (key) {
            case "size" -> {
              double[] two = in.numbers();
              if (two.length != 2) throw in.fail("the 'size' of a mask is two numbers");
              size[0] = (int) two[0];
              size[1] = (int) two[1];
            }
            case "counts" ->
                counts[0] =
                    in.at(JsonToken.STRING) ? CocoMask.counts(in.text()) : longs(in.numbers());
            default -> in.skip();
          }
        });
    if (counts[0] == null) throw in.fail("a mask has no 'counts'");
    return CocoMask.outline(counts[0], size[0], size[1]);
  }

  private static long[] longs(double[] numbers) {
    long[] longs = new long[numbers.length];
    for (int i = 0; i < longs.length; i++) longs[i] = (long) numbers[i];
    return longs;
  }

  private LabelSet set() throws IOException {
    Map<String, List<Found>> byImage = new LinkedHashMap<>();
    images.keySet().forEach(id -> byImage.put(id, new ArrayList<>()));
    int lost = 0;
    for (Found one : found) {
      List<Found> of = byImage.get(one.image());
      if (of == null) lost++;
      else of.add(one);
      if (!one.category().isEmpty() && !categories.containsKey(one.category()))
        throw in.fail(
            "annotation %d has the category %s, which isn't there"
                .formatted(one.number(), one.category()));
    }
    List<AnnotationWarning> warnings = new ArrayList<>();
    if (lost > 0)
      warnings.add(
          new AnnotationWarning(
              file,
              Kind.NO_IMAGE,
              "has %d annotations of images that it doesn't list; they are left out"
                  .formatted(lost)));
    if (thin > 0)
      warnings.add(
          new AnnotationWarning(
              file,
              Kind.OTHER_SHAPE,
              "has %d polygons with fewer than three corners; they are left out".formatted(thin)));
    List<AnnotationFile> files = new ArrayList<>();
    images.forEach((id, image) -> files.add(file(image, byImage.get(id))));
    List<LabelClass> classes = categories.values().stream().map(LabelClass::new).toList();
    return new LabelSet(files, classes, warnings);
  }

  private AnnotationFile file(Image image, List<Found> of) {
    BoxCheck check =
        new BoxCheck(file, "image '%s': ".formatted(image.name()), image.width(), image.height());
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < of.size(); i++)
      check.checked(i + 1, annotated(of.get(i))).ifPresent(boxes::add);
    return new AnnotationFile(
        file,
        new AnnotatedImage(image.name(), image.width(), image.height(), boxes),
        check.warnings());
  }

  private AnnotatedBox annotated(Found one) {
    return new AnnotatedBox(
        one.outline().map(DrawnOutline::box).or(one::box).orElseThrow(),
        categories.getOrDefault(one.category(), AnnotatedBox.NO_CLASS),
        one.truncated(),
        one.crowd(),
        one.outline(),
        one.details());
  }
}

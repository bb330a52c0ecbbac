package org.unstained.annotation;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

/** Reads a LabelMe file. */
final class LabelMeReader {
  static final int CIRCLE_CORNERS = 64;

  /** What makes shapes of a group one cell. */
  private record Group(String label, String id) {}

  /** A shape as it stands there. */
  private static final class Shape {
    String label = "";
    String type = "polygon";
    String group = "";
    final List<double[]> points = new ArrayList<>();
    boolean difficult;
    boolean truncated;
    double score = Double.NaN;
    final Map<String, String> attributes = new LinkedHashMap<>();
  }

  private final Path file;
  private final JsonInput in;
  private final PointBoxes points;
  private final List<AnnotatedBox> found = new ArrayList<>();
  private final Map<Group, Integer> groups = new LinkedHashMap<>();
  private final Map<String, Integer> others = new TreeMap<>();
  private int circles;
  private boolean shapes;
  private String image = "";
  private int width;
  private int height;

  private LabelMeReader(Path file, JsonInput in, LabelOptions options) {
    this.file = file;
    this.in = in;
    this.points = new PointBoxes(options);
  }

  static LabelSet read(Path file, LabelOptions options) throws IOException {
    LabelSet[] set = new LabelSet[1];
    JsonInput.read(
        file,
        LabelMe.TITLE,
        in -> {
          LabelMeReader reader = new LabelMeReader(file, in, options);
          reader.document();
          set[0] = LabelSet.of(reader.result());
        });
    return set[0];
  }

  private void document() throws IOException {
    in.object(
        key -> {
          switch (key) {
            case "shapes" -> {
              shapes = true;
              in.array(this::shape);
            }
            case "imagePath" -> image = FileText.lastPart(in.text());
            case "imageWidth" -> width = in.count();
            case "imageHeight" -> height = in.count();
            default -> in.skip();
          }
        });
    if (!shapes) throw in.fail("it has no 'shapes'");
    if (width == 0 || height == 0) width = height = 0;
  }

  private void shape() throws IOException {
    Shape shape = new Shape();
    in.object(
        key -> {
          switch (key) {
            case "label" -> shape.label = in.text().strip();
            case "points" -> in.array(() -> shape.points.add(point()));
            case "shape_type" -> shape.type = in.text();
            case "group_id" -> shape.group = in.text();
            case "score" -> shape.score = in.anyNumber();
            case "difficult" -> shape.difficult |= in.flag();
            case "description" -> {
              String text = in.text();
              if (!text.isEmpty()) shape.attributes.put(key, text);
            }
            case "flags" -> flags(shape);
            case "attributes" -> {
              if (in.at(JsonToken.BEGIN_OBJECT)) shape.attributes.putAll(in.texts());
              else in.skip();
            }
            default -> in.skip();
          }
        });
    add(shape);
  }

  private void flags(Shape shape) throws IOException {
    if (!in.at(JsonToken.BEGIN_OBJECT)) {
      in.skip();
      return;
    }
    in.texts()
        .forEach(
            (key, value) -> {
              boolean set = value.equalsIgnoreCase("true");
              if (key.equals("difficult")) shape.difficult |= set;
              else if (key.equals("truncated")) shape.truncated |= set;
              else if (set) shape.attributes.put(key, value);
            });
  }

  private double[] point() throws IOException {
    double[] xy = in.numbers();
    if (xy.length != 2) throw in.fail("a point has %d numbers, not two".formatted(xy.length));
    return xy;
  }

  private void add(Shape shape) throws IOException {
    List<double[]> p = shape.points;
    switch (shape.type) {
      case "polygon" -> {
        require(p.size() >= 3, shape, "three points or more");
        addPiece(shape, ring(p));
      }
      case "rectangle" -> {
        require(p.size() == 2 || p.size() == 4, shape, "two points or four");
        Box box = p.size() == 2 ? box(p.get(0), p.get(1)) : ring(p).box();
        found.add(annotated(shape, box, Optional.empty()));
      }
      case "circle" -> {
        require(p.size() == 2, shape, "two points");
        circles++;
        addPiece(shape, circle(p.get(0), p.get(1)));
      }
      case "point", "points" -> {
        for (double[] xy : p)
          points.box(xy[0], xy[1]).ifPresent(b -> found.add(annotated(shape, b, Optional.empty())));
      }
      default -> others.merge(shape.type, 1, Integer::sum);
    }
  }

  private void require(boolean right, Shape shape, String wanted) throws IOException {
    if (!right)
      throw in.fail(
          "a %s ('%s') has %d points; it needs %s"
              .formatted(shape.type, shape.label, shape.points.size(), wanted));
  }

  private static Box box(double[] a, double[] b) {
    return new Box(
        Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
  }

  private static Ring ring(List<double[]> points) {
    return new Ring(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private static Ring circle(double[] centre, double[] edge) {
    double radius = Math.hypot(edge[0] - centre[0], edge[1] - centre[1]);
    double[] x = new double[CIRCLE_CORNERS];
    double[] y = new double[CIRCLE_CORNERS];
    for (int i = 0; i < CIRCLE_CORNERS; i++) {
      x[i] = centre[0] + radius * Math.cos(2 * Math.PI * i / CIRCLE_CORNERS);
      y[i] = centre[1] + radius * Math.sin(2 * Math.PI * i / CIRCLE_CORNERS);
    }
    return new Ring(x, y);
  }

  /** A new cell, or one more piece of one that is there. */
  private void addPiece(Shape shape, Ring ring) {
    DrawnOutline outline = DrawnOutline.of(ring);
    AnnotatedBox one = annotated(shape, outline.box(), Optional.of(outline));
    if (shape.group.isEmpty()) {
      found.add(one);
      return;
    }
    Integer at = groups.putIfAbsent(new Group(shape.label, shape.group), found.size());
    if (at == null) found.add(one);
    else {
      List<DrawnOutline.Piece> pieces = new ArrayList<>(found.get(at).shape().pieces());
      pieces.addAll(outline.pieces());
      found.set(at, found.get(at).with(new DrawnOutline(pieces)));
    }
  }

  private static AnnotatedBox annotated(Shape shape, Box box, Optional<DrawnOutline> outline) {
    boolean score = shape.score >= 0 && shape.score <= 1;
    return new AnnotatedBox(
        box,
        shape.label,
        shape.truncated,
        shape.difficult,
        outline,
        ObjectDetails.NONE
            .withScore(score ? shape.score : Double.NaN)
            .withAttributes(shape.attributes));
  }

  private AnnotationFile result() {
    BoxCheck check = new BoxCheck(file, width, height);
    String stem = Stems.of(file);
    if (!image.isBlank() && !image.equals(stem) && !Stems.of(image).equals(stem))
      check.warn(
          Kind.OTHER_NAME, "is about '%s' by its text. Check which is right".formatted(image));
    if (width == 0)
      check.warn(
          Kind.NO_SIZE, "doesn't tell the size of its image; boxes are checked when it is opened");
    others.forEach(
        (type, count) ->
            check.warn(
                Kind.OTHER_SHAPE,
                "has %d shapes of type '%s', which are no area and left out"
                    .formatted(count, type)));
    if (circles > 0)
      check.warn(
          Kind.OTHER_SHAPE,
          "has %d circles, which became polygons of %d corners".formatted(circles, CIRCLE_CORNERS));
    points.warn(check);
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) check.checked(i + 1, found.get(i)).ifPresent(boxes::add);
    return new AnnotationFile(
        file,
        new AnnotatedImage(image.isBlank() ? stem : image, width, height, boxes),
        check.warnings());
  }
}

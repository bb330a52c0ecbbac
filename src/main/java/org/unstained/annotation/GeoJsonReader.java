package org.unstained.annotation;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

/** Reads a GeoJSON file, feature by feature. */
final class GeoJsonReader {
  /** What version 0.2 of QuPath wrote as the id. */
  private static final Set<String> OLD_TYPES =
      Set.of(
          "PathTileObject",
          "PathCellObject",
          "TMACoreObject",
          "PathDetectionObject",
          "PathRootObject",
          "PathAnnotationObject");

  /** A feature while it is read. */
  private static final class Feature {
    String id = "";
    GeoJsonGeometry geometry;
    GeoJsonGeometry nucleus;
    String className = AnnotatedBox.NO_CLASS;
    boolean truncated;
    boolean difficult;
    double score = Double.NaN;
    final Map<String, Double> measurements = new LinkedHashMap<>();
    final Map<String, String> attributes = new LinkedHashMap<>();
  }

  private final Path file;
  private final JsonInput in;
  private final PointBoxes points;
  private final List<AnnotatedBox> found = new ArrayList<>();
  private final Map<String, LabelClass> classes = new LinkedHashMap<>();
  private String name = "";
  private int width;
  private int height;
  private int lines;
  private int without;

  private GeoJsonReader(Path file, JsonInput in, LabelOptions options) {
    this.file = file;
    this.in = in;
    this.points = new PointBoxes(options);
  }

  static LabelSet read(Path file, LabelOptions options) throws IOException {
    LabelSet[] set = new LabelSet[1];
    JsonInput.read(
        file,
        GeoJson.TITLE,
        in -> {
          GeoJsonReader reader = new GeoJsonReader(file, in, options);
          reader.document();
          set[0] = reader.set();
        });
    return set[0];
  }

  private void document() throws IOException {
    if (in.at(JsonToken.BEGIN_ARRAY)) {
      in.array(this::feature);
      return;
    }
    Feature single = new Feature();
    String[] type = {""};
    in.object(
        key -> {
          switch (key) {
            case "type" -> type[0] = in.text();
            case "features" -> in.array(this::feature);
            case "image" -> image();
            case "classes" -> in.array(this::oneOfClasses);
            default -> member(single, key);
          }
        });
    switch (type[0]) {
      case "FeatureCollection" -> {}
      case "Feature" -> add(single);
      default ->
          throw in.fail("its type is '%s', not FeatureCollection or Feature".formatted(type[0]));
    }
  }

  /** Our own member. */
  private void image() throws IOException {
    if (!in.at(JsonToken.BEGIN_OBJECT)) {
      in.skip();
      return;
    }
    in.object(
        key -> {
          switch (key) {
            case "name" -> name = FileText.lastPart(in.text());
            case "width" -> width = in.count();
            case "height" -> height = in.count();
            default -> in.skip();
          }
        });
    if (width == 0 || height == 0) width = height = 0;
  }

  private void oneOfClasses() throws IOException {
    if (in.at(JsonToken.BEGIN_OBJECT)) classification();
    else in.skip();
  }

  private void feature() throws IOException {
    Feature feature = new Feature();
    in.object(key -> member(feature, key));
    add(feature);
  }

  private void member(Feature feature, String key) throws IOException {
    switch (key) {
      case "id" -> {
        String id = in.text();
        if (!OLD_TYPES.contains(id)) feature.id = id;
      }
      case "geometry" -> feature.geometry = GeoJsonGeometry.read(in);
      case "nucleusGeometry" -> feature.nucleus = GeoJsonGeometry.read(in);
      case "properties" -> in.object(property -> property(feature, property));
      default -> in.skip();
    }
  }

  private void property(Feature feature, String key) throws IOException {
    switch (key) {
      case "classification" -> feature.className = classification();
      case "measurements" -> measurements(feature);
      case "metadata" -> {
        if (in.at(JsonToken.BEGIN_OBJECT))
          in.texts().forEach((name, value) -> metadata(feature, name, value));
        else in.skip();
      }
      case "childObjects", "children" -> in.array(this::feature);
      case "objectType", "isLocked", "name" -> {
        String text = in.text();
        boolean usual = key.equals("objectType") && text.equals(GeoJson.USUAL_TYPE);
        if (!text.isEmpty() && !usual) feature.attributes.put(key, text);
      }
      case "color" -> {
        int rgb = colour();
        if (rgb >= 0) feature.attributes.put(key, "#%06x".formatted(rgb));
      }
      default -> in.skip();
    }
  }

  private static void metadata(Feature feature, String key, String value) {
    switch (key) {
      case "truncated" -> feature.truncated = value.equals("true");
      case "difficult" -> feature.difficult = value.equals("true");
      default -> feature.attributes.put(key, value);
    }
  }

  /** An object with a name and a colour; or a bare name. */
  private String classification() throws IOException {
    if (!in.at(JsonToken.BEGIN_OBJECT)) return known(in.text().strip(), LabelClass.NO_COLOUR);
    String[] text = {""};
    int[] rgb = {LabelClass.NO_COLOUR};
    in.object(
        key -> {
          switch (key) {
            case "name" -> text[0] = in.text().strip();
            case "names" -> {
              List<String> names = new ArrayList<>();
              in.array(() -> names.add(in.text().strip()));
              text[0] = String.join(": ", names);
            }
            case "color", "colorRGB" -> {
              int colour = colour();
              if (colour >= 0) rgb[0] = colour;
            }
            default -> in.skip();
          }
        });
    return known(text[0], rgb[0]);
  }

  private String known(String className, int rgb) {
    if (className.isEmpty()) return AnnotatedBox.NO_CLASS;
    classes.merge(
        className,
        new LabelClass(className, rgb),
        (before, now) -> before.hasColour() ? before : now);
    return className;
  }

  /** Three numbers 0–255, or Java's packed colour; −1 for none. */
  private int colour() throws IOException {
    if (in.isNull()) return LabelClass.NO_COLOUR;
    if (!in.at(JsonToken.BEGIN_ARRAY)) return (int) (long) in.number() & 0xffffff;
    int rgb = 0;
    double[] parts = in.numbers();
    if (parts.length < 3) return LabelClass.NO_COLOUR;
    for (int i = 0; i < 3; i++)
      rgb = rgb << 8 | (int) Math.max(0, Math.min(255, Math.rint(parts[i])));
    return rgb;
  }

  private void measurements(Feature feature) throws IOException {
    if (in.at(JsonToken.BEGIN_ARRAY)) in.array(() -> oldMeasurement(feature));
    else in.object(key -> measured(feature, key, in.anyNumber()));
  }

  private void oldMeasurement(Feature feature) throws IOException {
    String[] text = {""};
    double[] value = {Double.NaN};
    in.object(
        key -> {
          switch (key) {
            case "name" -> text[0] = in.text();
            case "value" -> value[0] = in.anyNumber();
            default -> in.skip();
          }
        });
    measured(feature, text[0], value[0]);
  }

  private static void measured(Feature feature, String key, double value) {
    if (key.equals("score") && value >= 0 && value <= 1) feature.score = value;
    else feature.measurements.put(key, value);
  }

  private void add(Feature feature) {
    GeoJsonGeometry geometry = feature.geometry;
    if (geometry == null) {
      without++;
      return;
    }
    lines += geometry.others;
    ObjectDetails details =
        new ObjectDetails(
            feature.id,
            feature.score,
            geometry.position,
            feature.nucleus == null || feature.nucleus.pieces.isEmpty()
                ? Optional.empty()
                : Optional.of(new DrawnOutline(feature.nucleus.pieces)),
            feature.measurements,
            feature.attributes);
    if (!geometry.pieces.isEmpty()) {
      DrawnOutline outline = new DrawnOutline(geometry.pieces);
      found.add(annotated(feature, outline.box(), Optional.of(outline), details));
    }
    for (double[] at : geometry.points)
      points
          .box(at[0], at[1])
          .ifPresent(box -> found.add(annotated(feature, box, Optional.empty(), details)));
  }

  private static AnnotatedBox annotated(
      Feature feature, Box box, Optional<DrawnOutline> outline, ObjectDetails details) {
    return new AnnotatedBox(
        box, feature.className, feature.truncated, feature.difficult, outline, details);
  }

  private LabelSet set() {
    String stem = Stems.of(file);
    BoxCheck check = new BoxCheck(file, width, height);
    if (lines > 0)
      check.warn(Kind.OTHER_SHAPE, "has %d lines, which are no area and left out".formatted(lines));
    if (without > 0)
      check.warn(Kind.NO_AREA, "has %d features without geometry, left out".formatted(without));
    points.warn(check);
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) check.checked(i + 1, found.get(i)).ifPresent(boxes::add);
    AnnotatedImage image = new AnnotatedImage(name.isBlank() ? stem : name, width, height, boxes);
    return new LabelSet(
        List.of(new AnnotationFile(file, image, check.warnings())),
        List.copyOf(classes.values()),
        List.of());
  }
}

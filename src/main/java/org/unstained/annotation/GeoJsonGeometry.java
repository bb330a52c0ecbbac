package org.unstained.annotation;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A geometry of GeoJSON as it is read: its polygons, its points, and the plane QuPath adds. */
final class GeoJsonGeometry {
  /** Coordinates: numbers, or a list of such. */
  private record Coordinates(double[] numbers, List<Coordinates> inner) {}

  final List<DrawnOutline.Piece> pieces = new ArrayList<>();
  final List<double[]> points = new ArrayList<>();
  ImagePosition position = ImagePosition.UNKNOWN;

  /** Lines and the like. */
  int others;

  private final JsonInput in;

  private GeoJsonGeometry(JsonInput in) {
    this.in = in;
  }

  static GeoJsonGeometry read(JsonInput in) throws IOException {
    GeoJsonGeometry geometry = new GeoJsonGeometry(in);
    geometry.read();
    return geometry;
  }

  private void read() throws IOException {
    String[] type = {""};
    Coordinates[] coordinates = {null};
    in.object(
        key -> {
          switch (key) {
            case "type" -> type[0] = in.text();
            case "coordinates" -> coordinates[0] = coordinates();
            case "geometries" -> in.array(this::read);
            case "plane" -> plane();
            default -> in.skip();
          }
        });
    if (type[0].equals("GeometryCollection") || type[0].isEmpty() && coordinates[0] == null) return;
    if (coordinates[0] == null)
      throw in.fail("a geometry of type '%s' has no coordinates".formatted(type[0]));
    switch (type[0]) {
      case "Polygon" -> polygon(coordinates[0]);
      case "MultiPolygon" -> {
        for (Coordinates one : coordinates[0].inner()) polygon(one);
      }
      case "Point" -> points.add(point(coordinates[0]));
      case "MultiPoint" -> {
        for (Coordinates one : coordinates[0].inner()) points.add(point(one));
      }
      case "LineString", "MultiLineString" -> others++;
      default -> throw in.fail("'%s' is no type of geometry".formatted(type[0]));
    }
  }

  private Coordinates coordinates() throws IOException {
    double[][] numbers = {new double[0]};
    List<Coordinates> inner = new ArrayList<>();
    in.array(
        () -> {
          if (in.at(JsonToken.BEGIN_ARRAY)) inner.add(coordinates());
          else {
            numbers[0] = Arrays.copyOf(numbers[0], numbers[0].length + 1);
            numbers[0][numbers[0].length - 1] = in.number();
            if (numbers[0].length > 4) throw in.fail("a position has more than four numbers");
          }
        });
    return new Coordinates(numbers[0], inner);
  }

  private double[] point(Coordinates of) throws IOException {
    if (of.numbers().length < 2 || !of.inner().isEmpty())
      throw in.fail("a position is two numbers, but there are " + of.numbers().length);
    return of.numbers();
  }

  private void polygon(Coordinates of) throws IOException {
    if (of.inner().isEmpty()) {
      if (of.numbers().length > 0) throw in.fail("a polygon is a list of rings of positions");
      return; // an empty one
    }
    List<Ring> rings = new ArrayList<>();
    for (Coordinates ring : of.inner()) rings.add(ring(ring));
    pieces.add(new DrawnOutline.Piece(rings.get(0), rings.subList(1, rings.size())));
  }

  /** The first position stands again at the end. */
  private Ring ring(Coordinates of) throws IOException {
    int n = of.inner().size();
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double[] at = point(of.inner().get(i));
      x[i] = at[0];
      y[i] = at[1];
    }
    if (n > 1 && x[0] == x[n - 1] && y[0] == y[n - 1]) n--;
    if (n < 3) throw in.fail("a polygon has %d corners; it needs three or more".formatted(n));
    return new Ring(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
  }

  /** Slices and frames count from 0, channels too, and −1 is all of them. */
  private void plane() throws IOException {
    int[] czt = {-1, -1, -1};
    in.object(
        key -> {
          switch (key) {
            case "c" -> czt[0] = index();
            case "z" -> czt[1] = index();
            case "t" -> czt[2] = index();
            default -> in.skip();
          }
        });
    position = new ImagePosition(czt[0] + 1, czt[1] + 1, czt[2] + 1);
  }

  private int index() throws IOException {
    double value = in.number();
    if (value < -1 || value != Math.rint(value) || value > 1e9)
      throw in.fail("a plane has the number " + Decimals.plain(value));
    return (int) value;
  }
}

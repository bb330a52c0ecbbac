package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * GeoJSON as QuPath reads and writes it: one file an image, a FeatureCollection, a single Feature
 * or a bare array of Features, in pixels of the full image.
 *
 * <p>Read are polygons and multi-polygons with holes, {@code properties.classification} (name or
 * names, colour as {@code color} or, from old versions, {@code colorRGB}), {@code measurements} (as
 * an object or the older array), {@code nucleusGeometry}, {@code geometry.plane}, children, and
 * {@code objectType, isLocked, name, color} and {@code metadata} as attributes. The measurement
 * {@code score} is the score. Points become squares if asked for, lines are left out with a
 * warning. QuPath names neither image nor size; our files do, in members that QuPath passes over.
 */
public final class GeoJson implements LabelFormat {
  static final String TITLE = "GeoJSON";

  /** What QuPath makes of features that don't say their type. */
  static final String USUAL_TYPE = "annotation";

  @Override
  public String key() {
    return "geojson";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.allOf(LabelTrait.class);
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return ".geojson";
  }

  @Override
  public boolean looksLike(Path file) throws IOException {
    return JsonKind.of(file) == JsonKind.GEOJSON;
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    return GeoJsonReader.read(file, options);
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    GeoJsonWriter.write(file, onlyImage(set), set.classes());
    return List.of();
  }
}

package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * LabelMe's files: one JSON file an image, with a list of shapes.
 *
 * <p>Rectangles, polygons and circles are read; a circle becomes a polygon of 64 corners. Points
 * become squares if asked for. Lines are left out with a warning. Polygons with the same label and
 * the same {@code group_id} are the pieces of one cell, and that is how cells in several pieces are
 * written. Flags {@code difficult} and {@code truncated}, {@code score} and {@code attributes} are
 * written as labelling tools that build on LabelMe do. The picture in {@code imageData} is passed
 * over and not written.
 */
public final class LabelMe implements LabelFormat {
  static final String TITLE = "LabelMe";

  @Override
  public String key() {
    return "labelme";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(
        LabelTrait.OUTLINE,
        LabelTrait.FRACTION,
        LabelTrait.TRUNCATED,
        LabelTrait.DIFFICULT,
        LabelTrait.SCORE,
        LabelTrait.ATTRIBUTES,
        LabelTrait.SIZE,
        LabelTrait.EMPTY_IMAGE);
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return ".json";
  }

  @Override
  public boolean looksLike(Path file) throws IOException {
    return JsonKind.of(file) == JsonKind.LABELME;
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    return LabelMeReader.read(file, options);
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    LabelMeWriter.write(file, onlyImage(set));
    return List.of();
  }
}

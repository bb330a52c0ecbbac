package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * COCO files: one JSON file for a whole data set, with images, categories and annotations (Lin et
 * al. 2014, doi:10.1007/978-3-319-10602-1_48).
 *
 * <p>An annotation has a box {@code [x, y, width, height]} and perhaps polygons or a mask of run
 * lengths. {@code iscrowd} is read and written as difficult: scores by COCO's own rules neither ask
 * for such objects nor count them wrong. Cells with holes are written as masks, others as polygons.
 * What COCO has no place for stands in {@code attributes}, as some labelling tools do it: {@code
 * truncated, channel, slice, frame} and whatever else other files said.
 */
public final class Coco implements LabelFormat {
  static final String TITLE = "COCO";

  @Override
  public String key() {
    return "coco";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.complementOf(
        EnumSet.of(
            LabelTrait.HOLE_FRACTION,
            LabelTrait.NO_CLASS,
            LabelTrait.NUMBER,
            LabelTrait.NAME,
            LabelTrait.NUCLEUS,
            LabelTrait.MEASUREMENTS,
            LabelTrait.COLOUR));
  }

  @Override
  public Layout layout() {
    return Layout.ONE_FILE;
  }

  @Override
  public String ending() {
    return ".json";
  }

  @Override
  public boolean looksLike(Path file) throws IOException {
    return JsonKind.of(file) == JsonKind.COCO;
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    return CocoReader.read(file);
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    CocoWriter.write(file, set);
    return List.of();
  }
}

package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@link PascalVoc} as one of the formats. */
public final class VocFormat implements LabelFormat {
  @Override
  public String key() {
    return "voc";
  }

  @Override
  public String title() {
    return "Pascal VOC";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(
        LabelTrait.FRACTION,
        LabelTrait.TRUNCATED,
        LabelTrait.DIFFICULT,
        LabelTrait.SIZE,
        LabelTrait.EMPTY_IMAGE);
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return ".xml";
  }

  /** Broken ones, too, so that they are found and said. */
  @Override
  public boolean looksLike(Path file) {
    return FileBeginning.ends(file, ".xml");
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    return LabelSet.of(PascalVoc.read(file));
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    PascalVoc.write(file, onlyImage(set));
    return List.of();
  }
}

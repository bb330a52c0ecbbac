package org.unstained.annotation;

/** What a format of labels can hold beyond boxes with a class. */
public enum LabelTrait {
  OUTLINE("outlines", "only their boxes are kept"),
  HOLE("holes", "they are filled"),
  HOLE_FRACTION("outlines with holes that are finer than pixels", "the pixels are kept"),
  FRACTION("outlines and boxes that are finer than pixels", "the pixels are kept"),
  NO_CLASS("cells without a class", "they are called '" + LabelReduction.UNNAMED + "'"),
  TRUNCATED("the mark 'truncated'", "it is dropped"),
  DIFFICULT("the mark 'difficult'", "it is dropped"),
  SCORE("scores", "they are dropped"),
  POSITION("slices and frames", "they are dropped"),
  CHANNEL("channels", "they are dropped"),
  NUMBER("numbers of cells", "cells are numbered anew"),
  NAME("names of cells", "they are dropped"),
  NUCLEUS("nuclei", "they are dropped"),
  MEASUREMENTS("measurements", "they are dropped"),
  ATTRIBUTES("further attributes", "they are dropped"),
  SIZE("sizes of images", "they are dropped"),
  EMPTY_IMAGE("images without cells", "they are left out"),
  COLOUR("colours of classes", "they are dropped");

  private final String things;
  private final String fate;

  LabelTrait(String things, String fate) {
    this.things = things;
    this.fate = fate;
  }

  /** What it is, in the plural, as part of a sentence. */
  public String things() {
    return things;
  }

  /** {@code Pascal VOC holds no outlines: only their boxes are kept (31 cells)}. */
  String loss(String format, int count) {
    String of =
        switch (this) {
          case SIZE, EMPTY_IMAGE -> count == 1 ? "image" : "images";
          case COLOUR -> count == 1 ? "class" : "classes";
          default -> count == 1 ? "cell" : "cells";
        };
    return "%s holds no %s: %s (%d %s)"
        .formatted(format, things.replaceFirst("^the ", ""), fate, count, of);
  }
}

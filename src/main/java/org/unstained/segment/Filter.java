package org.unstained.segment;

/** A plane of the same size as the one that it is computed from. */
abstract class Filter implements Rows {
  final Rows source;

  Filter(Rows source) {
    this.source = source;
  }

  @Override
  public final int width() {
    return source.width();
  }

  @Override
  public final int height() {
    return source.height();
  }
}

package org.unstained.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.cells.Box;
import org.unstained.cells.Outline;
import org.unstained.cells.Region;

/**
 * The outline of a cell as somebody drew it: one piece or several, each with holes or without.
 * Corners may have fractions, unlike those of {@link Outline}, which run along the pixels' edges.
 *
 * @throws IllegalArgumentException if there is no piece
 */
public record DrawnOutline(List<Piece> pieces) {

  /** A polygon and what is cut out of it. */
  public record Piece(Ring outer, List<Ring> holes) {
    public Piece {
      holes = List.copyOf(holes);
    }

    public Piece(Ring outer) {
      this(outer, List.of());
    }
  }

  public DrawnOutline {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) throw new IllegalArgumentException("An outline has a piece at least");
  }

  /** One piece without hole. */
  public static DrawnOutline of(Ring ring) {
    return new DrawnOutline(List.of(new Piece(ring)));
  }

  static DrawnOutline of(Box box) {
    return of(Ring.of(box));
  }

  /**
   * An outline along pixel edges.
   *
   * @throws IllegalArgumentException as {@link #ofRings}
   */
  public static DrawnOutline of(Outline outline) {
    List<Ring> rings = new ArrayList<>();
    for (Outline.Polygon p : outline.polygons()) {
      double[] x = new double[p.size()];
      double[] y = new double[p.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = p.x()[i];
        y[i] = p.y()[i];
      }
      rings.add(new Ring(x, y));
    }
    return ofRings(rings);
  }

  /**
   * Sorts polygons into pieces and holes: what lies in an odd number of others is a hole.
   *
   * @throws IllegalArgumentException if there is none, or more than 5000: no cell has so many
   */
  public static DrawnOutline ofRings(List<Ring> rings) {
    return RingNesting.sorted(rings);
  }

  /** All polygons, those of the holes behind their piece's. */
  public List<Ring> rings() {
    return pieces.stream()
        .flatMap(p -> Stream.concat(Stream.of(p.outer()), p.holes().stream()))
        .toList();
  }

  /** Smallest upright box around it. */
  public Box box() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Piece piece : pieces) {
      Box b = piece.outer().box();
      left = Math.min(left, b.x());
      top = Math.min(top, b.y());
      right = Math.max(right, b.x() + b.width());
      bottom = Math.max(bottom, b.y() + b.height());
    }
    return new Box(left, top, right - left, bottom - top);
  }

  /** Enclosed area in squared pixels, holes taken off. Pieces that overlap count twice. */
  public double area() {
    double area = 0;
    for (Piece piece : pieces) {
      area += piece.outer().area();
      for (Ring hole : piece.holes()) area -= hole.area();
    }
    return area;
  }

  public boolean hasHoles() {
    return pieces.stream().anyMatch(piece -> !piece.holes().isEmpty());
  }

  /** The same with its holes filled. */
  public DrawnOutline filled() {
    return new DrawnOutline(pieces.stream().map(piece -> new Piece(piece.outer())).toList());
  }

  boolean isRectangle() {
    return pieces.size() == 1 && !hasHoles() && pieces.get(0).outer().isRectangle();
  }

  /** The part that lies in a box; empty if that has no area. */
  public Optional<DrawnOutline> within(Box box) {
    return RingClipping.clipped(this, box);
  }

  /**
   * The pixels whose centres lie inside; those of all pieces together. Empty if there is none, as
   * of a sliver.
   *
   * @throws IllegalArgumentException if it is more than a million pixels high or wide
   */
  public Optional<Region> pixels(int number) {
    return OutlinePixels.of(number, this);
  }
}

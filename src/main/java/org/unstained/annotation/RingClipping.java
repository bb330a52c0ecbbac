package org.unstained.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.cells.Box;

/**
 * Cuts outlines at the sides of a box, one after the other (Sutherland &amp; Hodgman 1974,
 * doi:10.1145/360767.360802). What comes out in several parts stays one polygon, whose parts are
 * joined along the side.
 */
final class RingClipping {
  private RingClipping() {}

  static Optional<DrawnOutline> clipped(DrawnOutline outline, Box box) {
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece : outline.pieces())
      clipped(piece.outer(), box)
          .ifPresent(
              outer ->
                  pieces.add(
                      new Piece(
                          outer,
                          piece.holes().stream()
                              .flatMap(hole -> clipped(hole, box).stream())
                              .toList())));
    return pieces.isEmpty() ? Optional.empty() : Optional.of(new DrawnOutline(pieces));
  }

  private static Optional<Ring> clipped(Ring ring, Box box) {
    Ring left = cut(ring.x(), ring.y(), box.x(), 1);
    Ring right = left == null ? null : cut(left.x(), left.y(), box.x() + box.width(), -1);
    Ring top = right == null ? null : cut(right.y(), right.x(), box.y(), 1);
    Ring bottom = top == null ? null : cut(top.x(), top.y(), box.y() + box.height(), -1);
    if (bottom == null || bottom.area() == 0) return Optional.empty();
    return Optional.of(new Ring(bottom.y(), bottom.x()));
  }

  /**
   * @param sign 1 keeps what lies above the limit, −1 what lies below
   * @return null if fewer than three corners are left
   */
  private static Ring cut(double[] across, double[] along, double limit, int sign) {
    double[] a = new double[2 * across.length];
    double[] b = new double[a.length];
    int n = 0;
    for (int i = 0, j = across.length - 1; i < across.length; j = i++) {
      boolean in = sign * (across[i] - limit) >= 0;
      boolean before = sign * (across[j] - limit) >= 0;
      if (in != before) {
        double part = (limit - across[j]) / (across[i] - across[j]);
        a[n] = limit;
        b[n++] = along[j] + part * (along[i] - along[j]);
      }
      if (in) {
        a[n] = across[i];
        b[n++] = along[i];
      }
    }
    return n < 3 ? null : new Ring(Arrays.copyOf(a, n), Arrays.copyOf(b, n));
  }
}

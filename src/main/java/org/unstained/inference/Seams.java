package org.unstained.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.unstained.cells.Box;
import org.unstained.inference.SuppressionSettings.Measure;
import org.unstained.inference.Tiles.Tile;

/**
 * Joins the detections of overlapping tiles: each cell once, and whole.
 *
 * <p>Every tile answers for the cells whose middle lies in its core. Around the core is a ring a
 * quarter of the overlap wide, from which a cell is taken only if no other tile has it, because two
 * tiles may see the middle of one cell on different sides of the line. A box that touches an inner
 * edge of its tile is cut: it gives way to any box of another tile that covers half of it. Only a
 * cell larger than the overlap is cut in every tile that sees it; its pieces are joined where they
 * agree on the extent along the seam. Within one tile nothing is suppressed.
 */
final class Seams {
  private Seams() {}

  /** How near to the tile's edge a box counts as cut, in pixels. */
  private static final double CUT = 2;

  private static final double RING = 0.25;
  private static final double SAME_CELL = 0.5;

  /** How much the extents along the seam of two pieces of one cell agree. */
  private static final double SAME_EXTENT = 0.5;

  private record Piece(Detection detection, Tile tile, boolean cut, boolean core, int order) {
    int rank() {
      return (cut ? 2 : 0) + (core ? 0 : 1);
    }
  }

  private static final Comparator<Piece> ORDER =
      Comparator.comparingInt(Piece::rank)
          .thenComparing(Comparator.comparingDouble((Piece p) -> p.detection.score()).reversed())
          .thenComparingInt(Piece::order);

  /**
   * @param perTile for each of the tiles its detections, in pixels of the plane
   */
  static List<Detection> join(Tiles tiles, List<List<Detection>> perTile) {
    List<Piece> pieces = pieces(tiles, perTile);
    if (tiles.count() == 1) return pieces.stream().map(Piece::detection).toList();
    pieces.sort(ORDER);
    Rectangles boxes = new Rectangles(pieces.size());
    BoxGrid whole = new BoxGrid(boxes, Measure.IOU, SAME_CELL);
    BoxGrid covering = new BoxGrid(boxes, Measure.OVERLAP_OF_SMALLER, SAME_CELL);
    BoxGrid cuts = new BoxGrid(boxes, Measure.OVERLAP_OF_SMALLER, 0);
    List<Piece> kept = new ArrayList<>();
    for (Piece piece : pieces) {
      int i = kept.size();
      boxes.set(i, piece.detection.box());
      if (!piece.cut) {
        if (whole.anyOverlapping(i, j -> isOther(kept, j, piece))) continue;
        whole.add(i);
        covering.add(i);
        kept.add(piece);
        continue;
      }
      if (covering.anyOverlapping(i, j -> isOther(kept, j, piece))) continue;
      Piece last = piece;
      for (Piece more; (more = joined(cuts, kept, last)) != null; last = more)
        boxes.set(i, more.detection.box());
      boolean covered =
          last == piece
              && cuts.anyOverlapping(
                  i, j -> isOther(kept, j, piece) && boxes.overlapOfSmaller(i, j) > SAME_CELL);
      if (covered) continue;
      cuts.add(i);
      kept.add(last);
    }
    return kept.stream().filter(p -> p != null).map(Piece::detection).toList();
  }

  private static boolean isOther(List<Piece> kept, int j, Piece piece) {
    return kept.get(j) != null && !kept.get(j).tile.equals(piece.tile);
  }

  /** The piece together with a kept one of the same cell, which is taken out; null if none is. */
  private static Piece joined(BoxGrid cuts, List<Piece> kept, Piece piece) {
    int[] found = {-1};
    boolean any =
        cuts.anyOverlapping(
            kept.size(),
            j -> {
              if (!isOther(kept, j, piece) || !isSameCell(kept.get(j), piece)) return false;
              found[0] = j;
              return true;
            });
    if (!any) return null;
    Piece other = kept.set(found[0], null);
    Detection better =
        other.detection.score() >= piece.detection.score() ? other.detection : piece.detection;
    Box union = union(other.detection.box(), piece.detection.box());
    return new Piece(better.at(union), piece.tile, true, true, piece.order);
  }

  private static boolean isSameCell(Piece a, Piece b) {
    if (a.detection.type() != b.detection.type()) return false;
    Box p = a.detection.box();
    Box q = b.detection.box();
    boolean beside = a.tile.column() != b.tile.column();
    boolean above = a.tile.row() != b.tile.row();
    return beside && extent(p.y(), p.height(), q.y(), q.height()) >= SAME_EXTENT
        || above && extent(p.x(), p.width(), q.x(), q.width()) >= SAME_EXTENT;
  }

  private static double extent(double a, double length, double b, double other) {
    double both = Math.min(a + length, b + other) - Math.max(a, b);
    double either = Math.max(a + length, b + other) - Math.min(a, b);
    return both > 0 ? both / either : 0;
  }

  private static Box union(Box a, Box b) {
    double x = Math.min(a.x(), b.x());
    double y = Math.min(a.y(), b.y());
    return new Box(
        x,
        y,
        Math.max(a.x() + a.width(), b.x() + b.width()) - x,
        Math.max(a.y() + a.height(), b.y() + b.height()) - y);
  }

  private static List<Piece> pieces(Tiles tiles, List<List<Detection>> perTile) {
    List<Piece> pieces = new ArrayList<>();
    double ring = RING * tiles.overlap();
    int t = 0;
    for (Tile tile : tiles.all()) {
      for (Detection detection : perTile.get(t)) {
        Box box = detection.box();
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        if (tiles.inCore(tile, x, y, ring))
          pieces.add(
              new Piece(
                  detection,
                  tile,
                  isCut(tiles, tile, box),
                  tiles.inCore(tile, x, y, 0),
                  pieces.size()));
      }
      t++;
    }
    return pieces;
  }

  private static boolean isCut(Tiles tiles, Tile tile, Box box) {
    return tiles.goesOnLeft(tile) && box.x() <= tile.x() + CUT
        || tiles.goesOnAbove(tile) && box.y() <= tile.y() + CUT
        || tiles.goesOnRight(tile) && box.x() + box.width() >= tile.x() + tile.width() - CUT
        || tiles.goesOnBelow(tile) && box.y() + box.height() >= tile.y() + tile.height() - CUT;
  }
}

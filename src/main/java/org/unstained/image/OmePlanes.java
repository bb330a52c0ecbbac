package org.unstained.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the planes of one image of an OME-TIFF. */
final class OmePlanes {
  private OmePlanes() {}

  /** A run of planes and the file that it lies in. */
  record Part(OmeImage.Block block, TiffHeader header) {

    private int there() {
      return header.directories().size() - block.ifd();
    }
  }

  /**
   * @param name of the file, for messages
   * @param parts at least one
   * @param whole whether these are all parts of the image; if not, the planes must form a stack of
   *     their own
   * @throws UnsupportedImageException if they don't
   * @throws IOException if planes are missing, or what the XML says contradicts the pictures
   */
  static TiffPlanes of(String name, OmeImage image, List<Part> parts, boolean whole)
      throws IOException {
    long pictures =
        parts.stream().map(Part::header).distinct().mapToLong(h -> h.directories().size()).sum();
    if (parts.isEmpty() || parts.get(0).there() < 1) throw missing(name, image.planes(), pictures);
    TiffDirectory first = parts.get(0).header.directories().get(parts.get(0).block.ifd());
    if (image.sizeX() != first.width() || image.sizeY() != first.height())
      throw new IOException(
          "%s contradicts itself: its OME-XML says %d x %d pixels, and the picture has %d x %d. Export it again."
              .formatted(name, image.sizeX(), image.sizeY(), first.width(), first.height()));
    boolean samplesFit = image.sizeC() % first.samples() == 0;
    OmeImage ome = image.withSamples(samplesFit ? (int) first.samples() : 1);
    if (ome.planes() > 1_000L + 100L * pictures && whole)
      throw missing(name, ome.planes(), pictures);

    TiffPlanes.Plane[][][] at = new TiffPlanes.Plane[ome.sizeT()][ome.sizeZ()][ome.channels()];
    int[] from = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] to = {-1, -1, -1};
    int found = 0;
    for (Part part : parts) {
      OmeImage.Block block = part.block;
      int there = part.there();
      int count = block.count() < 0 ? (int) Math.min(ome.planes(), there) : block.count();
      if (count > there) throw missing(name, ome.planes(), pictures);
      for (int k = 0; k < count; k++) {
        int[] czt = ome.position(block, k);
        if (czt == null)
          throw new IOException(
              name + " has OME-XML with a plane outside its axes. Export it again.");
        if (at[czt[2]][czt[1]][czt[0]] == null) found++;
        TiffDirectory directory = part.header.directories().get(block.ifd() + k);
        at[czt[2]][czt[1]][czt[0]] = new TiffPlanes.Plane(part.header, directory, 0);
        for (int i = 0; i < 3; i++) {
          from[i] = Math.min(from[i], czt[i]);
          to[i] = Math.max(to[i], czt[i]);
        }
      }
    }
    if (whole) {
      from = new int[3];
      to = new int[] {ome.channels() - 1, ome.sizeZ() - 1, ome.sizeT() - 1};
    }
    long box = (long) (to[0] - from[0] + 1) * (to[1] - from[1] + 1) * (to[2] - from[2] + 1);
    if (found == 0 || box != found) {
      if (whole) throw missing(name, box, found);
      throw new UnsupportedImageException(
          "part of an OME-TIFF of several files whose planes are mixed");
    }
    List<TiffPlanes.Plane> planes = new ArrayList<>();
    for (int t = from[2]; t <= to[2]; t++)
      for (int z = from[1]; z <= to[1]; z++)
        for (int c = from[0]; c <= to[0]; c++)
          for (int p = 0; p < first.planes(); p++) {
            TiffPlanes.Plane plane = at[t][z][c];
            planes.add(new TiffPlanes.Plane(plane.header(), plane.directory(), p));
          }
    return new TiffPlanes(
        planes, (to[0] - from[0] + 1) * first.planes(), to[1] - from[1] + 1, to[2] - from[2] + 1);
  }

  private static IOException missing(String name, long promised, long there) {
    return new IOException(
        "%s is incomplete: its OME-XML promises %,d planes and %,d are there. Copy it again from the microscope."
            .formatted(name, promised, there));
  }
}

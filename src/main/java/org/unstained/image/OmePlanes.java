package org.unstained.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The planes of an OME-TIFF in ImageJ's order, channels fastest, then slices, then frames.
 *
 * <p>Of a data set that lies in several files these are the ones in the file itself.
 */
record OmePlanes(List<TiffPlanes.Plane> planes, int channels, int slices, int frames) {

  static OmePlanes of(TiffHeader header, OmeXml xml) throws IOException {
    TiffDirectory first = header.directories().get(0);
    String name = header.name();
    if (xml.sizeX() != first.width() || xml.sizeY() != first.height())
      throw new IOException(
          "%s contradicts itself: its OME-XML says %d x %d pixels, and the picture has %d x %d. Export it again."
              .formatted(name, xml.sizeX(), xml.sizeY(), first.width(), first.height()));
    boolean samplesFit = xml.sizeC() % first.samples() == 0;
    OmeXml ome = samplesFit ? xml.withSamples((int) first.samples()) : xml.withSamples(1);
    List<OmeXml.Block> blocks = ownBlocks(ome, name);
    boolean whole = blocks.size() == Math.max(1, ome.blocks().size());
    if (ome.planes() > 1_000L + 100L * header.directories().size() && whole)
      throw missing(name, ome.planes(), header.directories().size());

    TiffDirectory[][][] at = new TiffDirectory[ome.sizeT()][ome.sizeZ()][ome.channels()];
    int[] from = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] to = {-1, -1, -1};
    int found = 0;
    for (OmeXml.Block block : blocks) {
      int there = header.directories().size() - block.ifd();
      int count = block.count() < 0 ? (int) Math.min(ome.planes(), there) : block.count();
      if (count > there) throw missing(name, ome.planes(), header.directories().size());
      for (int k = 0; k < count; k++) {
        int[] czt = ome.position(block, k);
        if (czt == null)
          throw new IOException(
              name + " has OME-XML with a plane outside its axes. Export it again.");
        if (at[czt[2]][czt[1]][czt[0]] == null) found++;
        at[czt[2]][czt[1]][czt[0]] = header.directories().get(block.ifd() + k);
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
          for (int p = 0; p < first.planes(); p++) planes.add(new TiffPlanes.Plane(at[t][z][c], p));
    return new OmePlanes(
        planes, (to[0] - from[0] + 1) * first.planes(), to[1] - from[1] + 1, to[2] - from[2] + 1);
  }

  /** The blocks that lie in this file, which may have been renamed. */
  private static List<OmeXml.Block> ownBlocks(OmeXml ome, String name) throws IOException {
    if (ome.blocks().isEmpty()) return List.of(new OmeXml.Block(0, -1, 0, 0, 0, "", ""));
    Set<String> files = new HashSet<>();
    for (OmeXml.Block block : ome.blocks()) files.add(block.file());
    if (files.size() == 1) return ome.blocks();
    List<OmeXml.Block> own =
        ome.blocks().stream()
            .filter(
                b ->
                    b.file().equals(name)
                        || b.file().isEmpty()
                        || !b.uuid().isEmpty() && b.uuid().equals(ome.uuid()))
            .toList();
    if (own.isEmpty())
      throw new UnsupportedImageException(
          "part of an OME-TIFF of several files that doesn't name it");
    return own;
  }

  private static IOException missing(String name, long promised, long there) {
    return new IOException(
        "%s is incomplete: its OME-XML promises %,d planes and %,d are there. Copy it again from the microscope."
            .formatted(name, promised, there));
  }
}

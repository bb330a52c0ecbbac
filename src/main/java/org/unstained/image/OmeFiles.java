package org.unstained.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an OME-TIFF file, or the companion file of several, gives: the images that have planes in
 * it, each with its planes in other files of the same data set if those lie beside it. If some of
 * them don't, it gives the planes that lie in the file itself.
 */
final class OmeFiles {

  private final Path file;
  private final String name;
  private final TiffHeader own;
  private final OmeXml xml;
  private final boolean several;
  private final List<OmeImage> images;
  private final Map<String, TiffHeader> others = new HashMap<>();

  private OmeFiles(Path file, TiffHeader own, OmeXml xml) throws IOException {
    this.file = file;
    this.name = file.getFileName().toString();
    this.own = own;
    this.xml = xml;
    Set<String> files = new HashSet<>();
    for (OmeImage image : xml.images())
      for (OmeImage.Block block : image.blocks()) files.add(block.file());
    this.several = own == null || files.size() > 1;
    this.images =
        own == null
            ? xml.images()
            : xml.images().stream()
                .filter(image -> blocks(image).stream().anyMatch(this::isOwn))
                .toList();
    if (images.isEmpty())
      throw new UnsupportedImageException(
          "part of an OME-TIFF of several files that doesn't name it");
  }

  /** Of a TIFF whose description is OME-XML. */
  static OmeFiles of(TiffHeader header) throws IOException {
    return new OmeFiles(header.file(), header, OmeXml.parse(header.description(), header.file()));
  }

  static OmeFiles ofCompanion(Path companion) throws IOException {
    return new OmeFiles(companion, null, OmeXml.read(companion));
  }

  /** The OME-XML itself. */
  String text() {
    return xml.text();
  }

  /** In the order of the XML. */
  List<OmeImage> images() {
    return images;
  }

  TiffPlanes planes(OmeImage image) throws IOException {
    List<OmePlanes.Part> parts = new ArrayList<>();
    List<OmePlanes.Part> ownParts = new ArrayList<>();
    boolean whole = true;
    for (OmeImage.Block block : blocks(image)) {
      boolean isOwn = isOwn(block);
      TiffHeader header = isOwn ? own : other(block.file());
      if (header == null) whole = false;
      else parts.add(new OmePlanes.Part(block, header));
      if (isOwn) ownParts.add(new OmePlanes.Part(block, own));
    }
    return OmePlanes.of(name, image, whole ? parts : ownParts, whole);
  }

  /** Without any the planes follow one another from the first picture on. */
  private List<OmeImage.Block> blocks(OmeImage image) {
    if (!image.blocks().isEmpty() || own == null) return image.blocks();
    int first = 0;
    for (OmeImage before : xml.images()) {
      if (before == image) break;
      first += (int) before.planes();
    }
    return List.of(new OmeImage.Block(first, -1, 0, 0, 0, "", ""));
  }

  /** The file may have been renamed. */
  private boolean isOwn(OmeImage.Block block) {
    if (own == null) return false;
    return !several
        || block.file().equals(name)
        || block.file().isEmpty()
        || !block.uuid().isEmpty() && block.uuid().equals(xml.uuid());
  }

  /**
   * @return null if it isn't there
   * @throws IOException if this is a companion file and it isn't there
   */
  private TiffHeader other(String other) throws IOException {
    if (others.containsKey(other)) return others.get(other);
    boolean beside = !other.isEmpty() && !other.matches(".*[/\\\\].*");
    Path path = beside ? file.resolveSibling(other) : null;
    TiffHeader header = null;
    if (path != null && Files.isRegularFile(path)) header = TiffHeader.read(path).withoutTexts();
    else if (own == null)
      throw new IOException(
          "%s describes images in '%s', which isn't beside it. Copy all files of the data set into one folder."
              .formatted(name, other));
    others.put(other, header);
    return header;
  }
}

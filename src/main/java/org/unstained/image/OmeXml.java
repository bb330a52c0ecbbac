package org.unstained.image;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The first image that the OME-XML of an OME-TIFF describes: its axes, pixel size, and where each
 * plane lies. After the OME data model of 2016-06, which earlier versions agree with in what is
 * read here.
 *
 * @param uuid of the file that holds this XML, or ""
 * @param order such as {@code XYCZT}: the axis after Y runs fastest
 * @param pixelWidth in micrometres, NaN if not given; height and depth likewise
 * @param frameInterval in seconds, NaN if not given
 * @param samples of one pixel in the file that count as channels
 */
record OmeXml(
    String uuid,
    String order,
    String type,
    int sizeX,
    int sizeY,
    int sizeC,
    int sizeZ,
    int sizeT,
    int samples,
    double pixelWidth,
    double pixelHeight,
    double pixelDepth,
    double frameInterval,
    List<Block> blocks) {

  /**
   * A run of planes in one file, from picture {@code ifd} on.
   *
   * @param count how many; −1 for as many as there are
   * @param file its name, or "" for the file that holds the XML
   */
  record Block(int ifd, int count, int c, int z, int t, String file, String uuid) {}

  private static final int LONGEST = 64 << 20;
  private static final int LONGEST_AXIS = 10_000_000;

  static boolean looksLike(String description) {
    String start = description.substring(0, Math.min(2_000, description.length()));
    return start.stripLeading().startsWith("<") && start.contains("<OME");
  }

  /**
   * @param file whose description the XML is; a companion file that describes it is looked for
   *     beside it
   * @throws UnsupportedImageException if the planes are described in a file that isn't there
   * @throws IOException if it isn't well-formed, or its axes make no sense
   */
  static OmeXml parse(String xml, Path file) throws IOException {
    return parse(xml, file, false);
  }

  private static OmeXml parse(String xml, Path file, boolean companion) throws IOException {
    String name = file.getFileName().toString();
    if (xml.length() > LONGEST) throw new UnsupportedImageException("OME-TIFF with huge OME-XML");
    Element root;
    try {
      root = parser().parse(new InputSource(new StringReader(xml.strip()))).getDocumentElement();
    } catch (SAXException e) {
      throw new IOException(
          name + " has OME-XML that can't be read: " + e.getMessage() + ". Export it again.", e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    Element elsewhere = child(root, "BinaryOnly");
    if (elsewhere != null) {
      String other = elsewhere.getAttribute("MetadataFile");
      Path path = companion || other.matches(".*[/\\\\].*") ? null : file.resolveSibling(other);
      if (path == null || !Files.isRegularFile(path) || Files.size(path) > LONGEST)
        throw new UnsupportedImageException(
            "part of an OME-TIFF of several files, and '%s', which describes them, isn't beside it"
                .formatted(other));
      return parse(Files.readString(path), file, true).withUuid(root.getAttribute("UUID"));
    }
    Element image = child(root, "Image");
    Element pixels = image == null ? null : child(image, "Pixels");
    if (pixels == null) throw new IOException(name + " has OME-XML without an image in it.");
    int samples = 1;
    for (Element channel : children(pixels, "Channel"))
      samples = Math.max(samples, integer(channel, "SamplesPerPixel", 1, name));
    List<Block> blocks = new ArrayList<>();
    for (Element data : children(pixels, "TiffData")) {
      Element id = child(data, "UUID");
      blocks.add(
          new Block(
              integer(data, "IFD", 0, name),
              integer(data, "PlaneCount", data.hasAttribute("IFD") ? 1 : -1, name),
              integer(data, "FirstC", 0, name),
              integer(data, "FirstZ", 0, name),
              integer(data, "FirstT", 0, name),
              id == null ? "" : id.getAttribute("FileName"),
              id == null ? "" : id.getTextContent().strip()));
    }
    OmeXml ome =
        new OmeXml(
            root.getAttribute("UUID"),
            pixels.getAttribute("DimensionOrder"),
            pixels.getAttribute("Type"),
            integer(pixels, "SizeX", 0, name),
            integer(pixels, "SizeY", 0, name),
            integer(pixels, "SizeC", 1, name),
            integer(pixels, "SizeZ", 1, name),
            integer(pixels, "SizeT", 1, name),
            samples,
            micrometres(pixels, "PhysicalSizeX"),
            micrometres(pixels, "PhysicalSizeY"),
            micrometres(pixels, "PhysicalSizeZ"),
            seconds(pixels, "TimeIncrement"),
            blocks);
    ome.check(name);
    return ome;
  }

  private void check(String name) throws IOException {
    boolean axes = sizeC >= 1 && sizeZ >= 1 && sizeT >= 1 && sizeC % samples == 0;
    if (!axes || Math.max(sizeC, Math.max(sizeZ, sizeT)) > LONGEST_AXIS || planes() > LONGEST_AXIS)
      throw new IOException(
          "%s has OME-XML that makes no sense: %d channels, %d slices, %d frames. Export it again."
              .formatted(name, sizeC, sizeZ, sizeT));
    if (!order.matches("XY(CZT|CTZ|ZCT|ZTC|TCZ|TZC)"))
      throw new IOException(
          "%s has OME-XML with the axes '%s', which makes no sense. Export it again."
              .formatted(name, order));
  }

  private OmeXml withUuid(String other) {
    return new OmeXml(
        other,
        order,
        type,
        sizeX,
        sizeY,
        sizeC,
        sizeZ,
        sizeT,
        samples,
        pixelWidth,
        pixelHeight,
        pixelDepth,
        frameInterval,
        blocks);
  }

  /** The same image if its pixels have so many samples in the file, whatever the XML says. */
  OmeXml withSamples(int n) {
    return new OmeXml(
        uuid,
        order,
        type,
        sizeX,
        sizeY,
        sizeC,
        sizeZ,
        sizeT,
        n,
        pixelWidth,
        pixelHeight,
        pixelDepth,
        frameInterval,
        blocks);
  }

  /** Channels that have pictures of their own. */
  int channels() {
    return sizeC / samples;
  }

  /** Pictures of the whole image. */
  long planes() {
    return (long) channels() * sizeZ * sizeT;
  }

  /**
   * Where the picture that comes {@code steps} after the first of a block stands: c, z, t; null if
   * that is outside the axes.
   */
  int[] position(Block block, int steps) {
    int[] at = {block.c / samples, block.z, block.t};
    int[] size = {channels(), sizeZ, sizeT};
    for (int i = 0; i < 3; i++) if (at[i] >= size[i]) return null;
    long carry = steps;
    for (int i = 2; i < 5; i++) {
      int axis = "CZT".indexOf(order.charAt(i));
      carry += at[axis];
      at[axis] = (int) (carry % size[axis]);
      carry /= size[axis];
    }
    return carry == 0 ? at : null;
  }

  private static javax.xml.parsers.DocumentBuilder parser() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null); // errors are thrown, and nothing is printed
    return builder;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (Node node = nodes.item(0); node != null; node = node.getNextSibling())
      if (node instanceof Element element && name.equals(element.getLocalName()))
        found.add(element);
    return found;
  }

  private static Element child(Element parent, String name) {
    List<Element> all = children(parent, name);
    return all.isEmpty() ? null : all.get(0);
  }

  private static int integer(Element element, String attribute, int otherwise, String name)
      throws IOException {
    String text = element.getAttribute(attribute).strip();
    if (text.isEmpty()) return otherwise;
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) return value;
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IOException(
        "%s has OME-XML with %s='%s', which makes no sense. Export it again."
            .formatted(name, attribute, text));
  }

  private static double micrometres(Element pixels, String attribute) {
    String unit = pixels.getAttribute(attribute + "Unit");
    OptionalDouble factor = unit.isEmpty() ? OptionalDouble.of(1) : LengthUnit.inMicrometres(unit);
    return factor.isPresent() ? number(pixels, attribute) * factor.getAsDouble() : Double.NaN;
  }

  private static double seconds(Element pixels, String attribute) {
    double factor =
        switch (pixels.getAttribute(attribute + "Unit")) {
          case "", "s" -> 1;
          case "ms" -> 1e-3;
          case "\u00B5s", "\u03BCs" -> 1e-6;
          case "min" -> 60;
          case "h" -> 3600;
          case "d" -> 86_400;
          default -> Double.NaN;
        };
    return number(pixels, attribute) * factor;
  }

  private static double number(Element element, String attribute) {
    try {
      return Double.parseDouble(element.getAttribute(attribute));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}

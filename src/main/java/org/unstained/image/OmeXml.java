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
 * The images that OME-XML describes, in an OME-TIFF or in a file beside it. After the OME data
 * model of 2016-06, which earlier versions agree with in what is read here.
 *
 * @param uuid of the file that holds this XML, or ""
 * @param images at least one
 * @param text the XML itself
 */
record OmeXml(String uuid, List<OmeImage> images, String text) {

  private static final int LONGEST = 64 << 20;

  /** OME-XML has seven levels or so; what others add to it a few more. */
  private static final String DEEPEST = "100";

  private static final String DEPTH_LIMIT =
      "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

  OmeXml {
    images = List.copyOf(images);
  }

  static boolean looksLike(String description) {
    String start = description.substring(0, Math.min(2_000, description.length()));
    return start.stripLeading().startsWith("<") && start.contains("<OME");
  }

  /** Whether a file of this name describes the planes of OME-TIFF files that lie beside it. */
  static boolean isCompanion(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).endsWith(".companion.ome");
  }

  /** Reads a file that describes others. */
  static OmeXml read(Path companion) throws IOException {
    String name = companion.getFileName().toString();
    if (Files.size(companion) > LONGEST) throw new UnsupportedImageException("huge OME-XML");
    String xml;
    try {
      xml = Files.readString(companion);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IOException(name + " isn't OME-XML. Choose the image itself.", e);
    }
    return parse(xml, companion, true);
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
          "%s has OME-XML that can't be read: %s. Export it again."
              .formatted(name, shortened(reason(e))),
          e);
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
      return new OmeXml(root.getAttribute("UUID"), read(path).images, xml);
    }
    List<OmeImage> images = new ArrayList<>();
    for (Element image : children(root, "Image")) images.add(image(image, name));
    if (images.isEmpty()) throw new IOException(name + " has OME-XML without an image in it.");
    return new OmeXml(root.getAttribute("UUID"), images, xml);
  }

  private static OmeImage image(Element image, String name) throws IOException {
    Element pixels = child(image, "Pixels");
    if (pixels == null) throw new IOException(name + " has OME-XML without an image in it.");
    int samples = 1;
    for (Element channel : children(pixels, "Channel"))
      samples = Math.max(samples, integer(channel, "SamplesPerPixel", 1, name));
    List<OmeImage.Block> blocks = new ArrayList<>();
    for (Element data : children(pixels, "TiffData")) {
      Element id = child(data, "UUID");
      blocks.add(
          new OmeImage.Block(
              integer(data, "IFD", 0, name),
              integer(data, "PlaneCount", data.hasAttribute("IFD") ? 1 : -1, name),
              integer(data, "FirstC", 0, name),
              integer(data, "FirstZ", 0, name),
              integer(data, "FirstT", 0, name),
              id == null ? "" : id.getAttribute("FileName"),
              id == null ? "" : id.getTextContent().strip()));
    }
    OmeImage ome =
        new OmeImage(
            image.getAttribute("Name"),
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

  private static javax.xml.parsers.DocumentBuilder parser() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute(DEPTH_LIMIT, DEEPEST);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null); // errors are thrown, and nothing is printed
    return builder;
  }

  /** Java's parser puts numbers before what it says about its limits. */
  private static String reason(SAXException e) {
    return String.valueOf(e.getMessage()).replaceAll("^JAXP\\d+: |\\.$", "");
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
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
            .formatted(name, attribute, shortened(text)));
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

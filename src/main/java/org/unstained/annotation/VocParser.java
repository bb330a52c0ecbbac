package org.unstained.annotation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of a Pascal VOC file as it stands there, not yet checked against the image. Reads it in
 * one pass. A document type is refused, so no entity can be declared, and nothing outside the file
 * is ever looked at.
 */
final class VocParser {
  /** Corners as they stand in the file. */
  record Corners(double xMin, double yMin, double xMax, double yMax) {}

  record VocObject(String className, Corners corners, boolean truncated, boolean difficult) {}

  /** What can't be understood, as a part of a sentence; the caller adds file and remedy. */
  static final class BrokenFile extends Exception {
    private static final long serialVersionUID = 1;

    BrokenFile(String message) {
      super(message);
    }
  }

  private final XMLStreamReader xml;

  /** Name of the image, or null. */
  String image;

  /** 0 if it isn't given; height likewise. */
  int width;

  int height;
  final List<VocObject> objects = new ArrayList<>();

  private VocParser(XMLStreamReader xml) {
    this.xml = xml;
  }

  static VocParser parse(Path file, String text) throws IOException {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
      VocParser parser = new VocParser(xml);
      try {
        parser.document();
      } catch (BrokenFile e) {
        throw broken(file, xml.getLocation(), e.getMessage(), e);
      }
      return parser;
    } catch (XMLStreamException e) {
      String reason = e.getMessage() == null ? "" : e.getMessage();
      int start = reason.indexOf("Message: ");
      if (start >= 0) reason = reason.substring(start + "Message: ".length());
      if (!text.stripTrailing().endsWith("</annotation>"))
        reason = "it doesn't end with </annotation>, so it may be cut off. " + reason;
      throw broken(file, e.getLocation(), reason, e);
    }
  }

  private static IOException broken(Path file, Location where, String reason, Exception cause) {
    return new IOException(
        "%s is no Pascal VOC annotation that can be read%s: %s. Export it again, or take it out of the folder."
            .formatted(
                file,
                where == null ? "" : " (line " + where.getLineNumber() + ")",
                reason.strip().replaceAll("\\.$", "")),
        cause);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("it refers to another file: " + systemId);
        });
    return factory;
  }

  private void document() throws XMLStreamException, BrokenFile {
    if (!nextChild() || !xml.getLocalName().equals("annotation"))
      throw new BrokenFile("its outermost element is <" + xml.getLocalName() + ">");
    while (nextChild())
      switch (xml.getLocalName()) {
        case "filename" -> image = text();
        case "size" -> size();
        case "object" -> object();
        default -> skip();
      }
    while (xml.hasNext()) xml.next(); // anything but blanks and comments here is an error
  }

  private void size() throws XMLStreamException, BrokenFile {
    while (nextChild())
      switch (xml.getLocalName()) {
        case "width" -> width = side();
        case "height" -> height = side();
        default -> skip();
      }
    if (width == 0 || height == 0) width = height = 0;
  }

  private int side() throws XMLStreamException, BrokenFile {
    double side = number();
    if (side < 0 || side != Math.rint(side) || side > Integer.MAX_VALUE)
      throw new BrokenFile("the image has a side of " + Decimals.plain(side));
    return (int) side;
  }

  private void object() throws XMLStreamException, BrokenFile {
    String which = "object " + (objects.size() + 1);
    String className = "";
    Corners corners = null;
    boolean truncated = false;
    boolean difficult = false;
    while (nextChild())
      switch (xml.getLocalName()) {
        case "name" -> className = text();
        case "bndbox" -> corners = corners(which);
        case "truncated" -> truncated = flag();
        case "difficult" -> difficult = flag();
        default -> skip();
      }
    if (className.isEmpty()) throw new BrokenFile(which + " has no <name>");
    if (corners == null) throw new BrokenFile(which + " has no <bndbox>");
    objects.add(new VocObject(className, corners, truncated, difficult));
  }

  private Corners corners(String which) throws XMLStreamException, BrokenFile {
    double xMin = Double.NaN;
    double yMin = Double.NaN;
    double xMax = Double.NaN;
    double yMax = Double.NaN;
    while (nextChild())
      switch (xml.getLocalName()) {
        case "xmin" -> xMin = number();
        case "ymin" -> yMin = number();
        case "xmax" -> xMax = number();
        case "ymax" -> yMax = number();
        default -> skip();
      }
    if (Double.isNaN(xMin + yMin + xMax + yMax))
      throw new BrokenFile(which + " lacks one of <xmin>, <ymin>, <xmax>, <ymax>");
    return new Corners(xMin, yMin, xMax, yMax);
  }

  private double number() throws XMLStreamException, BrokenFile {
    String name = xml.getLocalName();
    String text = text();
    try {
      return Decimals.parse(text);
    } catch (NumberFormatException e) {
      throw new BrokenFile("<" + name + "> should be a number, but is '" + shortened(text) + "'");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** VOC has 0 and 1; some tools write words. */
  private boolean flag() throws XMLStreamException {
    String text = text();
    return text.equals("1") || text.equalsIgnoreCase("true");
  }

  private String text() throws XMLStreamException {
    return xml.getElementText().strip();
  }

  /** Goes to the next element inside the open one; false at the end of that. */
  private boolean nextChild() throws XMLStreamException, BrokenFile {
    while (true)
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        case XMLStreamConstants.DTD ->
            throw new BrokenFile("it has a document type (<!DOCTYPE>), which isn't allowed");
        default -> {}
      }
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) depth++;
      else if (event == XMLStreamConstants.END_ELEMENT) depth--;
    }
  }
}

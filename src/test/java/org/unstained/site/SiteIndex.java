package org.unstained.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The index of a site, {@value #FILE}: each file that it has or had, by name.
 *
 * @param listings by the path without version
 */
record SiteIndex(SortedMap<String, Listing> listings) {
  static final String FILE = "db.xml.gz";

  private static final String DTD =
      """
      <!DOCTYPE pluginRecords [
      <!ELEMENT pluginRecords (plugin*)>
      <!ELEMENT plugin (platform*, category*, version?, previous-version*)>
      <!ELEMENT version (description?, dependency*, link*, author*)>
      <!ELEMENT previous-version EMPTY>
      <!ELEMENT description (#PCDATA)>
      <!ELEMENT dependency EMPTY>
      <!ELEMENT link (#PCDATA)>
      <!ELEMENT author (#PCDATA)>
      <!ELEMENT platform (#PCDATA)>
      <!ELEMENT category (#PCDATA)>
      <!ATTLIST plugin filename CDATA #REQUIRED>
      <!ATTLIST plugin executable CDATA #IMPLIED>
      <!ATTLIST dependency filename CDATA #REQUIRED>
      <!ATTLIST dependency timestamp CDATA #IMPLIED>
      <!ATTLIST dependency overrides CDATA #IMPLIED>
      <!ATTLIST version timestamp CDATA #REQUIRED>
      <!ATTLIST version checksum CDATA #REQUIRED>
      <!ATTLIST version filesize CDATA #REQUIRED>
      <!ATTLIST previous-version filename CDATA #IMPLIED>
      <!ATTLIST previous-version timestamp CDATA #REQUIRED>
      <!ATTLIST previous-version timestamp-obsolete CDATA #IMPLIED>
      <!ATTLIST previous-version checksum CDATA #REQUIRED>
      ]>
      """;

  /**
   * A file.
   *
   * @param path with the version that is current, or was last
   * @param current empty if the file was dropped
   * @param earlier versions, the oldest first
   */
  record Listing(
      String path, List<String> platforms, Optional<Version> current, List<Earlier> earlier) {
    Listing {
      platforms = List.copyOf(platforms);
      earlier = List.copyOf(earlier);
    }
  }

  /** A version that the site offers. */
  record Version(
      String checksum,
      long timestamp,
      long size,
      String description,
      List<String> needs,
      List<String> links,
      List<String> authors) {
    Version {
      needs = List.copyOf(needs);
      links = List.copyOf(links);
      authors = List.copyOf(authors);
    }
  }

  /**
   * A version that the site offered before.
   *
   * @param obsolete when it was replaced or dropped
   */
  record Earlier(String checksum, long timestamp, long obsolete, String path) {}

  static SiteIndex empty() {
    return new SiteIndex(new TreeMap<>());
  }

  /** The latest timestamp in it; 0 if it has none. */
  long latest() {
    long latest = 0;
    for (Listing listing : listings.values()) {
      if (listing.current().isPresent())
        latest = Math.max(latest, listing.current().get().timestamp());
      for (Earlier earlier : listing.earlier())
        latest = Math.max(latest, Math.max(earlier.timestamp(), earlier.obsolete()));
    }
    return latest;
  }

  /** The compressed file; the same for the same index. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(xml().getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private String xml() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(DTD).append("<pluginRecords>\n");
    for (Listing listing : listings.values()) {
      xml.append(" <plugin filename=\"%s\">\n".formatted(escaped(listing.path())));
      elements(xml, "  ", "platform", listing.platforms());
      listing.current().ifPresent(version -> append(xml, version));
      for (Earlier earlier : listing.earlier())
        xml.append(
            "  <previous-version timestamp=\"%d\" timestamp-obsolete=\"%d\" checksum=\"%s\" filename=\"%s\"/>\n"
                .formatted(
                    earlier.timestamp(),
                    earlier.obsolete(),
                    earlier.checksum(),
                    escaped(earlier.path())));
      xml.append(" </plugin>\n");
    }
    return xml.append("</pluginRecords>\n").toString();
  }

  private static void append(StringBuilder xml, Version version) {
    xml.append(
        "  <version checksum=\"%s\" timestamp=\"%d\" filesize=\"%d\">\n"
            .formatted(version.checksum(), version.timestamp(), version.size()));
    elements(xml, "   ", "description", List.of(version.description()));
    for (String need : version.needs())
      xml.append(
          "   <dependency filename=\"%s\" timestamp=\"%d\"/>\n"
              .formatted(escaped(need), version.timestamp()));
    elements(xml, "   ", "link", version.links());
    elements(xml, "   ", "author", version.authors());
    xml.append("  </version>\n");
  }

  private static void elements(StringBuilder xml, String indent, String tag, List<String> texts) {
    for (String text : texts)
      xml.append("%s<%s>%s</%s>\n".formatted(indent, tag, escaped(text), tag));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /**
   * @param in the compressed file
   * @throws IOException if it can't be read or breaks the rules of its own document type
   */
  static SiteIndex read(InputStream in) throws IOException {
    TreeMap<String, Listing> listings = new TreeMap<>();
    for (Element plugin : children(parse(in).getDocumentElement(), "plugin")) {
      String path = plugin.getAttribute("filename");
      List<Earlier> earlier = new ArrayList<>();
      for (Element each : children(plugin, "previous-version"))
        earlier.add(
            new Earlier(
                each.getAttribute("checksum"),
                number(each, "timestamp"),
                number(each, "timestamp-obsolete"),
                each.getAttribute("filename")));
      Listing listing =
          new Listing(
              path,
              texts(plugin, "platform"),
              children(plugin, "version").stream().findFirst().map(SiteIndex::version),
              earlier);
      if (listings.put(SiteFile.nameOf(path), listing) != null)
        throw new IOException("The index has %s twice".formatted(SiteFile.nameOf(path)));
    }
    return new SiteIndex(listings);
  }

  private static Version version(Element version) {
    return new Version(
        version.getAttribute("checksum"),
        number(version, "timestamp"),
        number(version, "filesize"),
        String.join(" ", texts(version, "description")),
        children(version, "dependency").stream().map(d -> d.getAttribute("filename")).toList(),
        texts(version, "link"),
        texts(version, "author"));
  }

  private static Document parse(InputStream in) throws IOException {
    try (InputStream xml = new GZIPInputStream(in)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setValidating(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(xml);
    } catch (SAXException e) {
      throw new IOException("The index is no valid XML: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }

  private static List<Element> children(Element parent, String tag) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
      if (node instanceof Element element && element.getTagName().equals(tag))
        children.add(element);
    return children;
  }

  private static List<String> texts(Element parent, String tag) {
    return children(parent, tag).stream().map(Element::getTextContent).toList();
  }

  private static long number(Element element, String attribute) {
    String value = element.getAttribute(attribute);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}

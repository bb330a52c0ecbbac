package org.unstained.site;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.scijava.Context;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The jars of Fiji, by name without folder, version and ending. All that our parent pom manages
 * counts: Fiji is put together from the same list, and what isn't in Fiji today may be tomorrow.
 */
final class FijiFiles {
  private FijiFiles() {}

  /**
   * Names such as {@code gson}, and {@code gson-classifier} for those with a classifier.
   *
   * @param project the folder with our {@code pom.xml}
   */
  static Set<String> names(Path project) throws IOException {
    Element parent =
        (Element) root(project.resolve("pom.xml")).getElementsByTagName("parent").item(0);
    String artifact = text(parent, "artifactId");
    String version = text(parent, "version");
    Path pom =
        repository()
            .resolve(text(parent, "groupId").replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom");
    return managed(pom);
  }

  static Set<String> managed(Path pom) throws IOException {
    if (!Files.isRegularFile(pom))
      throw new IOException("The parent's pom isn't in Maven's repository: " + pom);
    Set<String> names = new TreeSet<>();
    Element management = (Element) root(pom).getElementsByTagName("dependencyManagement").item(0);
    NodeList dependencies = management.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String artifact = text(dependency, "artifactId");
      String classifier = text(dependency, "classifier");
      names.add(artifact);
      if (!classifier.isEmpty()) names.add(artifact + "-" + classifier);
    }
    return names;
  }

  /** Maven has put SciJava's jar into its repository as group/artifact/version/file. */
  private static Path repository() throws IOException {
    try {
      Path jar = Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path repository = jar;
      for (int up = 0; up < 5; up++) repository = repository.getParent();
      return repository;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Element root(Path pom) throws IOException {
    try {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
      return document.getDocumentElement();
    } catch (SAXException e) {
      throw new IOException(pom + " is no valid XML", e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a direct child; empty if there is none. */
  private static String text(Element parent, String tag) {
    NodeList children = parent.getElementsByTagName(tag);
    for (int i = 0; i < children.getLength(); i++)
      if (children.item(i).getParentNode() == parent)
        return children.item(i).getTextContent().strip();
    return "";
  }
}

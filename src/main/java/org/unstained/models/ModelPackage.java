package org.unstained.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model on disk: a folder with {@value #DESCRIPTION}, the weights it names, and what else lies
 * there, such as the card {@value #CARD}. A value: the files may change behind it, therefore {@link
 * #weights()} checks them each time.
 */
public record ModelPackage(Path folder, ModelDescription description) {
  public static final String DESCRIPTION = "rdf.yaml";
  public static final String CARD = "README.md";

  /**
   * Reads and validates the description, and sees that the weights are there. Their hash is checked
   * by {@link #weights()}.
   *
   * @throws ModelPackageException if the description or the weights are missing or refused; names
   *     the file, the field and the remedy
   * @throws IOException if a file can't be read
   */
  public static ModelPackage read(Path folder) throws IOException {
    Path rdf = folder.resolve(DESCRIPTION);
    if (!Files.isDirectory(folder))
      throw new NoSuchFileException(
          folder.toString(), null, "there is no such folder. A model is a folder with rdf.yaml");
    if (!Files.isRegularFile(rdf))
      throw new ModelPackageException(
          folder.toString(),
          "has no " + DESCRIPTION,
          "A model is a folder with rdf.yaml and its weights; choose that folder.");
    ModelDescription description = DescriptionReader.read(rdf.toString(), Yaml.read(rdf));
    ModelPackage read = new ModelPackage(folder, description);
    read.requireWeightsInside();
    return read;
  }

  /**
   * The weights, to be loaded now: they are there and their SHA-256 is the one of the description.
   *
   * @throws ModelPackageException if they are missing or were changed
   */
  public Path weights() throws IOException {
    Path file = requireWeightsInside();
    String found = Sha256.of(file);
    if (!found.equals(description.weights().sha256()))
      throw new ModelPackageException(
          file.toString(),
          "is damaged or was changed: its SHA-256 is %s, %s says %s"
              .formatted(found, DESCRIPTION, description.weights().sha256()),
          "Install the model again.");
    return file;
  }

  /** The card as Markdown: the package's own, or one made of the description. */
  public String card() throws IOException {
    Path file = folder.resolve(CARD);
    return Files.isRegularFile(file) && Files.size(file) <= Yaml.MOST_CHARACTERS
        ? TextFile.read(file)
        : ModelCard.of(description);
  }

  /**
   * Writes a package: description, card, and a copy of the weights under {@value
   * Weights#STANDARD_FILE} or {@value Weights#MEASURED_FILE}. Whoever looks meanwhile sees the old
   * folder or the new one.
   *
   * @param folder is made, or replaced if it is a package already
   * @param description its weights are replaced by what is written; the release of PyTorch stays
   * @param weights a TorchScript file, or the JSON of a classifier of measurements
   * @throws IOException if the folder can't be written, or is there and is no package
   */
  public static ModelPackage write(Path folder, ModelDescription description, Path weights)
      throws IOException {
    if (Files.exists(folder) && !Files.isRegularFile(folder.resolve(DESCRIPTION)))
      throw new IOException(
          folder + " is there already and is no model. Choose another folder, or remove it");
    if (!description.isMeasured()) requireTorchScript(weights);
    String name = description.isMeasured() ? Weights.MEASURED_FILE : Weights.STANDARD_FILE;
    WholeFolder.write(
        folder,
        part -> {
          Path copy = part.resolve(name);
          Files.copy(weights, copy);
          ModelDescription whole =
              description.withWeights(
                  new Weights(name, Sha256.of(copy), description.weights().pytorchVersion()));
          Files.writeString(part.resolve(DESCRIPTION), DescriptionWriter.write(whole));
          Files.writeString(part.resolve(CARD), ModelCard.of(whole));
          read(part).weights();
        });
    return read(folder);
  }

  /** Packs the package into one zip, after checking the weights; an older file is replaced. */
  public void zip(Path file) throws IOException {
    weights();
    Zips.pack(folder, file);
  }

  /**
   * Unpacks a zip into a folder that holds the package afterwards. The description may lie in the
   * top of the zip or in its only folder. Nothing is left if it is refused.
   *
   * @throws ModelPackageException if an entry leads out of the folder, there is too much in it, or
   *     the package is refused
   */
  static ModelPackage unzip(Path zip, Path folder) throws IOException {
    String prefix = prefixOf(zip);
    WholeFolder.write(
        folder,
        part -> {
          Zips.unpack(
              zip,
              part,
              Zips.Limits.MODEL,
              name -> name.startsWith(prefix) ? name.substring(prefix.length()) : null);
          check(zip, part);
        });
    return read(folder);
  }

  /** Copies a package to another folder; links in it are refused. */
  ModelPackage copyTo(Path target) throws IOException {
    weights();
    WholeFolder.write(
        target,
        part -> {
          try (var paths = Files.walk(folder)) {
            for (Path from : (Iterable<Path>) paths::iterator) {
              if (Files.isSymbolicLink(from) && !from.equals(folder))
                throw new ModelPackageException(
                    from.toString(), "is a link", "Put the file itself there.");
              Path to = part.resolve(folder.relativize(from).toString());
              if (Files.isDirectory(from)) Files.createDirectories(to);
              else Files.copy(from, to);
            }
          }
          check(folder, part);
        });
    return read(target);
  }

  private static void check(Path source, Path part) throws IOException {
    try {
      ModelPackage unpacked = read(part);
      Path weights = unpacked.weights();
      if (!unpacked.description.isMeasured()) requireTorchScript(weights);
    } catch (ModelPackageException e) {
      // The user knows the source, not the folder that is about to go.
      throw e.withFile(part.toString(), source.toString());
    }
  }

  private static String prefixOf(Path zip) throws IOException {
    String only = null;
    for (String name : Zips.names(zip)) {
      if (name.equals(DESCRIPTION)) return "";
      if (!name.endsWith("/" + DESCRIPTION) || name.indexOf('/') != name.lastIndexOf('/')) continue;
      if (only != null)
        throw new ModelPackageException(
            zip.toString(), "holds more than one model", "Unpack it and install each folder.");
      only = name.substring(0, name.length() - DESCRIPTION.length());
    }
    if (only == null)
      throw new ModelPackageException(
          zip.toString(),
          "has no " + DESCRIPTION,
          "A model is a zip with rdf.yaml and its weights; choose that zip.");
    return only;
  }

  /** TorchScript is a zip with a file constants.pkl; a plain state dict has none. */
  static void requireTorchScript(Path weights) throws IOException {
    boolean script = false;
    // Java opens a zip with something in front of it, PyTorch doesn't.
    if (startsAsZip(weights))
      try {
        for (String name : Zips.names(weights)) script |= name.endsWith("constants.pkl");
      } catch (ModelPackageException e) {
        script = false;
      }
    if (!script)
      throw new ModelPackageException(
          weights.toString(),
          "is no TorchScript",
          "Export the network with torch.jit.script(network).save(...).");
  }

  private static boolean startsAsZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'K', 3, 4});
    }
  }

  private Path requireWeightsInside() throws IOException {
    Path file = folder.resolve(description.weights().file());
    if (!Files.isRegularFile(file))
      throw new ModelPackageException(
          folder.resolve(DESCRIPTION).toString(),
          "field 'weights.%s.source' names %s, which isn't there"
              .formatted(DescriptionWriter.weightsKey(description), description.weights().file()),
          "Put the file there, or install the model again.");
    if (!file.toRealPath().startsWith(folder.toRealPath()))
      throw new ModelPackageException(
          file.toString(), "is a link out of the package", "Put the file itself there.");
    return file;
  }
}

package org.unstained.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The models in a jar: {@code <root>}{@value #INDEX} has one folder name a line, each folder is a
 * package. They are unpacked into a cache when they are used, as the engine reads files only. The
 * name of the cached folder holds the hash of the description, so another release has another one;
 * a cached folder that was damaged is unpacked again.
 */
final class BundledModels {
  /** A name that no other jar has, as all jars share one tree of resources. */
  static final String INDEX = "unstained-models.txt";

  private final ClassLoader loader;
  private final String root;
  private final Path cache;

  /**
   * @param root of the resources, with a slash at its end
   */
  BundledModels(ClassLoader loader, String root, Path cache) {
    this.loader = loader;
    this.root = root;
    this.cache = cache;
  }

  /** The folder names; none if there is no index. */
  List<String> keys() throws IOException {
    try (InputStream in = loader.getResourceAsStream(root + INDEX)) {
      if (in == null) return List.of();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  /** What the description says, without unpacking. */
  ModelDescription description(String key) throws IOException {
    String file = key + "/" + ModelPackage.DESCRIPTION;
    return DescriptionReader.read(
        "The jar's " + file, Yaml.parse(file, new String(bytes(file), StandardCharsets.UTF_8)));
  }

  /** Where the package lies once unpacked. */
  Path folder(String key) throws IOException {
    String hash = Sha256.of(bytes(key + "/" + ModelPackage.DESCRIPTION));
    return cache.resolve(key + "-" + hash.substring(0, 16));
  }

  /** The unpacked package with weights that were checked. */
  ModelPackage unpacked(String key) throws IOException {
    Path folder = folder(key);
    Optional<ModelPackage> there = whole(folder);
    if (there.isPresent()) return there.get();
    try (FolderLock lock = FolderLock.of(cache)) {
      there = whole(folder);
      if (there.isPresent()) return there.get();
      ModelDescription description = description(key);
      WholeFolder.write(
          folder,
          part -> {
            copy(key, ModelPackage.DESCRIPTION, part);
            copy(key, description.weights().file(), part);
            if (loader.getResource(root + key + "/" + ModelPackage.CARD) != null)
              copy(key, ModelPackage.CARD, part);
            ModelPackage.read(part).weights();
          });
      return ModelPackage.read(folder);
    }
  }

  private static Optional<ModelPackage> whole(Path folder) {
    try {
      ModelPackage model = ModelPackage.read(folder);
      model.weights();
      return Optional.of(model);
    } catch (IOException e) {
      return Optional.empty(); // unpacked anew, which says what is wrong if that fails too
    }
  }

  private void copy(String key, String file, Path folder) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = open(key + "/" + file)) {
      Files.copy(in, target);
    }
  }

  private byte[] bytes(String file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  private InputStream open(String file) throws IOException {
    InputStream in = loader.getResourceAsStream(root + file);
    if (in == null)
      throw new FileNotFoundException(
          "Unstained's jar has no " + root + file + ". Install Unstained again");
    return in;
  }
}

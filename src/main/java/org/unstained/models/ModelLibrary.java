package org.unstained.models;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.models.InstalledModel.Origin;

/**
 * The models that are there: installed by the user, in Fiji's {@code models} folder, and those that
 * come with Unstained. A name is looked for in this order. Two programs may use one library at the
 * same time: folders come and go whole, and who changes something holds a lock.
 */
public final class ModelLibrary {
  /** Above this a download is no model. */
  private static final long MOST_BYTES = 4L << 30;

  private static final String INSTALL = ".install.";

  private final Path userModels;
  private final Path cache;
  private final Optional<Path> fijiModels;
  private final BundledModels bundled;
  private final ModelSettings settings;
  private final ModelTrust trust;

  /**
   * @param home the user's folder of Unstained, see {@link #standardHome}; made when needed
   * @param fijiModels the folder {@code models} of Fiji, which need not be there
   */
  public ModelLibrary(Path home, Optional<Path> fijiModels) {
    this(home, fijiModels, ModelLibrary.class.getClassLoader(), "models/");
  }

  ModelLibrary(Path home, Optional<Path> fijiModels, ClassLoader loader, String root) {
    this.userModels = home.resolve("models");
    this.cache = home.resolve("cache");
    this.fijiModels = fijiModels;
    this.bundled = new BundledModels(loader, root, cache.resolve("bundled"));
    this.settings = new ModelSettings(home.resolve("models.yaml"));
    this.trust = new ModelTrust(userModels.resolve("trust.yaml"));
  }

  /** {@code .unstained} in the user's home, or what the system property unstained.home says. */
  public static Path standardHome() {
    String set = System.getProperty("unstained.home", "");
    return set.isBlank() ? Path.of(System.getProperty("user.home"), ".unstained") : Path.of(set);
  }

  /**
   * All models, sorted by key; those that can't be used say why. Of two with one key there is the
   * one that {@link #find} takes.
   */
  public List<InstalledModel> list() throws IOException {
    Map<String, InstalledModel> models = new LinkedHashMap<>();
    for (String key : bundled.keys()) models.put(key, ofJar(key));
    if (fijiModels.isPresent())
      for (InstalledModel model : inFolder(fijiModels.get(), Origin.FIJI))
        models.put(model.key(), model);
    for (InstalledModel model : inFolder(userModels, Origin.USER)) models.put(model.key(), model);
    return models.values().stream().sorted(Comparator.comparing(InstalledModel::key)).toList();
  }

  /** The one that {@link #list} has under this key, unless it is one of the jar's own. */
  private Optional<InstalledModel> installed(String key) throws IOException {
    List<InstalledModel> models = new ArrayList<>();
    if (fijiModels.isPresent()) models.addAll(inFolder(fijiModels.get(), Origin.FIJI));
    models.addAll(inFolder(userModels, Origin.USER));
    return models.stream().filter(model -> model.key().equals(key)).reduce((first, last) -> last);
  }

  /**
   * The model of that name, or in that folder or zip. One of the jar or in a zip is unpacked first.
   * The weights are checked when {@link ModelPackage#weights()} hands them out.
   *
   * @param nameOrPath e.g. {@code livedead-detector}, upper or lower case; a folder; a zip
   * @throws IOException if there is none, with the names that are there and the one that may be
   *     meant, or if it can't be used
   */
  public ModelPackage find(String nameOrPath) throws IOException {
    String wanted = nameOrPath.strip();
    if (wanted.isEmpty()) throw new IOException("A model is missing. " + names());
    String key = ModelDescription.keyOf(wanted);
    boolean looksLikePath = wanted.contains("/") || wanted.contains("\\");
    if (!looksLikePath) {
      Optional<InstalledModel> model = installed(key);
      if (model.isPresent() && model.get().problem().isPresent())
        throw new IOException(model.get().problem().get());
      if (model.isPresent()) return model.get().model().get();
      if (bundled.keys().contains(key)) return bundled.unpacked(key);
    }
    Optional<Path> path = existing(wanted);
    if (path.isPresent()) return ofPath(path.get());
    if (!looksLikePath && WholeFolder.isMovedAside(userModels.resolve(key))) {
      try (FolderLock lock = FolderLock.of(userModels)) {
        WholeFolder.recover(userModels);
      }
      return find(nameOrPath);
    }
    Optional<String> nearest = NearestName.of(key, keys());
    throw new NoSuchFileException(
        wanted,
        null,
        "there is no such model%s %s"
            .formatted(
                nearest.map(name -> "; is '" + name + "' meant?").orElse(" and no such file."),
                names()));
  }

  /**
   * Installs a package from a folder, a zip or an address (http, https, file).
   *
   * @param source a path or an address
   * @param replace whether an installed one of the same name goes
   * @param progress of a download
   * @throws ModelExistsException if there is one of that name and replace is false
   * @throws IOException if it can't be had or is refused, or the name is one of Unstained's own;
   *     nothing has changed then
   */
  public InstalledModel install(String source, boolean replace, Progress progress)
      throws IOException {
    return install(source, Optional.empty(), replace, progress);
  }

  /**
   * As the other one, with the SHA-256 that a downloaded zip must have.
   *
   * @param sha256 empty to take the zip as it comes; its weights are checked in any case
   */
  public InstalledModel install(
      String source, Optional<String> sha256, boolean replace, Progress progress)
      throws IOException {
    String wanted = source.strip();
    if (wanted.matches("(?i)(https?|file):.*")) {
      Path zip = download(wanted, sha256, progress);
      InstalledModel installed = installPath(zip, wanted, replace);
      Files.deleteIfExists(zip);
      return installed;
    }
    Path path =
        existing(wanted)
            .orElseThrow(
                () ->
                    new NoSuchFileException(
                        wanted, null, "there is no such file. Give a folder, a zip or an address"));
    return installPath(path, path.toAbsolutePath().toString(), replace);
  }

  /**
   * Removes a model that the user installed, or one in Fiji's folder, with its settings.
   *
   * @throws IOException if there is none of that name, it is part of Unstained, or its folder can't
   *     be written
   */
  public void remove(String name) throws IOException {
    String key = ModelDescription.keyOf(name);
    try (FolderLock lock = FolderLock.of(userModels)) {
      for (InstalledModel model : list()) {
        if (!model.key().equals(key)) continue;
        if (model.origin() == Origin.BUNDLED)
          throw new IOException(
              "'%s' is part of Unstained and can't be removed. Others can".formatted(key));
        WholeFolder.remove(model.folder());
        settings.set(key, Optional.empty());
        return;
      }
    }
    throw new IOException("There is no model '%s'. %s".formatted(name, names()));
  }

  /** What holds when the user sets nothing in the dialog: the user's own, or the model's. */
  public ModelDefaults defaults(ModelPackage model) throws IOException {
    return settings.defaults(model.description().key(), model.description().defaults());
  }

  /**
   * Keeps the user's own defaults for a model; empty: the model's again.
   *
   * @param name of an installed model
   */
  public void setDefaults(String name, Optional<ModelDefaults> defaults) throws IOException {
    String key = ModelDescription.keyOf(name);
    if (!keys().contains(key))
      throw new IOException("There is no model '%s'. %s".formatted(name, names()));
    try (FolderLock lock = FolderLock.of(userModels)) {
      settings.set(key, defaults);
    }
  }

  /**
   * What a user has to know before this model runs; empty if nothing: it is one of Unstained's own,
   * was trained here, was there before anybody was asked, the user has agreed to it, or it is no
   * network.
   *
   * @throws IOException if what is known of models can't be read
   */
  public Optional<ForeignModel> foreign(ModelPackage model) throws IOException {
    String sha256 = model.description().weights().sha256();
    if (model.description().isMeasured() || isOurs(sha256)) return Optional.empty();
    try {
      if (!trust.exists()) beginTrust();
    } catch (IOException e) {
      if (trust.exists()) throw e;
      // In a home that can't be written nobody's agreement can be kept.
    }
    if (trust.isAgreed(sha256)) return Optional.empty();
    return Optional.of(
        new ForeignModel(
            model.description().key(),
            trust.source(sha256).orElse(model.folder().toString()),
            model.description().credits().authors(),
            model.folder().resolve(model.description().weights().file()).toString(),
            sha256));
  }

  /** Where a model was installed from, if that is known. */
  public Optional<String> source(ModelPackage model) throws IOException {
    return trust.source(model.description().weights().sha256());
  }

  /**
   * Notes that a model may run without a question from now on, as long as its weights stay the
   * same.
   *
   * @param why in a few words, such as {@code trained here}
   */
  public void agree(ModelPackage model, String why) throws IOException {
    if (!trust.exists()) beginTrust();
    try (FolderLock lock = FolderLock.of(userModels)) {
      trust.agree(Map.of(model.description().weights().sha256(), model.description().key()), why);
    }
  }

  private boolean isOurs(String sha256) throws IOException {
    for (String key : bundled.keys())
      if (bundled.description(key).weights().sha256().equals(sha256)) return true;
    return false;
  }

  /** Nobody was asked about the models that are there already, so nobody is now. */
  private void beginTrust() throws IOException {
    try (FolderLock lock = FolderLock.of(userModels)) {
      if (trust.exists()) return;
      Map<String, String> there = new LinkedHashMap<>();
      for (InstalledModel model : inFolder(userModels, Origin.USER))
        model
            .model()
            .ifPresent(read -> there.put(read.description().weights().sha256(), model.key()));
      trust.agree(there, "there before");
    }
  }

  private InstalledModel installPath(Path source, String from, boolean replace) throws IOException {
    if (!trust.exists()) beginTrust();
    try (FolderLock lock = FolderLock.of(userModels)) {
      WholeFolder.recover(userModels);
      clearStaged();
      Path staged = Files.createTempDirectory(userModels, INSTALL);
      try {
        Path whole = staged.resolve("model");
        ModelPackage model =
            Files.isDirectory(source)
                ? ModelPackage.read(source).copyTo(whole)
                : ModelPackage.unzip(source, whole);
        String key = model.description().key();
        if (bundled.keys().contains(key))
          throw new IOException(
              "'%s' is the name of a model of Unstained. Give yours another 'name' in rdf.yaml"
                  .formatted(key));
        Path target = userModels.resolve(key);
        if (Files.exists(target) && !replace) throw new ModelExistsException(key);
        trust.installed(key, model.description().weights().sha256(), from);
        WholeFolder.replace(whole, target);
        return InstalledModel.read(key, Origin.USER, target);
      } finally {
        WholeFolder.delete(staged);
      }
    }
  }

  /** What a program left that was killed while it installed; the lock keeps others out. */
  private void clearStaged() throws IOException {
    try (Stream<Path> paths = Files.list(userModels)) {
      for (Path path : paths.toList())
        if (path.getFileName().toString().startsWith(INSTALL)) WholeFolder.delete(path);
    }
  }

  private Path download(String address, Optional<String> sha256, Progress progress)
      throws IOException {
    URI uri;
    try {
      uri = URI.create(address.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new IOException(address + " is no address. Copy it from the browser again", e);
    }
    // One place for each address, so that a second try finds what the first one left.
    String hash = Sha256.of(address.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    Path downloads = cache.resolve("downloads").resolve(hash);
    try (FolderLock lock = FolderLock.of(downloads)) {
      Path zip = downloads.resolve("model.zip");
      Download.to(zip, uri, MOST_BYTES, sha256, progress);
      return zip;
    }
  }

  private ModelPackage ofPath(Path path) throws IOException {
    if (Files.isDirectory(path)) return ModelPackage.read(path);
    if (path.getFileName().toString().equals(ModelPackage.DESCRIPTION))
      return ModelPackage.read(path.toAbsolutePath().getParent());
    Path zips = cache.resolve("zips");
    Path folder = zips.resolve(Sha256.of(path).substring(0, 32));
    try (FolderLock lock = FolderLock.of(zips)) {
      if (Files.isDirectory(folder)) {
        try {
          ModelPackage cached = ModelPackage.read(folder);
          cached.weights();
          return cached;
        } catch (IOException damaged) {
          WholeFolder.remove(folder);
        }
      }
      return ModelPackage.unzip(path, folder);
    }
  }

  private InstalledModel ofJar(String key) throws IOException {
    Path folder = bundled.folder(key);
    return new InstalledModel(
        key,
        Origin.BUNDLED,
        folder,
        Optional.of(new ModelPackage(folder, bundled.description(key))),
        Optional.empty());
  }

  /** Folders with a description; another program's models say that they can't be used. */
  private static List<InstalledModel> inFolder(Path folder, Origin origin) throws IOException {
    List<InstalledModel> models = new ArrayList<>();
    if (!Files.isDirectory(folder)) return models;
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith(".") || !Files.exists(path.resolve(ModelPackage.DESCRIPTION))) continue;
        InstalledModel model = InstalledModel.read(ModelDescription.keyOf(name), origin, path);
        // The name in the description counts, as it does when a model is installed.
        String key = model.model().map(read -> read.description().key()).orElse(model.key());
        models.add(new InstalledModel(key, origin, path, model.model(), model.problem()));
      }
    }
    return models;
  }

  private List<String> keys() throws IOException {
    return list().stream().map(InstalledModel::key).toList();
  }

  private String names() throws IOException {
    List<String> keys = keys();
    return keys.isEmpty() ? "No model is installed" : "There are: " + String.join(", ", keys);
  }

  private static Optional<Path> existing(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

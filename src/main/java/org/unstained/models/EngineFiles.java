package org.unstained.models;

import ai.djl.util.Utils;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of the engine, PyTorch's libtorch for this platform: where they are, how they come
 * here, and what is broken. Looking loads nothing and downloads nothing.
 *
 * <p>They may be named by the user ({@code PYTORCH_LIBRARY_PATH}), be installed here from a zip,
 * lie in a jar on the class path, or in the cache that all programs with DJL share.
 */
public final class EngineFiles {
  private static final long MOST_BYTES = 6L << 30;
  private static final String TORCH = System.mapLibraryName("torch");
  private static final String JNI = System.mapLibraryName("djl_torch");
  private static final String SIZES = "sizes.txt";

  /**
   * Without a logger, as in plain ImageJ and on the command line, SLF4J says so on the standard
   * error, for which Fiji opens a window. It reads this when DJL's first class is loaded, and still
   * tells of errors.
   */
  private static final String SLF4J = "slf4j.internal.verbosity";

  static {
    if (System.getProperty(SLF4J) == null) System.setProperty(SLF4J, "ERROR");
  }

  /** How files were found. */
  public enum Source {
    /** In the folder that {@code PYTORCH_LIBRARY_PATH} names. */
    NAMED,
    /** Installed from a zip. */
    INSTALLED,
    /** In a jar on the class path. */
    CLASS_PATH,
    /** In the cache of DJL, from this or another program. */
    CACHE
  }

  /**
   * Files for this platform and release.
   *
   * @param folder where the libraries are; for {@link Source#CLASS_PATH}, where they are unpacked
   *     to
   * @param flavour {@code cpu}, or {@code cu} and the release of CUDA, as {@code cu128}
   */
  public record Found(Source source, Path folder, String flavour) {
    public boolean isCuda() {
      return flavour.startsWith("cu");
    }

    @Override
    public String toString() {
      return "%s (%s)".formatted(folder, flavour);
    }
  }

  private final Path installed;
  private final ClassLoader loader;
  private final Path cache;
  private final Optional<Path> named;

  /**
   * @param home the user's folder of Unstained, see {@link ModelLibrary#standardHome}
   */
  public EngineFiles(Path home) {
    this(
        home.resolve("engine"),
        EngineFiles.class.getClassLoader(),
        Utils.getEngineCacheDir("pytorch"),
        named(System.getenv("PYTORCH_LIBRARY_PATH")));
  }

  EngineFiles(Path installed, ClassLoader loader, Path cache, Optional<Path> named) {
    this.installed = installed;
    this.loader = loader;
    this.cache = cache;
    this.named = named;
  }

  private static Optional<Path> named(String path) {
    return path == null || path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
  }

  /** The release of PyTorch that fits, e.g. {@code 2.7.1}. */
  public String version() {
    return release();
  }

  /** The same, as it stands beside weights that this engine writes. */
  public static String release() {
    return property("pytorch_version");
  }

  /** This computer, e.g. {@code linux-x86_64}, {@code win-x86_64}, {@code osx-aarch64}. */
  public static String platform() {
    String name = System.getProperty("os.name");
    String system = name.startsWith("Win") ? "win" : name.startsWith("Mac") ? "osx" : "linux";
    String arch = System.getProperty("os.arch");
    return system + '-' + (arch.equals("amd64") ? "x86_64" : arch);
  }

  /** All that are there, in the order in which they are tried; those for CUDA before others. */
  public List<Found> found() throws IOException {
    List<Found> found = new ArrayList<>();
    if (named.isPresent() && Files.isRegularFile(named.get().resolve(TORCH)))
      found.add(new Found(Source.NAMED, named.get(), flavourOf(named.get())));
    found.addAll(inFolder(installed, Source.INSTALLED));
    found.addAll(onClassPath());
    for (Found one : inFolder(cache, Source.CACHE))
      if (found.stream().noneMatch(other -> other.folder().equals(one.folder()))) found.add(one);
    found.sort(
        Comparator.comparing((Found one) -> one.source() != Source.NAMED)
            .thenComparing(one -> !one.isCuda()));
    return List.copyOf(found);
  }

  /**
   * What is wrong with these files, as far as their sizes tell; empty if nothing is. Files of the
   * class path that aren't unpacked yet are whole.
   */
  public Optional<String> fault(Found found) throws IOException {
    if (found.source() == Source.INSTALLED) return fault(found.folder(), sizes(found.folder()));
    for (Jar jar : jars())
      if (jar.folder.equals(found.folder()) && Files.isDirectory(jar.folder))
        return fault(jar.folder, jar.sizes());
    return Optional.empty();
  }

  /** What the user can do where no files are found. */
  public String remedy() {
    return ("The engine that runs networks, PyTorch %s for %s, is not here. Download it under"
            + " Plugins > Unstained > Compute Device..., or install it there from a zip, e.g. the"
            + " jar pytorch-native-cpu-%s-%s of DJL")
        .formatted(version(), platform(), version(), platform());
  }

  /**
   * Installs the files from a zip: a jar pytorch-native-… of DJL, libtorch's own zip, or a zip of
   * either's folder. Files of the same flavour are replaced.
   *
   * @throws IOException if the zip has no files for this platform and release, or is damaged;
   *     nothing has changed then
   */
  public Found install(Path zip) throws IOException {
    if (!Files.isRegularFile(zip))
      throw new FileNotFoundException(
          zip + " is not there. Choose the zip with the engine's files");
    List<String> names = Zips.names(zip);
    String torch =
        names.stream()
            .filter(name -> name.substring(name.lastIndexOf('/') + 1).equals(TORCH))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelPackageException(
                        zip.toString(),
                        "has no " + TORCH,
                        "Take the one for " + platform() + " and PyTorch " + version() + "."));
    String folder = torch.substring(0, torch.length() - TORCH.length());
    try (FolderLock lock = FolderLock.of(installed)) {
      Path staged = Files.createTempDirectory(installed, ".install.");
      try {
        Path whole = staged.resolve("engine");
        Files.createDirectories(whole);
        Zips.unpack(zip, staged, Zips.Limits.ENGINE, name -> place(name, folder));
        requireRelease(zip, staged);
        String flavour = flavourOf(whole);
        copyJni(flavour, whole);
        writeSizes(whole);
        Path target = installed.resolve(version() + '-' + flavour + '-' + platform());
        WholeFolder.replace(whole, target);
        TorchEngine.forget(target);
        return new Found(Source.INSTALLED, target, flavour);
      } finally {
        WholeFolder.delete(staged);
      }
    }
  }

  /**
   * Downloads a zip and installs it. A broken download goes on where it stopped.
   *
   * @param address where the caller's user wants it from
   * @param sha256 of the zip, if known
   * @throws IOException if it can't be had or can't be installed
   */
  public Found download(URI address, Optional<String> sha256, Progress progress)
      throws IOException {
    String hash = Sha256.of(address.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    Path zip = installed.resolve("downloads").resolve(hash + ".zip");
    try (FolderLock lock = FolderLock.of(zip.getParent())) {
      Download.to(zip, address, MOST_BYTES, sha256, progress);
      Found found = install(zip);
      Files.delete(zip);
      return found;
    }
  }

  /**
   * Removes what is incomplete: installed files whose sizes are wrong, unpacked ones that differ
   * from the jar's (they are unpacked anew), and what broken runs have left.
   *
   * @return what was done, a sentence each; empty if all is well
   */
  public List<String> repair() throws IOException {
    List<String> done = new ArrayList<>();
    for (Found one : inFolder(installed, Source.INSTALLED)) {
      Optional<String> fault = fault(one.folder(), sizes(one.folder()));
      if (fault.isEmpty()) continue;
      WholeFolder.delete(one.folder());
      done.add("Removed %s: %s. Install it again.".formatted(one.folder(), fault.get()));
    }
    done.addAll(repairUnpacked());
    for (Path folder : List.of(installed, cache)) {
      for (Path left : children(folder)) {
        String name = left.getFileName().toString();
        boolean ours = name.startsWith(".install.") || name.endsWith(".old");
        boolean unpacking = name.matches("tmp\\d+");
        boolean half = name.matches(released()) && lacksTorch(left);
        if (!Files.isDirectory(left) || !(ours || unpacking || half)) continue;
        if (unpacking && !isOld(left)) continue; // another program may be at it
        WholeFolder.delete(left);
        done.add("Removed %s, which a broken run has left.".formatted(left));
      }
    }
    return done;
  }

  /** Whether there are libraries without the main one; the bridge may lie there alone. */
  private static boolean lacksTorch(Path folder) throws IOException {
    if (Files.exists(folder.resolve(TORCH))) return false;
    return children(folder).stream().anyMatch(file -> !file.toString().endsWith(JNI));
  }

  private static boolean isOld(Path path) throws IOException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    return Files.getLastModifiedTime(path).toInstant().isBefore(yesterday);
  }

  /** Removes unpacked files of the class path that differ from the jar's: DJL looks at one only. */
  List<String> repairUnpacked() throws IOException {
    List<String> done = new ArrayList<>();
    for (Jar jar : jars()) {
      if (!Files.isDirectory(jar.folder)) continue;
      Optional<String> fault = fault(jar.folder, jar.sizes());
      if (fault.isEmpty()) continue;
      WholeFolder.delete(jar.folder);
      done.add("Removed %s: %s. It is unpacked again.".formatted(jar.folder, fault.get()));
    }
    return done;
  }

  private List<Found> inFolder(Path parent, Source source) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path folder : children(parent)) {
      String name = folder.getFileName().toString();
      if (name.matches(released()) && Files.isRegularFile(folder.resolve(TORCH)))
        found.add(new Found(source, folder, flavourOf(folder)));
    }
    return found;
  }

  /** Names of DJL's folders: release, perhaps a day, flavour, platform. */
  private String released() {
    return version().replace(".", "\\.") + "(-\\d+)?-(cpu|cu\\d+)-" + platform();
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  private List<Found> onClassPath() throws IOException {
    return jars().stream()
        .map(jar -> new Found(Source.CLASS_PATH, jar.folder, jar.flavour))
        .toList();
  }

  private record Jar(Path folder, String flavour, Map<String, URL> libraries) {
    Map<String, Long> sizes() throws IOException {
      Map<String, Long> sizes = new LinkedHashMap<>();
      for (Map.Entry<String, URL> library : libraries.entrySet()) {
        URLConnection connection = library.getValue().openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
          sizes.put(library.getKey(), connection.getContentLengthLong());
        }
      }
      return sizes;
    }
  }

  private List<Jar> jars() throws IOException {
    List<Jar> jars = new ArrayList<>();
    Enumeration<URL> urls = loader.getResources("native/lib/pytorch.properties");
    while (urls.hasMoreElements()) {
      Properties properties = new Properties();
      try (InputStream in = urls.nextElement().openStream()) {
        properties.load(in);
      }
      String flavour = properties.getProperty("flavor", "");
      String release = properties.getProperty("version", "");
      boolean fits =
          properties.getProperty("classifier", "").equals(platform())
              && release.matches(version().replace(".", "\\.") + "(-\\d+)?")
              && !flavour.isEmpty();
      if (!fits) continue;
      Map<String, URL> libraries = new LinkedHashMap<>();
      for (String library : properties.getProperty("libraries", "").split(",")) {
        URL url = loader.getResource("pytorch/" + flavour + '/' + platform() + '/' + library);
        if (url != null) libraries.put(library, url);
      }
      jars.add(
          new Jar(cache.resolve(release + '-' + flavour + '-' + platform()), flavour, libraries));
    }
    return jars;
  }

  private static Optional<String> fault(Path folder, Map<String, Long> sizes) throws IOException {
    for (Map.Entry<String, Long> library : sizes.entrySet()) {
      Path file = folder.resolve(library.getKey());
      if (!Files.isRegularFile(file)) return Optional.of(library.getKey() + " is missing");
      if (library.getValue() >= 0 && Files.size(file) != library.getValue())
        return Optional.of(
            "%s has %,d bytes instead of %,d"
                .formatted(library.getKey(), Files.size(file), library.getValue()));
    }
    return Optional.empty();
  }

  private static Map<String, Long> sizes(Path folder) throws IOException {
    Path list = folder.resolve(SIZES);
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put(TORCH, -1L);
    if (!Files.isRegularFile(list)) return sizes;
    for (String line : Files.readAllLines(list)) {
      int space = line.indexOf(' ');
      if (space > 0 && line.substring(0, space).matches("\\d{1,18}"))
        sizes.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
    }
    return sizes;
  }

  private static void writeSizes(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : children(folder))
      lines.append(Files.size(file)).append(' ').append(file.getFileName()).append('\n');
    Files.writeString(folder.resolve(SIZES), lines);
  }

  /** Libraries to the folder engine, and what says the release beside it. */
  private static String place(String name, String folder) {
    if (name.equals("native/lib/pytorch.properties")) return "pytorch.properties";
    if (name.equals("build-version") || name.endsWith("/build-version")) return "build-version";
    boolean beside = name.startsWith(folder) && name.indexOf('/', folder.length()) < 0;
    boolean library = name.matches("(?i).*(\\.dll|\\.dylib|\\.so(\\.[0-9.]+)?)");
    return beside && library ? "engine/" + name.substring(folder.length()) : null;
  }

  private void requireRelease(Path zip, Path staged) throws IOException {
    Path jar = staged.resolve("pytorch.properties");
    Path own = staged.resolve("build-version");
    String release = "";
    String platform = platform();
    if (Files.isRegularFile(jar)) {
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(jar)));
      release = properties.getProperty("version", "");
      platform = properties.getProperty("classifier", platform);
    } else if (Files.isRegularFile(own)) {
      release = Files.readString(own).strip();
    }
    boolean fits = release.matches(version().replace(".", "\\.") + "([-+].*)?");
    if (!fits || !platform.equals(platform()))
      throw new ModelPackageException(
          zip.toString(),
          "is PyTorch %s for %s"
              .formatted(release.isEmpty() ? "of no known release" : release, platform),
          "Take %s for %s.".formatted(version(), platform()));
  }

  /** The folder's name says it, or whether there is a library for CUDA. */
  private String flavourOf(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    if (name.matches(released())) return name.replaceFirst(".*-(cpu|cu\\d+)-.*", "$1");
    boolean cuda = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
    if (!cuda) return "cpu";
    return bridges().stream().filter(flavour -> flavour.startsWith("cu")).findFirst().orElse("cpu");
  }

  /** The flavours for which the bridge between Java and libtorch is here. */
  private Set<String> bridges() {
    Set<String> flavours = new java.util.TreeSet<>();
    for (int cuda = 118; cuda < 140; cuda++)
      if (loader.getResource(bridge("cu" + cuda)) != null) flavours.add("cu" + cuda);
    if (loader.getResource(bridge("cpu")) != null) flavours.add("cpu");
    return flavours;
  }

  private static String bridge(String flavour) {
    return "jnilib/" + platform() + '/' + flavour + '/' + JNI;
  }

  private void copyJni(String flavour, Path folder) throws IOException {
    try (InputStream in = loader.getResourceAsStream(bridge(flavour))) {
      // Without it here the engine unpacks it from the same jar to its cache.
      if (in != null) Files.copy(in, folder.resolve(property("djl_version") + '-' + JNI));
    }
  }

  private static String property(String name) {
    Properties properties = new Properties();
    try (InputStream in =
        EngineFiles.class.getClassLoader().getResourceAsStream("pytorch-engine.properties")) {
      if (in == null)
        throw new IllegalStateException("pytorch-engine.jar is missing. Install Unstained again");
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(name).toLowerCase(Locale.ROOT);
  }
}

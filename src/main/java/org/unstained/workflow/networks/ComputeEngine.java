package org.unstained.workflow.networks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.models.ComputeDevices;
import org.unstained.models.ComputeDevices.Tried;
import org.unstained.models.EngineDownload;
import org.unstained.models.EngineFiles;
import org.unstained.models.EngineFiles.Found;
import org.unstained.models.Progress;

/**
 * What networks run on here: a look at it, and what a user can do about it. Nothing is downloaded
 * but by {@link #download}.
 */
public final class ComputeEngine {
  private final EngineFiles files;
  private final ComputeDevices devices;

  /** Of this installation. */
  public ComputeEngine() {
    this(Installation.engine(), Installation.devices());
  }

  ComputeEngine(EngineFiles files, ComputeDevices devices) {
    this.files = files;
    this.devices = devices;
  }

  /**
   * The engine's files in one place.
   *
   * @param fault what is wrong with them, or empty
   */
  public record Place(Found found, Optional<String> fault) {}

  /**
   * What was seen.
   *
   * @param devices all that were tried, the fastest first
   * @param problem why none could be tried, or empty
   * @param places where files are, in the order in which they are taken
   */
  public record Report(
      String version, List<Tried> devices, Optional<String> problem, List<Place> places) {

    /** Whether networks can run here. */
    public boolean works() {
      return devices.stream().anyMatch(Tried::works);
    }

    /** For people: a line for each device and each place. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("Devices, the fastest first\n");
      for (Tried tried : devices)
        text.append("  ")
            .append(tried.device().name())
            .append(tried.problem().map(why -> "\n    can't be used: " + why).orElse("\n    works"))
            .append('\n');
      problem.ifPresent(why -> text.append("  none: ").append(why).append('\n'));
      text.append("\nEngine: PyTorch %s for %s\n".formatted(version, EngineFiles.platform()));
      if (places.isEmpty()) text.append("  no files\n");
      for (Place place : places)
        text.append("  %s, %s\n    ".formatted(flavour(place.found()), source(place.found())))
            .append(place.found().folder())
            .append(place.fault().map(why -> "\n    broken: " + why).orElse(""))
            .append('\n');
      return text.toString();
    }

    private static String flavour(Found found) {
      return found.isCuda() ? "for CUDA (" + found.flavour() + ")" : "for the CPU";
    }

    private static String source(Found found) {
      return switch (found.source()) {
        case NAMED -> "named by PYTORCH_LIBRARY_PATH";
        case INSTALLED -> "installed here";
        case CLASS_PATH -> "part of this installation";
        case CACHE -> "in the cache of DJL";
      };
    }
  }

  /** Tries all devices, which starts the engine if its files are here. */
  public Report look() throws IOException {
    List<Place> places = new ArrayList<>();
    for (Found found : files.found()) places.add(new Place(found, files.fault(found)));
    try {
      return new Report(files.version(), devices.list(), Optional.empty(), places);
    } catch (IOException e) {
      return new Report(files.version(), List.of(), Optional.of(e.getMessage()), places);
    }
  }

  /**
   * Downloads and installs the engine's files; a download that broke goes on where it stopped.
   *
   * @param flavour {@code cpu} or {@code cuda}
   * @param address another place to get them from; empty for the usual one
   * @return what was done, a sentence
   */
  public String download(String flavour, String address, Progress progress) throws IOException {
    if (!address.isBlank())
      return installed(files.download(uri(address), Optional.empty(), progress));
    EngineDownload usual =
        EngineDownload.of(flavour)
            .orElseThrow(
                () ->
                    new IOException(
                        "There are no files for %s on %s to download. %s"
                            .formatted(
                                flavour, EngineFiles.platform(), "Install them from a zip")));
    return installed(files.download(usual.address(), Optional.of(usual.sha256()), progress));
  }

  /** Installs the engine's files from a zip or jar and says what was done. */
  public String install(String zip) throws IOException {
    if (zip.isBlank())
      throw new FileNotFoundException("No zip is given. Choose the one with the engine's files");
    return installed(files.install(Path.of(zip.strip())));
  }

  /** Removes what is broken and says what was done. */
  public String repair() throws IOException {
    List<String> done = files.repair();
    return done.isEmpty() ? "All files are whole." : String.join("\n", done);
  }

  private static String installed(Found found) {
    return "Installed in %s. If networks have run already, start ImageJ again to use it."
        .formatted(found);
  }

  private static URI uri(String address) throws IOException {
    try {
      return URI.create(address.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("'%s' is no address: %s".formatted(address, e.getMessage()), e);
    }
  }
}

package org.unstained.models;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine's files for this platform can be had from: those for the CPU from Maven Central,
 * whose hashes are known, those for CUDA from the makers of PyTorch. Nothing is fetched by asking.
 *
 * @param flavour {@code cpu} or {@code cu128}
 * @param sha256 of the file, if known
 * @param megabytes about how much there is to fetch
 */
public record EngineDownload(String flavour, URI address, Optional<String> sha256, int megabytes) {
  private static final String CUDA = "cu128";
  private static final int CUDA_MEGABYTES = 3300;
  private static final String CENTRAL =
      "https://repo.maven.apache.org/maven2/ai/djl/pytorch/pytorch-native-cpu/%s/pytorch-native-cpu-%s-%s.jar";
  private static final String PYTORCH =
      "https://download.pytorch.org/libtorch/%s/libtorch-%s-shared-with-deps-%s%%2B%s.zip";

  /** That of {@link EngineFiles#version()}, as the hashes are of that one. */
  static final String RELEASE = "2.7.1";

  private record Known(String sha256, int megabytes) {}

  private static final Map<String, Known> CPU =
      Map.of(
          "linux-x86_64",
          new Known("1769928feaaa2389b4aa68390e7787ce1707290258b167d016a200fced4b8c39", 112),
          "linux-aarch64",
          new Known("ea7bf1da33fc4ecf310186b27f2b4afc4387e81cb76a994e5703e0e3c2c97cf6", 71),
          "win-x86_64",
          new Known("f70603e9b03cf7df1690c2b1f8edd99fcfdc4e38d639db1d3604ce22b13a38df", 76),
          "osx-aarch64",
          new Known("e1ca6c377750d31a2a791d9d2dac9efb09e39181faf84338ef0e140214979ff2", 42));

  /**
   * @param flavour {@code cpu} or {@code cuda}
   * @return empty if there are none for this platform
   * @throws IllegalArgumentException for another flavour
   */
  public static Optional<EngineDownload> of(String flavour) {
    return of(flavour, EngineFiles.platform());
  }

  static Optional<EngineDownload> of(String flavour, String platform) {
    return switch (flavour) {
      case "cpu" ->
          Optional.ofNullable(CPU.get(platform))
              .map(
                  known ->
                      new EngineDownload(
                          "cpu",
                          URI.create(CENTRAL.formatted(RELEASE, RELEASE, platform)),
                          Optional.of(known.sha256()),
                          known.megabytes()));
      case "cuda" -> cuda(platform);
      default ->
          throw new IllegalArgumentException("A flavour is cpu or cuda, got '" + flavour + "'");
    };
  }

  private static Optional<EngineDownload> cuda(String platform) {
    String build =
        switch (platform) {
          case "linux-x86_64" -> "cxx11-abi";
          case "win-x86_64" -> "win";
          default -> "";
        };
    if (build.isEmpty()) return Optional.empty();
    return Optional.of(
        new EngineDownload(
            CUDA,
            URI.create(PYTORCH.formatted(CUDA, build, RELEASE, CUDA)),
            Optional.empty(),
            CUDA_MEGABYTES));
  }
}

package org.unstained.models;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine's files for this platform can be had from: those for the CPU from Maven Central,
 * those for CUDA from the makers of PyTorch. Nothing is fetched by asking.
 *
 * @param flavour {@code cpu} or {@code cu128}
 * @param sha256 of the file, which never changes
 * @param megabytes about how much there is to fetch
 */
public record EngineDownload(String flavour, URI address, String sha256, int megabytes) {
  private static final String CUDA = "cu128";
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

  private static final Map<String, Known> CUDA_FILES =
      Map.of(
          "linux-x86_64",
          new Known("ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041", 3200),
          "win-x86_64",
          new Known("bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19", 3214));

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
                          known.sha256(),
                          known.megabytes()));
      case "cuda" -> cuda(platform);
      default ->
          throw new IllegalArgumentException("A flavour is cpu or cuda, got '" + flavour + "'");
    };
  }

  private static Optional<EngineDownload> cuda(String platform) {
    String build = platform.startsWith("win") ? "win" : "cxx11-abi";
    return Optional.ofNullable(CUDA_FILES.get(platform))
        .map(
            known ->
                new EngineDownload(
                    CUDA,
                    URI.create(PYTORCH.formatted(CUDA, build, RELEASE, CUDA)),
                    known.sha256(),
                    known.megabytes()));
  }
}

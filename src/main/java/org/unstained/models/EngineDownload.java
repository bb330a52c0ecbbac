package org.unstained.models;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine's files for this platform can be had from: the makers of PyTorch. Nothing is
 * fetched by asking.
 *
 * @param flavour {@code cpu} or {@code cu128}
 * @param sha256 of the file, which never changes
 * @param megabytes about how much there is to fetch
 */
public record EngineDownload(String flavour, URI address, String sha256, int megabytes) {
  private static final String CUDA = "cu128";

  /** That of {@link EngineFiles#version()}, as the hashes are of that one. */
  static final String RELEASE = "2.7.1";

  private record Known(String file, String sha256, int megabytes) {}

  private static final Map<String, Known> CPU =
      Map.of(
          "linux-x86_64",
          new Known(
              "libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcpu.zip",
              "63d572598c8d532128a335018913e795c1bbb32602ce378896dc8cfbb5590976", 180),
          "win-x86_64",
          new Known(
              "libtorch-win-shared-with-deps-2.7.1%2Bcpu.zip",
              "a294845080d67ff579073b7b6e17e7da1cc856dde6e63fca2d71498b482580f8", 190),
          "osx-aarch64",
          new Known(
              "libtorch-macos-arm64-2.7.1.zip",
              "aa89ac85b91c83d0f976f8d135330d51e38ab777b26ec24f312fd58d079314cb",
              60));

  private static final Map<String, Known> CUDA_FILES =
      Map.of(
          "linux-x86_64",
          new Known(
              "libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip",
              "ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041", 3200),
          "win-x86_64",
          new Known(
              "libtorch-win-shared-with-deps-2.7.1%2Bcu128.zip",
              "bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19", 3214));

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
      case "cpu" -> Optional.ofNullable(CPU.get(platform)).map(known -> of(known, "cpu"));
      case "cuda" -> Optional.ofNullable(CUDA_FILES.get(platform)).map(known -> of(known, CUDA));
      default ->
          throw new IllegalArgumentException("A flavour is cpu or cuda, got '" + flavour + "'");
    };
  }

  private static EngineDownload of(Known known, String flavour) {
    URI address =
        URI.create("https://download.pytorch.org/libtorch/%s/%s".formatted(flavour, known.file()));
    return new EngineDownload(flavour, address, known.sha256(), known.megabytes());
  }
}

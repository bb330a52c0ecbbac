package org.unstained.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.unstained.NetworkPackages;
import org.unstained.models.ModelPackage;

/** A network of the tests with other things in its program: TorchScript is text in a zip. */
final class ScriptedNetwork {
  private static final String BODY = "x: Tensor) -> Tuple[Tensor, Tensor]:\n";
  private static final String ONE = "    x: Tensor) -> Tensor:\n";
  private static final String MAPS = "    maps: Tensor) -> Tensor:\n";

  private ScriptedNetwork() {}

  /** A detector that never comes back. */
  static Path endless(Path file) throws IOException {
    return detector(
        file,
        """
            goes = True
            n = 0
            while goes:
              n = torch.add(n, 1)
              goes = torch.ge(n, 0)
              if torch.gt(n, 1000):
                n = 0
              else:
                pass
        """);
  }

  /**
   * A detector that says what PyTorch says when memory is short, if more numbers go in than fit.
   */
  static Path hungry(Path file, int most, String message) throws IOException {
    return detector(
        file,
        """
            if torch.gt(torch.numel(x), %d):
              ops.prim.RaiseException("%s")
            else:
              pass
        """
            .formatted(most, message));
  }

  /**
   * A classifier like one of ours that says what PyTorch says when memory is short, if more crops
   * go in than fit.
   */
  static Path hungryClassifier(Path like, Path file, int most, String message) throws IOException {
    String lines =
        """
            if torch.gt((torch.size(%%s))[0], %d):
              ops.prim.RaiseException("%s")
            else:
              pass
        """
            .formatted(most, message);
    return changed(
        like,
        file,
        code ->
            code.contains("def maps(")
                ? code.replace(ONE, ONE + lines.formatted("x"))
                    .replace(MAPS, MAPS + lines.formatted("maps"))
                : code);
  }

  private static Path detector(Path file, String lines) throws IOException {
    return changed(
        NetworkPackages.network("two-kinds"), file, code -> code.replace(BODY, BODY + lines));
  }

  /** A network with another program. */
  private static Path changed(Path network, Path file, UnaryOperator<String> change)
      throws IOException {
    try (ZipFile like = new ZipFile(network.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : like.stream().toList()) {
        if (entry.getName().endsWith(".debug_pkl")) continue;
        byte[] bytes = like.getInputStream(entry).readAllBytes();
        put(out, entry.getName(), entry.getName().endsWith(".py") ? with(bytes, change) : bytes);
      }
    }
    return file;
  }

  private static byte[] with(byte[] code, UnaryOperator<String> change) {
    String text = new String(code, StandardCharsets.UTF_8);
    return change.apply(text).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 check = new CRC32();
    check.update(bytes);
    entry.setCrc(check.getValue());
    entry.setSize(bytes.length);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /** A model of the library of this home with such a network. */
  static ModelPackage install(Path home, String name, Path network) throws IOException {
    ModelPackage like = NetworkPackages.detector(home, name, "two-kinds");
    return ModelPackage.write(like.folder(), like.description(), network);
  }
}

package org.unstained.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.unstained.NetworkPackages;
import org.unstained.models.ModelPackage;

/** A network of the tests with other things in its program: TorchScript is text in a zip. */
final class ScriptedNetwork {
  private static final String BODY = "x: Tensor) -> Tuple[Tensor, Tensor]:\n";

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

  private static Path detector(Path file, String lines) throws IOException {
    try (ZipFile like = new ZipFile(NetworkPackages.network("two-kinds").toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : like.stream().toList()) {
        if (entry.getName().endsWith(".debug_pkl")) continue;
        byte[] bytes = like.getInputStream(entry).readAllBytes();
        put(out, entry.getName(), entry.getName().endsWith(".py") ? with(bytes, lines) : bytes);
      }
    }
    return file;
  }

  private static byte[] with(byte[] code, String lines) {
    String text = new String(code, StandardCharsets.UTF_8);
    int at = text.indexOf(BODY);
    if (at < 0) return code;
    at += BODY.length();
    return (text.substring(0, at) + lines + text.substring(at)).getBytes(StandardCharsets.UTF_8);
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

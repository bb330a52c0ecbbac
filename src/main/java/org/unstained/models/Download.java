package org.unstained.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One file from an http, https or file address. What came before a break stays beside the target as
 * {@code .part} and the next try goes on from there, if the server's file is still the same one. A
 * redirection from https to http is not followed.
 */
public final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(30);

  private Download() {}

  /**
   * @param target is replaced when all has come and the hash is right
   * @param mostBytes more is refused
   * @param sha256 what the file must have, if known
   * @throws InterruptedIOException if progress ended it; what has come stays
   * @throws IOException if the address can't be reached or has no such file, the file is too long
   *     or has another hash, or the disk is full
   */
  public static void to(
      Path target, URI address, long mostBytes, Optional<String> sha256, Progress progress)
      throws IOException {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    switch (scheme) {
      case "file" -> local(part, address, mostBytes, progress);
      case "http", "https" -> remote(part, address, mostBytes, progress);
      default ->
          throw new IOException(
              address + " can't be fetched. Give an address that starts with https:// or file:");
    }
    if (sha256.isPresent()) {
      String found = Sha256.of(part);
      if (!found.equalsIgnoreCase(sha256.get())) {
        forget(part);
        throw new IOException(
            "%s is damaged or was changed: its SHA-256 is %s, expected %s. Try again"
                .formatted(address, found, sha256.get()));
      }
    }
    WholeFolder.replace(part, target);
    Files.deleteIfExists(tagFile(part));
  }

  private static void local(Path part, URI address, long most, Progress progress)
      throws IOException {
    Path file;
    try {
      file = Path.of(address);
    } catch (IllegalArgumentException e) {
      throw new IOException(address + " names no file: " + e.getMessage(), e);
    }
    forget(part);
    if (!Files.isRegularFile(file))
      throw new IOException(file + " is not there. Check the address");
    long total = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      append(in, part, 0, total, most, address, progress);
    }
  }

  private static void remote(Path part, URI address, long most, Progress progress)
      throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    Path tagFile = tagFile(part);
    String tag = Files.exists(tagFile) ? Files.readString(tagFile) : "";
    // Without a strong mark of the server's file nobody knows whether the parts belong together.
    if (tag.isEmpty() || !tag.startsWith(address + "\n")) have = 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Accept-Encoding", "identity");
    if (have > 0)
      request
          .header("Range", "bytes=" + have + "-")
          .header("If-Range", tag.substring(tag.indexOf('\n') + 1));
    HttpResponse<InputStream> response = send(address, request.build());
    try (InputStream in = response.body()) {
      int status = response.statusCode();
      if (status == 416) {
        forget(part);
        throw new IOException(address + " has changed on its server. Try again");
      }
      if (status != 200 && status != 206)
        throw new IOException(
            "%s can't be fetched: the server answers %d. Check the address"
                .formatted(address, status));
      if (status == 200) have = 0;
      else if (!response
          .headers()
          .firstValue("Content-Range")
          .orElse("")
          .startsWith("bytes " + have + "-"))
        throw new IOException(address + " came with another part than asked for. Try again");
      if (have == 0) {
        forget(part);
        Optional<String> mark =
            response.headers().firstValue("ETag").filter(t -> t.startsWith("\""));
        if (mark.isEmpty()) mark = response.headers().firstValue("Last-Modified");
        if (mark.isPresent())
          Files.writeString(tagFile, address + "\n" + mark.get(), StandardCharsets.UTF_8);
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      append(in, part, have, length < 0 ? -1 : have + length, most, address, progress);
    }
  }

  private static HttpResponse<InputStream> send(URI address, HttpRequest request)
      throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("The download was cancelled").initCause(e);
    } catch (ConnectException e) {
      throw new IOException(
          address.getHost()
              + " can't be reached. Check the network and its proxy, or fetch the file elsewhere"
              + " and install it from there",
          e);
    }
  }

  private static void append(
      InputStream in, Path part, long have, long total, long most, URI address, Progress progress)
      throws IOException {
    if (total > most) throw tooLong(part, address, most);
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (!progress.at(have, total)) throw new InterruptedIOException("The download was cancelled");
      for (int n; (n = in.read(buffer)) >= 0; ) {
        have += n;
        if (have > most) break;
        out.write(buffer, 0, n);
        if (!progress.at(have, total))
          throw new InterruptedIOException("The download was cancelled");
      }
    }
    if (have > most) throw tooLong(part, address, most);
    if (total >= 0 && have != total)
      throw new IOException(
          "%s broke off after %,d of %,d bytes. Try again, it goes on from there"
              .formatted(address, have, total));
  }

  private static IOException tooLong(Path part, URI address, long most) throws IOException {
    forget(part);
    return new IOException(
        "%s is longer than %,d MB, too long for what it should be. Check the address"
            .formatted(address, most >> 20));
  }

  private static void forget(Path part) throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tagFile(part));
  }

  private static Path tagFile(Path part) {
    return part.resolveSibling(part.getFileName() + ".tag");
  }
}

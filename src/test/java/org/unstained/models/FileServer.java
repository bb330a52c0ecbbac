package org.unstained.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Serves one file over loopback HTTP, with ranges, and may break off. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  volatile byte[] content;
  volatile String tag = "\"one\"";

  /** Bytes after which the connection breaks; −1 never. */
  volatile int breakAfter = -1;

  volatile boolean withLength = true;
  final List<String> ranges = new ArrayList<>();

  FileServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file.zip", this::serve);
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/file.zip");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  URI address(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    synchronized (ranges) {
      ranges.add(String.valueOf(range));
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean same = condition == null || condition.equals(tag);
    int from = 0;
    int status = 200;
    exchange.getResponseHeaders().add("ETag", tag);
    if (range != null && same) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      status = 206;
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    int length = content.length - from;
    exchange.sendResponseHeaders(status, withLength ? length : 0);
    int send = breakAfter < 0 ? length : Math.min(length, breakAfter);
    try {
      exchange.getResponseBody().write(content, from, send);
      exchange.getResponseBody().flush();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

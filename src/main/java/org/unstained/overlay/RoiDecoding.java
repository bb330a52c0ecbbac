package org.unstained.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/**
 * Files of a zip on their way to ROIs: other processors decode some while the next ones come out of
 * the zip. What waits has bounds, and the results have the order of the files.
 *
 * @param <T> what becomes of a file
 */
final class RoiDecoding<T> {
  /** Bytes that are worth telling another thread about, and so many files. */
  private static final int PART = 128 << 10;

  private static final int FILES = 200;

  /** No more bytes than these wait, unless a single file has more. */
  private static final int WAITING = 4 << 20;

  private final Decoder<T> decoder;
  private final List<T> decoded = new ArrayList<>();
  private final Deque<Part<T>> ahead = new ArrayDeque<>();
  private List<Content> next = new ArrayList<>();
  private int nextSize;
  private int waiting;

  interface Decoder<T> {
    /**
     * Is asked by several threads at once.
     *
     * @param name as it stands in the zip
     * @return null to leave the file out
     */
    T decode(String name, byte[] content) throws IOException;
  }

  private record Content(String name, byte[] bytes) {}

  private record Part<T>(int size, Future<List<T>> work) {}

  RoiDecoding(Decoder<T> decoder) {
    this.decoder = decoder;
  }

  /**
   * Takes the next file.
   *
   * @throws IOException if an earlier one can't be used
   */
  void take(String name, byte[] content) throws IOException {
    if (waiting > 0 && waiting + content.length > WAITING) {
      start();
      while (!ahead.isEmpty()) end();
    }
    next.add(new Content(name, content));
    nextSize += content.length;
    waiting += content.length;
    if (nextSize >= PART || next.size() >= FILES) start();
    while (!ahead.isEmpty() && ahead.peek().work().isDone()) end();
  }

  /**
   * What became of all files, in their order.
   *
   * @throws IOException if one can't be used; of several, the first
   */
  List<T> finish() throws IOException {
    start();
    while (!ahead.isEmpty()) end();
    return decoded;
  }

  private void start() {
    if (next.isEmpty()) return;
    List<Content> part = next;
    Future<List<T>> work = ForkJoinPool.commonPool().submit(() -> decode(part));
    ahead.add(new Part<>(nextSize, work));
    next = new ArrayList<>();
    nextSize = 0;
  }

  private List<T> decode(List<Content> part) {
    List<T> decoded = new ArrayList<>(part.size());
    try {
      for (Content one : part) {
        T result = decoder.decode(one.name, one.bytes);
        if (result != null) decoded.add(result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the pool wraps any other, and its words with it
    }
    return decoded;
  }

  private void end() throws IOException {
    Part<T> part = ahead.remove();
    waiting -= part.size();
    try {
      decoded.addAll(part.work().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the reading was interrupted", e);
    } catch (ExecutionException e) {
      ahead.forEach(later -> later.work().cancel(true));
      ahead.clear();
      next.clear();
      Throwable cause = e.getCause();
      if (cause instanceof UncheckedIOException io) throw io.getCause();
      if (cause instanceof Error error) throw error;
      throw new IOException(cause.getMessage(), cause);
    }
  }
}

package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;

public class LanesTest {

  interface Work {
    void run(int batch) throws IOException;
  }

  private final AtomicInteger open = new AtomicInteger();
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  private void run(int batches, int lanes, Work work) throws IOException {
    Lanes.run(
        batches,
        lanes,
        () -> {
          open.incrementAndGet();
          return new Lanes.Lane() {
            @Override
            public int run(int batch) throws IOException {
              seen.add(batch);
              work.run(batch);
              return 1;
            }

            @Override
            public void close() {
              open.decrementAndGet();
            }
          };
        },
        p -> {},
        () -> false);
  }

  @Test
  public void everyBatchIsDoneOnce() throws IOException {
    for (int lanes = 1; lanes < 5; lanes++) {
      seen.clear();
      run(50, lanes, i -> {});
      assertEquals(IntStream.range(0, 50).boxed().toList(), seen.stream().sorted().toList());
      assertEquals(0, open.get());
    }
  }

  @Test
  public void planesOneAfterTheOtherShareTheirThreads() throws IOException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int plane = 0; plane < 100; plane++) run(4, 2, i -> threads.add(Thread.currentThread()));
    assertTrue(threads.size() + " threads", threads.size() <= 8);
  }

  @Test
  public void theThreadsLookForClassesAsTheirCallerDoes() throws IOException {
    Thread caller = Thread.currentThread();
    ClassLoader usual = caller.getContextClassLoader();
    ClassLoader other = new ClassLoader(usual) {};
    caller.setContextClassLoader(other);
    try {
      run(4, 2, i -> assertSame(other, Thread.currentThread().getContextClassLoader()));
    } finally {
      caller.setContextClassLoader(usual);
    }
  }

  @Test
  public void theFirstFailureStopsAllLanesAndIsThrown() {
    IOException failure = new IOException("broken");
    var thrown =
        assertThrows(
            IOException.class,
            () ->
                run(
                    100_000,
                    3,
                    i -> {
                      if (i == 7) throw failure;
                    }));
    assertSame(failure, thrown);
    assertTrue(seen.size() < 100_000);
    assertEquals(0, open.get());
  }

  @Test
  public void aLackOfMemorySaysWhatToDo() {
    String message =
        assertThrows(
                NetworkException.class,
                () ->
                    run(
                        2,
                        2,
                        i -> {
                          throw new OutOfMemoryError("Java heap space");
                        }))
            .getMessage();
    assertTrue(message, message.contains("smaller tiles or batches"));
  }

  @Test
  public void anInterruptedCallerStopsTheRunAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () ->
            run(
                1_000_000,
                2,
                i -> {
                  try {
                    Thread.sleep(1);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                }));
    assertTrue(Thread.interrupted());
    assertFalse(seen.size() > 1000);
  }

  @Test
  public void aBatchThatIsTooLargeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NetworkTranslator.Input.length(64, 6, 16_384, 16_384));
    assertEquals(2 * 3 * 4 * 5, NetworkTranslator.Input.length(2, 3, 4, 5));
  }
}

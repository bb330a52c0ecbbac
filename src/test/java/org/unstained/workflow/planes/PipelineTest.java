package org.unstained.workflow.planes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

public class PipelineTest {
  private static final int MANY = 200;
  private static final int AT_ONCE = 4;
  private static final int PATIENCE_MS = 10_000;

  /** Threads go when there is nothing left for them, which may take a moment. */
  @After
  public void nothingOfItRunsOn() {
    for (int waited = 0; threads() > 0 && waited < PATIENCE_MS; waited += 10) pause(10);
    assertEquals(0, threads());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("Unstained work"))
        .count();
  }

  @Test
  public void resultsComeInOrderHoweverLongEachTakes() {
    Random random = new Random(3);
    int[] pauses = random.ints(MANY, 0, 3).toArray();
    for (int atOnce : new int[] {1, 2, AT_ONCE, MANY}) {
      List<Integer> taken = new ArrayList<>();
      Pipeline.run(
          MANY,
          atOnce,
          (number, canceled) -> {
            pause(pauses[number]);
            return number;
          },
          taken::add,
          () -> false);
      assertEquals(IntStream.range(0, MANY).boxed().toList(), taken);
    }
  }

  @Test
  public void nothingGivesNothing() {
    Pipeline.run(0, AT_ONCE, (number, canceled) -> number, number -> {}, () -> false);
  }

  @Test
  public void noMoreThanAllowedAreAliveEvenIfTheTakerIsSlow() {
    AtomicInteger alive = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Pipeline.run(
        MANY,
        AT_ONCE,
        (number, canceled) -> {
          most.accumulateAndGet(alive.incrementAndGet(), Math::max);
          return number;
        },
        number -> {
          pause(1);
          alive.decrementAndGet();
        },
        () -> false);
    assertEquals(0, alive.get());
    assertTrue("alive at once: " + most, most.get() <= AT_ONCE);
  }

  @Test
  public void theNextIsWorkedOnWhileOneIsTaken() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    AtomicBoolean met = new AtomicBoolean();
    Pipeline.<Integer, Exception>run(
        2,
        2,
        (number, canceled) -> {
          if (number == 1) second.countDown();
          return number;
        },
        number -> {
          if (number == 0) met.set(second.await(10, TimeUnit.SECONDS));
        },
        () -> false);
    assertTrue(met.get());
  }

  @Test
  public void theFirstInOrderThatFailsIsThrownAndWhatCameBeforeIsTaken() {
    for (int atOnce : new int[] {1, AT_ONCE}) {
      List<Integer> taken = new ArrayList<>();
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  Pipeline.<Integer, IOException>run(
                      MANY,
                      atOnce,
                      (number, canceled) -> {
                        if (number == 20) pause(20);
                        if (number >= 20) throw new IOException("number " + number);
                        return number;
                      },
                      taken::add,
                      () -> false));
      assertEquals("number 20", thrown.getMessage());
      assertEquals(IntStream.range(0, 20).boxed().toList(), taken);
    }
  }

  @Test
  public void aTakerThatFailsEndsIt() {
    AtomicInteger begun = new AtomicInteger();
    IllegalStateException full = new IllegalStateException("disk full");
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Pipeline.<Integer, RuntimeException>run(
                    MANY,
                    AT_ONCE,
                    (number, canceled) -> begun.incrementAndGet(),
                    number -> {
                      throw full;
                    },
                    () -> false));
    assertSame(full, thrown);
    assertTrue(begun + " begun", begun.get() <= AT_ONCE);
  }

  @Test
  public void cancellingAtAnyMomentStopsAllThatIsBegun() {
    Random random = new Random(5);
    for (int run = 0; run < 100; run++) {
      int last = random.nextInt(3 * MANY);
      AtomicInteger asked = new AtomicInteger();
      List<Integer> taken = new ArrayList<>();
      assertThrows(
          CancellationException.class,
          () ->
              Pipeline.<Integer, RuntimeException>run(
                  2 * MANY,
                  AT_ONCE,
                  (number, canceled) -> {
                    if (canceled.getAsBoolean()) throw new CancellationException();
                    return number;
                  },
                  taken::add,
                  () -> asked.getAndIncrement() >= last));
      assertEquals(IntStream.range(0, taken.size()).boxed().toList(), taken);
    }
  }

  @Test
  public void othersAreToldToStopWhenOneFails() {
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch waits = new CountDownLatch(1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Pipeline.<Integer, RuntimeException>run(
                2,
                2,
                (number, canceled) -> {
                  if (number == 0) {
                    await(waits);
                    throw new IllegalArgumentException("no");
                  }
                  waits.countDown();
                  while (!canceled.getAsBoolean()) pause(1);
                  told.set(true);
                  return number;
                },
                number -> {},
                () -> false));
    // with one processor the second never begins
    assertTrue(told.get() || Runtime.getRuntime().availableProcessors() < 2);
  }

  @Test
  public void withTooLittleMemoryForSeveralTheyAreDoneOneByOne() {
    AtomicInteger inWork = new AtomicInteger();
    List<Integer> taken = new ArrayList<>();
    Pipeline.<Integer, RuntimeException>run(
        MANY,
        AT_ONCE,
        (number, canceled) -> {
          boolean alone = inWork.incrementAndGet() == 1;
          try {
            pause(1);
            if (number >= 50 && !alone) throw new OutOfMemoryError("for two");
            return number;
          } finally {
            inWork.decrementAndGet();
          }
        },
        taken::add,
        () -> false);
    assertEquals(IntStream.range(0, MANY).boxed().toList(), taken);
  }

  @Test
  public void tooLittleMemoryForOneIsAnError() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            Pipeline.<Integer, RuntimeException>run(
                MANY,
                AT_ONCE,
                (number, canceled) -> {
                  throw new OutOfMemoryError("for one");
                },
                number -> {},
                () -> false));
  }

  @Test
  public void anInterruptCancelsAndIsKept() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () ->
              Pipeline.<Integer, RuntimeException>run(
                  2, 2, (number, canceled) -> number, number -> {}, () -> false));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void whatIsLargeIsWorkedOnAlone() {
    assertEquals(1, Pipeline.atOnce(10, Long.MAX_VALUE / 2));
    assertEquals(1, Pipeline.atOnce(1, 1));
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(processors + 1, Pipeline.atOnce(1000, 1));
    assertEquals(2, Pipeline.atOnce(2, 1));
  }

  private static void pause(int ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(Runtime.getRuntime().availableProcessors() < 2 ? 0 : 10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

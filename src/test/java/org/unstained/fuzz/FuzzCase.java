package org.unstained.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One case: a seed of a target, spoilt by random numbers that follow from the run's seed, the
 * target's name and the case's number. So each can be made again by itself.
 */
record FuzzCase(Target target, long seed, int number, int patience) {
  /** Long enough for a machine that does other things, too. */
  private static final int SECONDS = 10;

  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_TIMES = 50;

  FuzzCase(Target target, long seed, int number) {
    this(target, seed, number, SECONDS);
  }

  FuzzCase withPatience(int seconds) {
    return new FuzzCase(target, seed, number, seconds);
  }

  private Random random() {
    long mixed = seed * 0x9E3779B97F4A7C15L ^ target.name().hashCode();
    return new Random(mixed * 0xBF58476D1CE4E5B9L + number);
  }

  /** The first cases are the sound seeds themselves. */
  boolean isSound() {
    return number < target.seeds().size();
  }

  Seed spoilt() {
    if (isSound()) return target.seeds().get(number);
    Random random = random();
    Seed sound = Mutation.oneOf(target.seeds(), random);
    return new Seed(sound.name(), target.mutation().spoil(sound.content(), random));
  }

  /** What is wrong, if anything is. */
  Optional<Find> run(Room room) throws IOException {
    Seed spoilt = spoilt();
    Path file = room.file(spoilt);
    Path home = room.home();
    Watch.Outcome outcome =
        Watch.of(
            () -> {
              target.opening().open(file, home);
              return null;
            },
            patience);
    List<Path> strays = room.strays(file);
    room.clear(file);
    if (outcome.hangs().isPresent())
      return Optional.of(
          new Find("hangs at " + Find.place(outcome.hangs().get()), patience + " s"));
    if (!strays.isEmpty()) return Optional.of(new Find("file outside", strays.toString()));
    Optional<Find> thrown = outcome.thrown().flatMap(e -> judge(e, spoilt.name()));
    if (thrown.isPresent()) return thrown;
    long most = Math.max(MOST_BYTES, MOST_TIMES * spoilt.content().length);
    if (outcome.allocated() <= most) return Optional.empty();
    String place = outcome.thrown().map(Find::place).orElse("");
    return Optional.of(
        new Find(
            "memory",
            "%,d bytes for %,d %s".formatted(outcome.allocated(), spoilt.content().length, place)));
  }

  /** One of ours, not one of a library that we have to live with. */
  private static boolean isMistake(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    boolean kind =
        thrown instanceof NullPointerException
            || thrown instanceof IndexOutOfBoundsException
            || thrown instanceof ClassCastException
            || thrown instanceof ArithmeticException
            || thrown instanceof NegativeArraySizeException;
    return kind && trace.length > 0 && trace[0].getClassName().startsWith("org.unstained.");
  }

  private Optional<Find> judge(Throwable thrown, String name) {
    if (isSound() && !target.mayRefuseSound())
      return Optional.of(new Find("sound one refused", thrown.toString()));
    if (!(thrown instanceof IOException || thrown.getClass() == IllegalArgumentException.class))
      return Optional.of(Find.of(thrown));
    Throwable cause = thrown.getCause();
    if (cause != null && isMistake(cause))
      return Optional.of(new Find("hides " + Find.of(cause).kind(), cause.toString()));
    return Messages.wrong(
            thrown.getMessage(),
            target.asked() == Target.Asked.NAME ? name : "",
            target.asked() == Target.Asked.SCREEN)
        .map(wrong -> Find.message(wrong, thrown));
  }
}

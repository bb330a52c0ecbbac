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
record FuzzCase(Target target, long seed, int number) {
  private static final int SECONDS = 10;
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_TIMES = 50;

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
  Optional<Find> run(Path root) throws IOException {
    Seed spoilt = spoilt();
    try (Room room = new Room(root, spoilt.name(), spoilt.content())) {
      Watch.Outcome outcome =
          Watch.of(
              () -> {
                target.opening().open(room.file, room.home);
                return null;
              },
              SECONDS);
      if (outcome.hangs().isPresent())
        return Optional.of(
            new Find("hangs at " + Find.place(outcome.hangs().get()), SECONDS + " s"));
      List<Path> strays = room.strays();
      if (!strays.isEmpty()) return Optional.of(new Find("file outside", strays.toString()));
      Optional<Find> thrown = outcome.thrown().flatMap(e -> judge(e, spoilt.name()));
      if (thrown.isPresent()) return thrown;
      long most = Math.max(MOST_BYTES, MOST_TIMES * spoilt.content().length);
      if (outcome.allocated() > most)
        return Optional.of(
            new Find(
                "memory",
                "%,d bytes for %,d%s"
                    .formatted(
                        outcome.allocated(),
                        spoilt.content().length,
                        outcome.thrown().map(e -> " " + Find.place(e)).orElse(""))));
      return Optional.empty();
    }
  }

  private Optional<Find> judge(Throwable thrown, String name) {
    if (isSound()) return Optional.of(new Find("sound one refused", thrown.toString()));
    if (!(thrown instanceof IOException || thrown.getClass() == IllegalArgumentException.class))
      return Optional.of(Find.of(thrown));
    return Messages.wrong(
            thrown.getMessage(),
            target.asked() == Target.Asked.NAME ? name : "",
            target.asked() == Target.Asked.SCREEN)
        .map(wrong -> Find.message(wrong, thrown));
  }
}

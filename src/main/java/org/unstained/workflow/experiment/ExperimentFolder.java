package org.unstained.workflow.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.unstained.annotation.JsonText;
import org.unstained.models.TextFile;
import org.unstained.workflow.files.CsvMerge;
import org.unstained.workflow.files.OutputFolder;

/**
 * The folder of an experiment: {@value #SETTINGS}, a folder for each finished trial in {@code
 * trials}, and tables and report made of them. What is under way lies in {@code work}. Everything
 * else is there whole or not at all. Close it to give the folder free.
 */
final class ExperimentFolder implements AutoCloseable {
  static final String SETTINGS = "experiment.json";
  static final String RECORD = "trial.json";
  static final String PREDICTIONS = "predictions.csv";

  /** NaN is no JSON: it is written as null and read back. */
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .setPrettyPrinting()
          .serializeNulls()
          .registerTypeAdapter(
              Double.class,
              (JsonSerializer<Double>)
                  (value, type, context) ->
                      Double.isFinite(value)
                          ? new JsonPrimitive(value)
                          : com.google.gson.JsonNull.INSTANCE)
          .create();

  private final Path folder;
  private final FileChannel lock;

  private ExperimentFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder, or goes on with what is there.
   *
   * @throws IOException if the folder holds another experiment, is being written by another run, or
   *     can't be written
   */
  static ExperimentFolder open(Path folder, Map<String, Object> settings) throws IOException {
    OutputFolder.make(folder);
    FileChannel lock = locked(folder);
    ExperimentFolder opened = new ExperimentFolder(folder, lock);
    try {
      JsonElement wanted = GSON.toJsonTree(settings);
      Path file = folder.resolve(SETTINGS);
      if (Files.exists(file)) opened.requireSame(file, wanted.getAsJsonObject());
      else opened.write(SETTINGS, out -> out.write(GSON.toJson(wanted) + "\n"));
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean free;
    try {
      free = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    } catch (IOException e) {
      free = true; // a disk without locks
    }
    if (free) return channel;
    channel.close();
    throw new IOException(
        "Another experiment is writing into %s. Wait until it ends, or choose another folder."
            .formatted(folder));
  }

  private void requireSame(Path file, JsonObject wanted) throws IOException {
    JsonObject there;
    try {
      there = JsonText.read(file, GSON, JsonObject.class);
    } catch (TextFile.NoText | JsonParseException e) {
      there = null;
    }
    if (there == null)
      throw new IOException(
          "%s is damaged. Choose another folder, or delete this one.".formatted(file));
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(there.keySet());
    for (String key : keys)
      if (!String.valueOf(wanted.get(key)).equals(String.valueOf(there.get(key))))
        throw new IOException(
            "%s holds another experiment: its %s differ%s. Choose another folder, or take the settings in %s to go on with it."
                .formatted(
                    folder,
                    key.equals("identity") ? "images or their cells" : key,
                    key.equals("identity")
                        ? ""
                        : " (%s there, %s now)"
                            .formatted(shortened(there.get(key)), shortened(wanted.get(key))),
                    SETTINGS));
  }

  private static String shortened(JsonElement value) {
    if (value == null || value.isJsonNull()) return "nothing";
    String text = String.valueOf(value).replaceAll("\\s+", " ");
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  /** Where a trial does its work; what a run that was cut off left there stays. */
  Path workshop(Trial trial) {
    return folder.resolve("work").resolve(trial.key());
  }

  Path trial(Trial trial) {
    return folder.resolve("trials").resolve(trial.key());
  }

  /** What came of a trial that is finished. */
  Optional<TrialRecord> finished(Trial trial) throws IOException {
    Path file = trial(trial).resolve(RECORD);
    if (!Files.exists(file)) return Optional.empty();
    try {
      TrialRecord record = JsonText.read(file, GSON, TrialRecord.class);
      if (isSound(record)) return Optional.of(numbers(record));
    } catch (TextFile.NoText | JsonParseException e) {
      // below
    }
    throw new IOException(
        "%s is damaged. Delete its folder to make this trial again.".formatted(file));
  }

  /** Whether nothing is missing in it. */
  private static boolean isSound(TrialRecord record) {
    return record != null
        && noneMissing(
            record.trial(),
            record.learner(),
            record.split(),
            record.images(),
            record.cells(),
            record.results(),
            record.problem())
        && record.results().stream()
            .allMatch(
                one ->
                    one != null
                        && noneMissing(one.method(), one.figures(), one.chosen(), one.notes()));
  }

  private static boolean noneMissing(Object... parts) {
    return Arrays.stream(parts).allMatch(Objects::nonNull);
  }

  private static TrialRecord numbers(TrialRecord record) {
    record
        .results()
        .forEach(
            result -> {
              result.figures().replaceAll((name, value) -> value == null ? Double.NaN : value);
              result.chosen().replaceAll((name, value) -> value == null ? Double.NaN : value);
            });
    return record;
  }

  /** Something that writes text. */
  interface Text {
    void writeTo(BufferedWriter out) throws IOException;
  }

  /** Keeps what came of a trial and clears its work. */
  void keep(Trial trial, TrialRecord record, Text predictions) throws IOException {
    Path made = folder.resolve("work").resolve(trial.key() + ".done");
    if (Files.exists(made)) OutputFolder.delete(made);
    Files.createDirectories(made);
    try (BufferedWriter out = Files.newBufferedWriter(made.resolve(PREDICTIONS))) {
      predictions.writeTo(out);
    }
    Files.writeString(made.resolve(RECORD), GSON.toJson(record) + "\n");
    Files.createDirectories(trial(trial).getParent());
    Files.move(made, trial(trial), StandardCopyOption.ATOMIC_MOVE);
    if (Files.exists(workshop(trial))) OutputFolder.delete(workshop(trial));
  }

  /** Writes a file of the folder whole. */
  void write(String name, Text text) throws IOException {
    Path part = folder.resolve("." + name + ".part");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part)) {
        text.writeTo(out);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Joins tables of trials to one. */
  void merge(String name, java.util.List<Path> tables) throws IOException {
    Path part = folder.resolve("." + name + ".part");
    try {
      CsvMerge.merge(tables, part);
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    lock.close();
    Files.deleteIfExists(folder.resolve(".lock"));
    Path work = folder.resolve("work");
    if (Files.isDirectory(work) && work.toFile().list().length == 0) Files.delete(work);
  }
}

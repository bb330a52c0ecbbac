package org.unstained.workflow.folder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unstained.annotation.JsonText;
import org.unstained.models.TextFile;
import org.unstained.workflow.files.FileContent;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.files.OutputNames;

/**
 * What the runs into an output folder remember, in its hidden folder {@value OutputFolder#HIDDEN}:
 * a {@link ImageRecord} for each finished image, a place where files are made before they are moved
 * to theirs, and a lock that keeps two runs at once apart. Close it to give the folder free.
 */
final class FolderRecords implements AutoCloseable {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();

  private final Path output;
  private final String key;
  private final FileChannel lock;

  private FolderRecords(Path output, String key, FileChannel lock) {
    this.output = output;
    this.key = key;
    this.lock = lock;
  }

  /**
   * @param depends all that results depend on but the content of the images
   * @throws IOException if another run works on this folder, or it can't be written
   */
  static FolderRecords open(Path output, Map<String, ?> depends) throws IOException {
    Path hidden = Files.createDirectories(output.resolve(OutputFolder.HIDDEN));
    FolderRecords records = new FolderRecords(output, key(depends), locked(hidden, output));
    try {
      records.clearWorkshop();
    } catch (IOException e) {
      records.close();
      throw e;
    }
    return records;
  }

  private static FileChannel locked(Path hidden, Path output) throws IOException {
    FileChannel channel =
        FileChannel.open(
            hidden.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        "Another run is writing into %s. Wait until it ends, or choose another output folder."
            .formatted(output.toAbsolutePath()));
  }

  /** What an interrupted run left half made. */
  private void clearWorkshop() throws IOException {
    if (Files.exists(workshop())) OutputFolder.delete(workshop());
    Files.createDirectories(workshop());
  }

  /** An empty place on the same disk as the output. */
  Path workshop() {
    return output.resolve(OutputFolder.HIDDEN).resolve("work");
  }

  String key() {
    return key;
  }

  /** The record of an image that is finished: same parameters, same content, all files there. */
  Optional<ImageRecord> finished(FolderImage image) throws IOException {
    Optional<ImageRecord> record = find(image);
    boolean same =
        record.isPresent()
            && record.get().key().equals(key)
            && record.get().image().equals(image.name())
            && record.get().content().isThatOf(image.file())
            && isWhole(record.get());
    return same ? record : Optional.empty();
  }

  private boolean isWhole(ImageRecord record) throws IOException {
    for (Map.Entry<String, Long> file : record.files().entrySet())
      if (length(file.getKey()) != file.getValue()) return false;
    return true;
  }

  /** Of a file, or of all files of a folder together; -1 if it isn't there. */
  private long length(String name) throws IOException {
    Path file = output.resolve(name);
    if (!Files.exists(file)) return -1;
    if (!Files.isDirectory(file)) return Files.size(file);
    long sum = 0;
    try (Stream<Path> files = Files.list(file)) {
      for (Path each : (Iterable<Path>) files::iterator) sum += Files.size(each);
    }
    return sum;
  }

  /** Whatever is remembered; a damaged record is none. */
  Optional<ImageRecord> find(FolderImage image) throws IOException {
    try {
      ImageRecord record = JsonText.read(file(image), GSON, ImageRecord.class);
      return isSound(record, image) ? Optional.of(record) : Optional.empty();
    } catch (NoSuchFileException | TextFile.NoText | JsonParseException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing is missing in it, and it names no files but those of the image. */
  private boolean isSound(ImageRecord record, FolderImage image) {
    if (record == null
        || record.key() == null
        || record.image() == null
        || record.content() == null
        || record.content().sha256() == null
        || record.files() == null
        || record.summary() == null) return false;
    Path whole = output.toAbsolutePath().normalize();
    for (Map.Entry<String, Long> file : record.files().entrySet()) {
      Path place = whole.resolve(file.getKey()).normalize();
      boolean inside = place.startsWith(whole) && !place.equals(whole);
      boolean own = file.getKey().startsWith(image.stem());
      if (!inside
          || !own
          || place.startsWith(whole.resolve(OutputFolder.HIDDEN))
          || file.getValue() == null) return false;
    }
    for (List<String> row : record.summary())
      if (row == null
          || row.size() != FolderReport.SUMMARY_COLUMNS.size()
          || row.stream().anyMatch(Objects::isNull)) return false;
    return true;
  }

  /**
   * Moves an image's files from the workshop to their place and remembers them. What an earlier run
   * left of this image and this one doesn't make is deleted.
   *
   * @param names of files and folders in the workshop, and what they are called from the output
   *     folder on
   * @return what is remembered: the draft, with the lengths of the files
   */
  ImageRecord publish(FolderImage image, Map<Path, String> names, ImageRecord draft)
      throws IOException {
    Set<String> old = written(image);
    Files.deleteIfExists(file(image));
    Path folder = output.resolve(image.stem()).toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Map<String, Long> lengths = new java.util.TreeMap<>();
    for (Map.Entry<Path, String> each : names.entrySet()) {
      String name = each.getValue();
      Path place = output.resolve(name);
      if (Files.isDirectory(place)) OutputFolder.delete(place);
      Files.move(each.getKey(), place, StandardCopyOption.REPLACE_EXISTING);
      lengths.put(name, length(name));
    }
    old.removeAll(lengths.keySet());
    for (String name : old) delete(name);
    ImageRecord record =
        new ImageRecord(
            key,
            image.name(),
            draft.content(),
            draft.cells(),
            draft.seconds(),
            lengths,
            draft.summary());
    Path made = workshop().resolve("record.json");
    Files.writeString(made, GSON.toJson(record));
    Files.createDirectories(file(image).getParent());
    Files.move(made, file(image), StandardCopyOption.REPLACE_EXISTING);
    return record;
  }

  /** Takes away what an earlier run with other parameters left of an image that fails now. */
  void failed(FolderImage image) throws IOException {
    Optional<ImageRecord> record = find(image);
    if (record.isPresent() && record.get().key().equals(key)) return;
    Set<String> old = written(image);
    Files.deleteIfExists(file(image));
    for (String name : old) delete(name);
  }

  private Set<String> written(FolderImage image) throws IOException {
    Set<String> names = new TreeSet<>();
    find(image).ifPresent(record -> names.addAll(record.files().keySet()));
    names.add(image.stem() + OutputNames.LABELS); // of a version that kept no records
    return new HashSet<>(names);
  }

  private void delete(String name) throws IOException {
    Path file = output.resolve(name);
    if (Files.isDirectory(file)) OutputFolder.delete(file);
    else if (Files.exists(file)) Files.delete(file); // a damaged record may name what can't be one
  }

  private Path file(FolderImage image) {
    return output.resolve(OutputFolder.HIDDEN).resolve("images").resolve(image.stem() + ".json");
  }

  private static String key(Map<String, ?> depends) {
    byte[] text = sorted(GSON.toJsonTree(depends)).toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(FileContent.digest().digest(text));
  }

  /** The same for any order in which a map gives its entries. */
  private static JsonElement sorted(JsonElement element) {
    if (element instanceof JsonArray array) {
      JsonArray all = new JsonArray();
      array.forEach(each -> all.add(sorted(each)));
      return all;
    }
    if (!(element instanceof JsonObject object)) return element;
    JsonObject all = new JsonObject();
    for (String name : new TreeSet<>(object.keySet())) all.add(name, sorted(object.get(name)));
    return all;
  }

  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(workshop())) OutputFolder.delete(workshop());
    } finally {
      lock.close();
    }
  }
}

package org.unstained.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which networks the user agreed to run, and where they came from, by the SHA-256 of their weights:
 * one YAML file in the folder of the library. A file of weights that changes has another SHA-256
 * and isn't agreed to.
 */
final class ModelTrust {
  /**
   * What is known of a file of weights.
   *
   * @param name of the model when it was seen
   * @param source where it was installed from; empty if that isn't known
   * @param agreed why it may run; empty if nobody has agreed
   * @param since the day
   */
  private record Known(String name, String source, String agreed, String since) {}

  private final Path file;

  ModelTrust(Path file) {
    this.file = file;
  }

  /** Whether anything was ever written. */
  boolean exists() {
    return Files.exists(file);
  }

  boolean isAgreed(String sha256) throws IOException {
    Known known = read().get(sha256);
    return known != null && !known.agreed.isEmpty();
  }

  Optional<String> source(String sha256) throws IOException {
    Known known = read().get(sha256);
    return known == null || known.source.isEmpty() ? Optional.empty() : Optional.of(known.source);
  }

  /**
   * Notes models by name and SHA-256 that may run; the caller holds the folder's lock.
   *
   * @param why in a few words
   */
  void agree(Map<String, String> namesByHash, String why) throws IOException {
    Map<String, Known> all = read();
    namesByHash.forEach(
        (sha256, name) -> {
          Known old = all.get(sha256);
          if (old == null || old.agreed.isEmpty())
            all.put(sha256, new Known(name, old == null ? "" : old.source, why, today()));
        });
    write(all);
  }

  /** Notes where a model came from; the caller holds the folder's lock. */
  void installed(String name, String sha256, String source) throws IOException {
    Map<String, Known> all = read();
    Known old = all.get(sha256);
    all.put(sha256, new Known(name, source, old == null ? "" : old.agreed, today()));
    write(all);
  }

  private static String today() {
    return LocalDate.now().toString();
  }

  private Map<String, Known> read() throws IOException {
    Map<String, Known> all = new TreeMap<>();
    if (!exists()) return all;
    Fields models = Fields.of(file.toString(), Yaml.read(file)).child("models");
    for (String sha256 : models.keys()) {
      Fields one = models.child(sha256);
      all.put(
          sha256,
          new Known(
              one.textIf("name").orElse(""),
              one.textIf("source").orElse(""),
              one.textIf("agreed").orElse(""),
              one.textIf("since").orElse("")));
    }
    return all;
  }

  private void write(Map<String, Known> all) throws IOException {
    Map<String, Object> models = new LinkedHashMap<>();
    all.forEach(
        (sha256, known) -> {
          Map<String, String> one = new LinkedHashMap<>();
          one.put("name", known.name);
          one.put("source", known.source);
          one.put("agreed", known.agreed);
          one.put("since", known.since);
          models.put(sha256, one);
        });
    WholeFolder.writeText(file, Yaml.write(Map.of("models", models)));
  }
}

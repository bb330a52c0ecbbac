package org.unstained.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the user set for models, in one YAML file: the defaults by the model's key. */
final class ModelSettings {
  private final Path file;

  ModelSettings(Path file) {
    this.file = file;
  }

  /** The model's own defaults with what the user set over them. */
  ModelDefaults defaults(String key, ModelDefaults own) throws IOException {
    if (!Files.exists(file)) return own;
    Fields all = Fields.of(file.toString(), Yaml.read(file));
    Optional<Fields> models = all.childIf("defaults");
    if (models.isEmpty() || !models.get().has(key)) return own;
    return DescriptionReader.defaults(models.get(), models.get().child(key), own);
  }

  /** Keeps the defaults of a model; empty: its own again. The caller holds the folder's lock. */
  void set(String key, Optional<ModelDefaults> defaults) throws IOException {
    Map<String, Object> models = new TreeMap<>();
    if (Files.exists(file)) {
      Fields all = Fields.of(file.toString(), Yaml.read(file));
      if (all.has("defaults")) {
        Fields old = all.child("defaults");
        for (String name : old.keys())
          models.put(
              name,
              DescriptionWriter.defaults(
                  DescriptionReader.defaults(old, old.child(name), ModelDefaults.STANDARD)));
      }
    }
    if (defaults.isPresent()) models.put(key, DescriptionWriter.defaults(defaults.get()));
    else models.remove(key);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("defaults", models);
    WholeFolder.writeText(file, Yaml.write(root));
  }
}

package org.unstained.annotation;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Which of the formats a JSON file is, by its outermost keys. */
enum JsonKind {
  COCO,
  LABELME,
  GEOJSON,
  OTHER;

  /** So many keys, or elements of an array that isn't understood, are looked at. */
  private static final int MOST = 200;

  static JsonKind of(Path file) throws IOException {
    if (FileBeginning.ends(file, ".geojson")) return GEOJSON;
    if (!FileBeginning.ends(file, ".json")) return OTHER;
    try (JsonReader json =
        new JsonReader(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1))) {
      return json.peek() == JsonToken.BEGIN_ARRAY ? ofArray(json) : ofObject(json);
    } catch (IOException | IllegalStateException e) {
      // Broken: whoever reads it says what is the matter.
      return byBeginning(FileBeginning.of(file));
    }
  }

  private static JsonKind ofArray(JsonReader json) throws IOException {
    json.beginArray();
    if (!json.hasNext()) return GEOJSON;
    if (json.peek() != JsonToken.BEGIN_OBJECT) return OTHER;
    return ofObject(json);
  }

  private static JsonKind ofObject(JsonReader json) throws IOException {
    json.beginObject();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < MOST && json.hasNext(); i++) {
      String key = json.nextName();
      keys.add(key);
      JsonKind kind = byKeys(keys);
      if (kind != OTHER) return kind;
      if (key.equals("type") && json.peek() == JsonToken.STRING) {
        if (Set.of("FeatureCollection", "Feature").contains(json.nextString())) return GEOJSON;
      } else if (json.peek() == JsonToken.BEGIN_ARRAY || json.peek() == JsonToken.BEGIN_OBJECT) {
        if (!skipped(json)) return OTHER;
      } else json.skipValue();
    }
    return OTHER;
  }

  /** Gives up on what is nested too deep. */
  private static boolean skipped(JsonReader json) throws IOException {
    int depth = 0;
    do {
      switch (json.peek()) {
        case BEGIN_ARRAY -> {
          json.beginArray();
          depth++;
        }
        case END_ARRAY -> {
          json.endArray();
          depth--;
        }
        case BEGIN_OBJECT -> {
          json.beginObject();
          depth++;
        }
        case END_OBJECT -> {
          json.endObject();
          depth--;
        }
        case NAME -> json.nextName();
        default -> json.skipValue();
      }
      if (depth > MOST) return false;
    } while (depth > 0);
    return true;
  }

  private static JsonKind byKeys(Set<String> keys) {
    if (keys.contains("shapes")) return LABELME;
    if (keys.contains("images") && keys.contains("annotations")
        || keys.contains("categories") && keys.contains("annotations")
        || keys.contains("categories") && keys.contains("images")) return COCO;
    if (keys.contains("geometry") || keys.contains("features")) return GEOJSON;
    return OTHER;
  }

  private static JsonKind byBeginning(String text) {
    if (text.contains("\"shapes\"")) return LABELME;
    if (text.contains("\"images\"") || text.contains("\"categories\"")) return COCO;
    if (text.contains("\"FeatureCollection\"") || text.contains("\"geometry\"")) return GEOJSON;
    return OTHER;
  }
}

package org.unstained.annotation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the annotations of one image into a COCO file that is there, in the place of those it has of
 * that image. Whatever else the file holds stays as it is: ids, licences, other images.
 */
final class CocoEntry {
  private final JsonObject file;

  private CocoEntry(JsonObject file) {
    this.file = file;
  }

  static void put(Path path, LabelSet one) throws IOException {
    CocoReader.read(path); // broken files are refused with a reason
    JsonObject there;
    try (Reader text = Files.newBufferedReader(path)) {
      there = JsonParser.parseReader(text).getAsJsonObject();
    }
    StringWriter text = new StringWriter();
    CocoWriter.write(new JsonWriter(text), one);
    new CocoEntry(there).merge(JsonParser.parseString(text.toString()).getAsJsonObject());
    WholeText.write(
        path,
        out -> {
          out.write(there.toString());
          out.write("\n");
        });
  }

  private void merge(JsonObject added) {
    JsonObject image = added.getAsJsonArray("images").get(0).getAsJsonObject();
    JsonElement id = replaced(image);
    Map<Integer, JsonElement> categories = new HashMap<>();
    for (JsonElement category : added.getAsJsonArray("categories"))
      categories.put(
          category.getAsJsonObject().get("id").getAsInt(), category(category.getAsJsonObject()));
    JsonArray kept = new JsonArray();
    for (JsonElement annotation : array("annotations"))
      if (!id.getAsString().equals(annotation.getAsJsonObject().get("image_id").getAsString()))
        kept.add(annotation);
    long next = next(kept);
    for (JsonElement annotation : added.getAsJsonArray("annotations")) {
      JsonObject one = annotation.getAsJsonObject();
      one.addProperty("id", next++);
      one.add("image_id", id);
      one.add("category_id", categories.get(one.get("category_id").getAsInt()));
      kept.add(one);
    }
    file.add("annotations", kept);
  }

  /** The id of the image of that name, which is added if it isn't there. */
  private JsonElement replaced(JsonObject image) {
    String name = image.get("file_name").getAsString();
    for (JsonElement other : array("images")) {
      JsonObject one = other.getAsJsonObject();
      if (!FileText.lastPart(one.get("file_name").getAsString()).equals(name)) continue;
      if (image.has("width")) {
        one.add("width", image.get("width"));
        one.add("height", image.get("height"));
      }
      return one.get("id");
    }
    image.addProperty("id", next(array("images")));
    array("images").add(image);
    return image.get("id");
  }

  private JsonElement category(JsonObject wanted) {
    for (JsonElement other : array("categories"))
      if (other
          .getAsJsonObject()
          .get("name")
          .getAsString()
          .strip()
          .equals(wanted.get("name").getAsString())) return other.getAsJsonObject().get("id");
    JsonObject copy = wanted.deepCopy();
    copy.addProperty("id", next(array("categories")));
    array("categories").add(copy);
    return copy.get("id");
  }

  private JsonArray array(String key) {
    if (!file.has(key) || !file.get(key).isJsonArray()) file.add(key, new JsonArray());
    return file.getAsJsonArray(key);
  }

  /** One more than the greatest id that is a number. */
  private static long next(JsonArray objects) {
    long most = 0;
    for (JsonElement one : objects) {
      JsonElement id = one.getAsJsonObject().get("id");
      if (id != null && id.isJsonPrimitive() && id.getAsString().matches("\\d{1,18}"))
        most = Math.max(most, id.getAsLong());
    }
    return most + 1;
  }
}

package org.unstained.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Damage to the structure of JSON: values dropped, doubled, exchanged, of another type, nested
 * deep. YAML is spoilt the same way, as JSON is YAML.
 */
final class TreeMutation implements Mutation.OfText {
  /** Stands in the text for what no JSON tree can hold. */
  private static final String RAW = "@raw@";

  /** Follows a key that shall stand there twice. */
  private static final String TWICE = "@twice@";

  @Override
  public String spoil(String sound, Random random) {
    JsonElement tree = JsonParser.parseString(sound);
    String raw = "null";
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      List<JsonElement> containers = new ArrayList<>();
      collect(tree, containers);
      if (containers.isEmpty()) break;
      JsonElement container = Mutation.oneOf(containers, random);
      String inserted = raw(random);
      boolean used =
          container.isJsonArray()
              ? array(container.getAsJsonArray(), containers, random)
              : object(container.getAsJsonObject(), containers, random);
      if (used) raw = inserted;
    }
    return tree.toString().replace("\"" + RAW + "\"", raw).replace(TWICE, "");
  }

  /** What stands for a value: a number, a word, or something deep. */
  private static String raw(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "[".repeat(random.nextBoolean() ? 150 : 100_000);
      case 1 -> {
        int depth = random.nextBoolean() ? 150 : 50_000;
        yield "[".repeat(depth) + "]".repeat(depth);
      }
      case 2 -> {
        int depth = random.nextBoolean() ? 150 : 50_000;
        yield "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
      }
      case 3 -> new JsonPrimitive(Edges.word(random)).toString();
      default -> Edges.number(random);
    };
  }

  private static void collect(JsonElement element, List<JsonElement> containers) {
    if (element.isJsonArray()) {
      containers.add(element);
      for (JsonElement inner : element.getAsJsonArray()) collect(inner, containers);
    } else if (element.isJsonObject()) {
      containers.add(element);
      for (JsonElement inner : element.getAsJsonObject().asMap().values())
        collect(inner, containers);
    }
  }

  private static boolean array(JsonArray array, List<JsonElement> others, Random random) {
    if (array.isEmpty()) {
      array.add(RAW);
      return true;
    }
    int at = random.nextInt(array.size());
    switch (random.nextInt(6)) {
      case 0 -> array.remove(at);
      case 1 -> array.add(array.get(at).deepCopy());
      case 2 -> array.set(at, array.set(random.nextInt(array.size()), array.get(at)));
      case 3 -> array.set(at, other(others, random));
      default -> {
        array.set(at, new JsonPrimitive(RAW));
        return true;
      }
    }
    return false;
  }

  private static boolean object(JsonObject object, List<JsonElement> others, Random random) {
    List<String> keys = List.copyOf(object.keySet());
    if (keys.isEmpty()) {
      object.addProperty("key", RAW);
      return true;
    }
    String key = Mutation.oneOf(keys, random);
    switch (random.nextInt(7)) {
      case 0 -> object.remove(key);
      case 1 -> object.add(key + TWICE, object.get(key).deepCopy());
      case 2 -> object.add(Edges.word(random), object.remove(key));
      case 3 -> object.add(key, other(others, random));
      case 4 -> {
        Map<String, JsonElement> map = object.asMap();
        String second = Mutation.oneOf(keys, random);
        JsonElement value = map.get(key);
        object.add(key, map.get(second));
        object.add(second, value);
      }
      default -> {
        object.addProperty(key, RAW);
        return true;
      }
    }
    return false;
  }

  private static JsonElement other(List<JsonElement> others, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonArray();
      case 2 -> new JsonObject();
      case 3 -> new JsonPrimitive(random.nextBoolean());
      default -> Mutation.oneOf(others, random).deepCopy();
    };
  }
}

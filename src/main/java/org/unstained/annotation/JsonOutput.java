package org.unstained.annotation;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;

/** What the JSON formats write alike. Numbers are as short as they can be read back. */
final class JsonOutput {
  private JsonOutput() {}

  static void number(JsonWriter json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) json.value((long) value);
    else json.value(value);
  }

  static void numbers(JsonWriter json, double... values) throws IOException {
    json.beginArray();
    for (double value : values) number(json, value);
    json.endArray();
  }

  static void texts(JsonWriter json, Map<String, String> texts) throws IOException {
    json.beginObject();
    for (Map.Entry<String, String> one : texts.entrySet())
      json.name(one.getKey()).value(one.getValue());
    json.endObject();
  }
}

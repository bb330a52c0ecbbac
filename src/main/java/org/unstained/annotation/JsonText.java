package org.unstained.annotation;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.unstained.models.Nesting;
import org.unstained.models.TextFile;

/**
 * Settings and records as JSON, held in memory as a whole; labels are read by {@link JsonInput}.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * What is in a file.
   *
   * @throws TextFile.NoText if it isn't UTF-8 text of limited size
   * @throws JsonParseException if it is no JSON, or nested too deep
   */
  public static JsonElement read(Path file) throws IOException {
    return JsonParser.parseString(text(file));
  }

  /**
   * As {@link #read(Path)}, as a value of a class; null if the file is empty or says so.
   *
   * @throws JsonParseException also if something else stands where the class has a number
   */
  public static <T> T read(Path file, Gson gson, Class<T> type) throws IOException {
    try {
      return gson.fromJson(text(file), type);
    } catch (NumberFormatException e) {
      throw new JsonParseException(e);
    }
  }

  private static String text(Path file) throws IOException {
    String text = TextFile.read(file);
    if (Nesting.isTooDeep(text)) throw new JsonParseException("it is nested too deep");
    return text;
  }
}

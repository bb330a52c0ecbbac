package org.unstained.annotation;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unstained.models.Nesting;

/**
 * A JSON file that is read from its beginning to its end, without being held in memory. What it
 * doesn't hold as it should is an {@link IOException} that names the file and the place in it.
 */
final class JsonInput implements Closeable {
  private static final long LARGEST_FILE = 2L << 30;

  /** Reads the value of a key. */
  interface Field {
    void read(String key) throws IOException;
  }

  /** Reads an element of an array. */
  interface Element {
    void read() throws IOException;
  }

  private final Path file;
  private final String kind;
  private final JsonReader json;
  private int depth;

  /** Something in the file that is not as it should be. */
  private static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  private JsonInput(Path file, String kind, JsonReader json) {
    this.file = file;
    this.kind = kind;
    this.json = json;
  }

  /**
   * Reads a whole file.
   *
   * @param kind of the file, as part of a message
   */
  static void read(Path file, String kind, Content content) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such file. Check its name");
    if (Files.size(file) > LARGEST_FILE)
      throw new IOException(file + " is larger than 2 GiB. Split it up.");
    try (JsonInput in = open(file, kind)) {
      try {
        content.read(in);
        if (in.json.peek() != JsonToken.END_DOCUMENT) throw new Broken("something follows its end");
      } catch (Broken
          | MalformedJsonException
          | EOFException
          | CharacterCodingException
          | IllegalArgumentException
          | IllegalStateException e) {
        throw in.broken(e);
      }
    }
  }

  interface Content {
    void read(JsonInput in) throws IOException;
  }

  private static JsonInput open(Path file, String kind) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    JsonReader json =
        new JsonReader(
            new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), decoder), 1 << 16));
    return new JsonInput(file, kind, json);
  }

  private IOException broken(Exception e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof EOFException) why = "it ends in the middle, so it may be cut off";
    else if (e instanceof CharacterCodingException) why = "it isn't UTF-8 text";
    else if (e instanceof MalformedJsonException || e instanceof IllegalStateException)
      why = "it isn't JSON as it should be: " + why.replaceAll("(?s)\\.?\\s*See https?:.*", "");
    if (why.length() > 300) why = why.substring(0, 300) + "…";
    String at = json.getPath();
    if (at.length() > 100) at = at.substring(0, 100) + "…";
    return new IOException(
        "%s is no %s file that can be read (at %s): %s. Export it again, or take it out of the folder."
            .formatted(file, kind, at, why.strip().replaceAll("\\.$", "")),
        e);
  }

  /** Ends the reading. */
  IOException fail(String why) {
    return new Broken(why);
  }

  boolean at(JsonToken token) throws IOException {
    return json.peek() == token;
  }

  /** Reads an object, key by key; null is one without keys. */
  void object(Field field) throws IOException {
    if (isNull()) return;
    require(JsonToken.BEGIN_OBJECT, "an object ({…})");
    enter();
    json.beginObject();
    while (json.hasNext()) field.read(json.nextName());
    json.endObject();
    depth--;
  }

  /** Reads an array; null is an empty one. */
  void array(Element element) throws IOException {
    if (isNull()) return;
    require(JsonToken.BEGIN_ARRAY, "an array ([…])");
    enter();
    json.beginArray();
    while (json.hasNext()) element.read();
    json.endArray();
    depth--;
  }

  private void enter() throws IOException {
    if (++depth > Nesting.DEEPEST) throw new Broken("it is nested too deep");
  }

  private void require(JsonToken token, String wanted) throws IOException {
    if (json.peek() != token)
      throw new Broken("there should be %s, but there is %s".formatted(wanted, here()));
  }

  /** What stands here, for a message. */
  private String here() throws IOException {
    return switch (json.peek()) {
      case BEGIN_ARRAY -> "an array";
      case BEGIN_OBJECT -> "an object";
      case STRING -> "the text '" + shortened(json.nextString()) + "'";
      case NUMBER -> "the number " + shortened(json.nextString());
      case BOOLEAN -> String.valueOf(json.nextBoolean());
      case NULL -> "null";
      default -> "nothing";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** Passes a null over. */
  boolean isNull() throws IOException {
    if (json.peek() != JsonToken.NULL) return false;
    json.nextNull();
    return true;
  }

  double number() throws IOException {
    JsonToken token = json.peek();
    if (token != JsonToken.NUMBER && token != JsonToken.STRING)
      throw new Broken("there should be a number, but there is " + here());
    if (token == JsonToken.NUMBER) return json.nextDouble(); // which is finite
    String text = json.nextString();
    try {
      return Decimals.parse(text.strip());
    } catch (NumberFormatException e) {
      throw new Broken("there should be a number, but there is '" + shortened(text) + "'");
    }
  }

  /** A number that need not be finite: NaN and Infinity as programs write them. */
  double anyNumber() throws IOException {
    json.setLenient(true);
    try {
      if (isNull()) return Double.NaN;
      if (!at(JsonToken.NUMBER) && !at(JsonToken.STRING))
        throw new Broken("there should be a number, but there is " + here());
      String text = json.nextString();
      return switch (text) {
        case "NaN", "nan" -> Double.NaN;
        case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
        case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
        default -> {
          try {
            yield Decimals.parse(text);
          } catch (NumberFormatException e) {
            throw new Broken("there should be a number, but there is '" + shortened(text) + "'");
          }
        }
      };
    } finally {
      json.setLenient(false);
    }
  }

  /** A whole number of pixels or the like, 0 for null. */
  int count() throws IOException {
    if (isNull()) return 0;
    double value = number();
    if (value < 0 || value != Math.rint(value) || value > Integer.MAX_VALUE)
      throw new Broken(
          "there should be a whole number, 0 or more, but there is " + Decimals.plain(value));
    return (int) value;
  }

  /** Text, a number as text, or empty for null. */
  String text() throws IOException {
    return switch (json.peek()) {
      case STRING, NUMBER -> json.nextString();
      case BOOLEAN -> String.valueOf(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        yield "";
      }
      default -> throw new Broken("there should be text, but there is " + here());
    };
  }

  /** true, false, 0 or 1, as a word or a number. */
  boolean flag() throws IOException {
    String text = text();
    return text.equals("1") || text.equalsIgnoreCase("true");
  }

  /** Numbers in an array. */
  double[] numbers() throws IOException {
    double[][] all = {new double[8]};
    int[] n = {0};
    array(
        () -> {
          if (n[0] == all[0].length) all[0] = Arrays.copyOf(all[0], 2 * n[0]);
          all[0][n[0]++] = number();
        });
    return Arrays.copyOf(all[0], n[0]);
  }

  /** Text, numbers and flags by key; what is deeper is passed over. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    object(
        key -> {
          if (at(JsonToken.BEGIN_ARRAY) || at(JsonToken.BEGIN_OBJECT)) skip();
          else if (!isNull()) texts.put(key, text());
        });
    return texts;
  }

  /** Passes a value over, however deep, up to the bound. */
  void skip() throws IOException {
    switch (json.peek()) {
      case BEGIN_ARRAY -> array(this::skip);
      case BEGIN_OBJECT -> object(key -> skip());
      default -> json.skipValue();
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}

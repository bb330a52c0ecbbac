package org.unstained.project;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unstained.annotation.JsonText;
import org.unstained.models.ModelClass;
import org.unstained.models.TextFile;
import org.unstained.overlay.WholeFile;

/** {@value #NAME}: the settings of a project as JSON that people may edit. */
final class ProjectFile {
  static final String NAME = "project.json";
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private static final Pattern LINE = Pattern.compile("line \\d+");

  private ProjectFile() {}

  static void write(Path folder, ProjectSettings settings) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("unstained_project", 1);
    JsonArray classes = new JsonArray();
    for (ModelClass one : settings.classes()) {
      JsonObject object = new JsonObject();
      object.addProperty("name", one.name());
      object.addProperty("colour", one.colour());
      classes.add(object);
    }
    json.add("classes", classes);
    JsonArray annotators = new JsonArray();
    for (Annotator one : settings.annotators()) {
      JsonObject object = new JsonObject();
      object.addProperty("name", one.name());
      object.addProperty("experience", one.experience());
      annotators.add(object);
    }
    json.add("annotators", annotators);
    WholeFile.write(
        folder.resolve(NAME),
        out -> out.write((GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @throws IOException if the folder is no project, or its file is damaged; says what to do
   */
  static ProjectSettings read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(
          file.toString(),
          null,
          "the folder is no annotation project. Choose another, or make one of it (action=new)");
    try {
      JsonObject json = JsonText.read(file).getAsJsonObject();
      List<ModelClass> classes = new ArrayList<>();
      for (JsonElement one : required(json, "classes").getAsJsonArray()) {
        JsonObject object = one.getAsJsonObject();
        String name = required(object, "name").getAsString();
        classes.add(
            object.has("colour")
                ? new ModelClass(name, ModelClass.rgbOf(object.get("colour").getAsString()))
                : ModelClass.at(classes.size(), name));
      }
      List<Annotator> annotators = new ArrayList<>();
      if (json.has("annotators"))
        for (JsonElement one : json.getAsJsonArray("annotators")) {
          JsonObject object = one.getAsJsonObject();
          annotators.add(
              new Annotator(
                  required(object, "name").getAsString(),
                  object.has("experience") ? object.get("experience").getAsDouble() : 0));
        }
      return new ProjectSettings(classes, annotators);
    } catch (TextFile.NoText e) {
      throw damaged(file, e.why(), e);
    } catch (JsonParseException e) {
      String why = String.valueOf(e.getMessage());
      Matcher line = LINE.matcher(why);
      String from = line.find() ? " from " + line.group() : "";
      throw damaged(file, why.contains("too deep") ? why : "it isn't JSON" + from, e);
    } catch (NumberFormatException
        | IllegalStateException
        | ClassCastException
        | UnsupportedOperationException e) {
      throw damaged(
          file,
          "it should have 'classes', each with a 'name', and 'annotators', each with a 'name' and an 'experience'",
          e);
    } catch (IllegalArgumentException e) {
      throw damaged(file, e.getMessage().replaceAll("\\.$", ""), e);
    }
  }

  private static JsonElement required(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null) throw new IllegalArgumentException("'%s' is missing".formatted(key));
    return value;
  }

  private static IOException damaged(Path file, String why, Throwable cause) {
    return new IOException(
        "%s can't be read: %s. Mend it in an editor; the annotations themselves are whole."
            .formatted(file, why),
        cause);
  }
}

package org.unstained.learning;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;

/** Boxes made short, and the figures that {@code scores.py} made. */
final class Fixtures {
  static final List<String> CLASSES = List.of("A", "B", "C");

  private Fixtures() {}

  static Detection found(Box box, String className, double score) {
    float[] scores = new float[CLASSES.size()];
    scores[CLASSES.indexOf(className)] = (float) score;
    return new Detection(box, CLASSES.indexOf(className), score, ClassScores.of(CLASSES, scores));
  }

  static AnnotatedBox truth(Box box, String className) {
    return new AnnotatedBox(box, className);
  }

  static JsonObject figures(String part) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream("/learning/scores.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonObject(part);
    }
  }

  static List<JudgedImage> images(JsonObject detector) {
    List<JudgedImage> images = new ArrayList<>();
    for (JsonElement image : detector.getAsJsonArray("images")) {
      List<AnnotatedBox> truths = new ArrayList<>();
      for (JsonElement e : image.getAsJsonObject().getAsJsonArray("truths")) {
        JsonArray t = e.getAsJsonArray();
        truths.add(
            new AnnotatedBox(box(t), t.get(4).getAsString(), false, t.get(5).getAsBoolean()));
      }
      List<Detection> detections = new ArrayList<>();
      for (JsonElement e : image.getAsJsonObject().getAsJsonArray("detections")) {
        JsonArray d = e.getAsJsonArray();
        detections.add(found(box(d), d.get(4).getAsString(), d.get(5).getAsDouble()));
      }
      images.add(new JudgedImage("image " + images.size(), detections, truths));
    }
    return images;
  }

  private static Box box(JsonArray a) {
    return new Box(
        a.get(0).getAsDouble(),
        a.get(1).getAsDouble(),
        a.get(2).getAsDouble(),
        a.get(3).getAsDouble());
  }
}

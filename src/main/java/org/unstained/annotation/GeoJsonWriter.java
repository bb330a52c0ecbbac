package org.unstained.annotation;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.annotation.DrawnOutline.Piece;

/** Writes a FeatureCollection as QuPath does. */
final class GeoJsonWriter {
  private final JsonWriter json;
  private final Map<String, LabelClass> classes = new LinkedHashMap<>();

  private GeoJsonWriter(JsonWriter json, List<LabelClass> classes) {
    this.json = json;
    for (LabelClass one : classes) this.classes.put(one.name(), one);
  }

  static void write(Path file, AnnotatedImage image, List<LabelClass> classes) throws IOException {
    WholeText.write(
        file,
        out -> {
          JsonWriter json = new JsonWriter(out);
          json.setLenient(true); // QuPath writes NaN, and so measurements may be
          new GeoJsonWriter(json, classes).document(image);
          json.flush();
          out.write("\n");
        });
  }

  private void document(AnnotatedImage image) throws IOException {
    json.beginObject().name("type").value("FeatureCollection");
    json.name("image").beginObject().name("name").value(image.name());
    if (image.hasSize())
      json.name("width").value(image.width()).name("height").value(image.height());
    json.endObject();
    json.name("classes").beginArray();
    for (String name : classes.keySet()) classification(name);
    json.endArray();
    json.name("features").beginArray();
    for (AnnotatedBox box : image.boxes()) feature(box);
    json.endArray().endObject();
  }

  private void feature(AnnotatedBox drawn) throws IOException {
    ObjectDetails details = drawn.details();
    json.beginObject().name("type").value("Feature");
    if (!details.id().isEmpty()) json.name("id").value(details.id());
    json.name("geometry");
    geometry(drawn.shape(), details.position());
    if (details.nucleus().isPresent()) {
      json.name("nucleusGeometry");
      geometry(details.nucleus().get(), details.position());
    }
    json.name("properties").beginObject();
    Map<String, String> more = new LinkedHashMap<>(details.attributes());
    String type = more.remove("objectType");
    boolean cell = details.nucleus().isPresent();
    json.name("objectType").value(type != null ? type : cell ? "cell" : GeoJson.USUAL_TYPE);
    if (more.containsKey("name")) json.name("name").value(more.remove("name"));
    if (more.getOrDefault("color", "").matches("#[0-9a-f]{6}")) {
      json.name("color");
      colour(Integer.parseInt(more.remove("color").substring(1), 16));
    }
    if (drawn.hasClass()) {
      json.name("classification");
      classification(drawn.className());
    }
    if (more.getOrDefault("isLocked", "").equals("true"))
      json.name("isLocked").value(more.remove("isLocked").equals("true"));
    measurements(details);
    if (drawn.truncated()) more.put("truncated", "true");
    if (drawn.difficult()) more.put("difficult", "true");
    if (!more.isEmpty()) {
      json.name("metadata");
      JsonOutput.texts(json, more);
    }
    json.endObject().endObject();
  }

  private void measurements(ObjectDetails details) throws IOException {
    if (details.measurements().isEmpty() && !details.hasScore()) return;
    json.name("measurements").beginObject();
    if (details.hasScore()) json.name("score").value(details.score());
    for (Map.Entry<String, Double> one : details.measurements().entrySet())
      json.name(one.getKey()).value(one.getValue());
    json.endObject();
  }

  private void classification(String name) throws IOException {
    json.beginObject().name("name").value(name);
    LabelClass known = classes.get(name);
    if (known != null && known.hasColour()) {
      json.name("color");
      colour(known.colour());
    }
    json.endObject();
  }

  private void colour(int rgb) throws IOException {
    JsonOutput.numbers(json, rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }

  private void geometry(DrawnOutline outline, ImagePosition at) throws IOException {
    List<Piece> pieces = outline.pieces();
    json.beginObject().name("type").value(pieces.size() == 1 ? "Polygon" : "MultiPolygon");
    json.name("coordinates");
    if (pieces.size() == 1) piece(pieces.get(0));
    else {
      json.beginArray();
      for (Piece piece : pieces) piece(piece);
      json.endArray();
    }
    if (at.isKnown()) {
      json.name("plane").beginObject().name("c").value(at.channel() - 1);
      json.name("z").value(at.slice() - 1).name("t").value(at.frame() - 1).endObject();
    }
    json.endObject();
  }

  private void piece(Piece piece) throws IOException {
    json.beginArray();
    ring(piece.outer());
    for (Ring hole : piece.holes()) ring(hole);
    json.endArray();
  }

  private void ring(Ring ring) throws IOException {
    json.beginArray();
    for (int i = 0; i <= ring.size(); i++) {
      int at = i % ring.size();
      JsonOutput.numbers(json, ring.x()[at], ring.y()[at]);
    }
    json.endArray();
  }
}

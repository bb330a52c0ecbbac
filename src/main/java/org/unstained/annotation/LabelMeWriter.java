package org.unstained.annotation;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.cells.Box;

/** Writes a LabelMe file, as version 5 does. */
final class LabelMeWriter {
  private LabelMeWriter() {}

  static void write(Path file, AnnotatedImage image) throws IOException {
    WholeText.write(
        file,
        out -> {
          JsonWriter json = new JsonWriter(out);
          json.setIndent("  ");
          json.setSerializeNulls(true);
          document(json, image);
          json.flush();
          out.write("\n");
        });
  }

  private static void document(JsonWriter json, AnnotatedImage image) throws IOException {
    json.beginObject().name("version").value("5.5.0");
    json.name("flags").beginObject().endObject();
    json.name("shapes").beginArray();
    int group = 0;
    for (AnnotatedBox box : image.boxes()) {
      List<Piece> pieces = box.outline().map(DrawnOutline::pieces).orElse(List.of());
      if (pieces.isEmpty()) shape(json, box, null, null);
      else if (pieces.size() == 1) shape(json, box, pieces.get(0).outer(), null);
      else {
        group++;
        for (Piece piece : pieces) shape(json, box, piece.outer(), group);
      }
    }
    json.endArray();
    json.name("imagePath").value(image.name());
    json.name("imageData").nullValue();
    if (image.hasSize())
      json.name("imageHeight").value(image.height()).name("imageWidth").value(image.width());
    json.endObject();
  }

  /**
   * @param ring null for the box
   * @param group null for a cell in one piece
   */
  private static void shape(JsonWriter json, AnnotatedBox drawn, Ring ring, Integer group)
      throws IOException {
    json.beginObject().name("label").value(drawn.className());
    json.name("points").beginArray();
    if (ring == null) {
      Box box = drawn.box();
      JsonOutput.numbers(json, box.x(), box.y());
      JsonOutput.numbers(json, box.x() + box.width(), box.y() + box.height());
    } else for (int i = 0; i < ring.size(); i++) JsonOutput.numbers(json, ring.x()[i], ring.y()[i]);
    json.endArray();
    json.name("group_id").value(group);
    json.name("shape_type").value(ring == null ? "rectangle" : "polygon");
    json.name("flags").beginObject();
    if (drawn.truncated()) json.name("truncated").value(true);
    if (drawn.difficult()) json.name("difficult").value(true);
    json.endObject();
    ObjectDetails details = drawn.details();
    if (details.hasScore()) {
      json.name("score");
      JsonOutput.number(json, details.score());
    }
    if (!details.attributes().isEmpty()) {
      json.name("attributes");
      JsonOutput.texts(json, details.attributes());
    }
    json.endObject();
  }
}

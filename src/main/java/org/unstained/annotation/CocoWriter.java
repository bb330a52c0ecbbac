package org.unstained.annotation;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.cells.Box;

/** Writes a COCO file. Ids of images, categories and annotations count from 1. */
final class CocoWriter {
  private final JsonWriter json;
  private final Map<String, Integer> categories = new HashMap<>();
  private long annotation;

  private CocoWriter(JsonWriter json) {
    this.json = json;
  }

  static void write(Path file, LabelSet set) throws IOException {
    for (AnnotatedImage image : set.images()) requireSize(image);
    WholeText.write(
        file,
        out -> {
          JsonWriter json = new JsonWriter(out);
          new CocoWriter(json).document(set);
          json.flush();
          out.write("\n");
        });
  }

  /** Masks need it, and COCO's own programs do. */
  private static void requireSize(AnnotatedImage image) {
    boolean holes =
        image.boxes().stream()
            .anyMatch(b -> b.outline().filter(DrawnOutline::hasHoles).isPresent());
    if (holes && !image.hasSize())
      throw new IllegalArgumentException(
          "The size of the image '%s' isn't known, which COCO needs for cells with holes. Name the folder of the images"
              .formatted(image.name()));
  }

  private void document(LabelSet set) throws IOException {
    json.beginObject();
    json.name("info").beginObject().name("description").value("Written by Unstained").endObject();
    json.name("images").beginArray();
    List<AnnotatedImage> images = set.images();
    for (int i = 0; i < images.size(); i++) image(i + 1, images.get(i));
    json.endArray();
    json.name("categories").beginArray();
    for (LabelClass one : set.classes()) {
      categories.put(one.name(), categories.size() + 1);
      json.beginObject().name("id").value(categories.size());
      json.name("name").value(one.name()).name("supercategory").value("cell").endObject();
    }
    json.endArray();
    json.name("annotations").beginArray();
    for (int i = 0; i < images.size(); i++)
      for (AnnotatedBox box : images.get(i).boxes()) annotation(i + 1, images.get(i), box);
    json.endArray();
    json.endObject();
  }

  private void image(int id, AnnotatedImage image) throws IOException {
    json.beginObject().name("id").value(id).name("file_name").value(image.name());
    if (image.hasSize())
      json.name("width").value(image.width()).name("height").value(image.height());
    json.endObject();
  }

  private void annotation(int image, AnnotatedImage of, AnnotatedBox drawn) throws IOException {
    json.beginObject().name("id").value(++annotation).name("image_id").value(image);
    json.name("category_id").value(categories.get(drawn.className()));
    Box box = drawn.box();
    json.name("bbox");
    JsonOutput.numbers(json, box.x(), box.y(), box.width(), box.height());
    json.name("area");
    JsonOutput.number(json, drawn.shape().area());
    json.name("segmentation");
    segmentation(of, drawn);
    json.name("iscrowd").value(drawn.difficult() ? 1 : 0);
    ObjectDetails details = drawn.details();
    if (details.hasScore()) {
      json.name("score");
      JsonOutput.number(json, details.score());
    }
    attributes(drawn);
    json.endObject();
  }

  private void segmentation(AnnotatedImage of, AnnotatedBox drawn) throws IOException {
    if (drawn.outline().isPresent() && drawn.outline().get().hasHoles()) {
      json.beginObject().name("size").beginArray().value(of.height()).value(of.width()).endArray();
      json.name("counts").beginArray();
      for (long count : CocoMask.counts(drawn.outline().get(), of.height(), of.width()))
        json.value(count);
      json.endArray().endObject();
      return;
    }
    json.beginArray();
    if (drawn.outline().isPresent())
      for (Piece piece : drawn.outline().get().pieces()) {
        json.beginArray();
        for (int i = 0; i < piece.outer().size(); i++) {
          JsonOutput.number(json, piece.outer().x()[i]);
          JsonOutput.number(json, piece.outer().y()[i]);
        }
        json.endArray();
      }
    json.endArray();
  }

  private void attributes(AnnotatedBox drawn) throws IOException {
    ImagePosition at = drawn.details().position();
    Map<String, String> attributes = drawn.details().attributes();
    if (!drawn.truncated() && !at.isKnown() && attributes.isEmpty()) return;
    json.name("attributes").beginObject();
    if (drawn.truncated()) json.name("truncated").value(true);
    if (at.channel() > 0) json.name("channel").value(at.channel());
    if (at.slice() > 0) json.name("slice").value(at.slice());
    if (at.frame() > 0) json.name("frame").value(at.frame());
    for (Map.Entry<String, String> one : attributes.entrySet())
      json.name(one.getKey()).value(one.getValue());
    json.endObject();
  }
}

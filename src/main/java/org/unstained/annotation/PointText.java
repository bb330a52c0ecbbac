package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.unstained.models.TextFile;

/**
 * Text files with a point a line: {@code x y class}, one file an image. Only the middle of a cell
 * is known; with a side given, each becomes a square. Written are the middles of the boxes, which
 * nothing brings back to boxes; so no other format is converted to it unless asked for.
 */
public final class PointText implements LabelFormat {
  private static final String LINE = "\\s*[-+]?[\\d.]+(e[-+]?\\d+)?[\\s,;]+[-+]?[\\d.]+.*";

  @Override
  public String key() {
    return "points";
  }

  @Override
  public String title() {
    return "Points";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.of(LabelTrait.FRACTION, LabelTrait.NO_CLASS, LabelTrait.EMPTY_IMAGE);
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return ".txt";
  }

  @Override
  public boolean looksLike(Path file) throws IOException {
    if (!FileBeginning.ends(file, ".txt")) return false;
    return FileBeginning.of(file).lines().limit(1).allMatch(line -> line.matches(LINE));
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such file. Check its name");
    PointBoxes points = new PointBoxes(options);
    BoxCheck check = new BoxCheck(file, 0, 0);
    List<AnnotatedBox> boxes = new ArrayList<>();
    List<String> lines = TextFile.read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) continue;
      String[] parts = line.split("[\\s,;]+", 3);
      try {
        if (parts.length < 2)
          throw new IllegalArgumentException("there are fewer than two numbers");
        String name = parts.length < 3 ? AnnotatedBox.NO_CLASS : parts[2].strip();
        points
            .box(Decimals.parse(parts[0]), Decimals.parse(parts[1]))
            .flatMap(box -> check.checked(boxes.size() + 1, new AnnotatedBox(box, name)))
            .ifPresent(boxes::add);
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s is no list of points that can be read: line %d should be 'x y class', but is '%s'. Mend it, or take it out of the folder."
                .formatted(file, i + 1, line.length() > 60 ? line.substring(0, 60) + "…" : line),
            e);
      }
    }
    points.warn(check);
    return LabelSet.of(
        new AnnotationFile(
            file, new AnnotatedImage(Stems.of(file), 0, 0, boxes), check.warnings()));
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    List<AnnotatedBox> boxes = onlyImage(set).boxes();
    StringBuilder text = new StringBuilder();
    for (AnnotatedBox drawn : boxes) {
      text.append(Decimals.plain(drawn.box().x() + drawn.box().width() / 2)).append(' ');
      text.append(Decimals.plain(drawn.box().y() + drawn.box().height() / 2));
      if (drawn.hasClass()) text.append(' ').append(drawn.className());
      text.append('\n');
    }
    WholeText.write(file, text.toString());
    return boxes.isEmpty()
        ? List.of()
        : List.of(
            "Points hold no boxes: only their middles are kept (%d cells)".formatted(boxes.size()));
  }
}

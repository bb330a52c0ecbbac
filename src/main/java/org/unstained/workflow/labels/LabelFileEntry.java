package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.Coco;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;

/** The entry of one image in a file that holds many. */
final class LabelFileEntry {
  private LabelFileEntry() {}

  /**
   * Writes the labels of one image into a file, beside those of other images that it holds.
   *
   * @return what the format can't hold, a sentence each
   * @throws IOException if the file that is there isn't of this format or is broken; it stays as it
   *     was
   */
  static List<String> put(Path target, LabelSet one, LabelFormat format) throws IOException {
    Path file = Files.isDirectory(target) ? Labels.inFolder(target, format) : target;
    if (!Files.exists(file)) return Labels.write(file, one, format);
    LabelReduction reduced = LabelReduction.of(one, format.holds());
    List<String> notes = new ArrayList<>(reduced.sentences(format.title()));
    if (format instanceof Coco) Coco.put(file, reduced.set());
    else {
      LabelSet there = format.read(file, LabelOptions.DEFAULTS);
      String name = one.files().get(0).image().name();
      List<AnnotationFile> files = new ArrayList<>();
      for (AnnotationFile other : there.files())
        if (!other.image().name().equals(name)) files.add(other);
      files.addAll(reduced.set().files());
      notes.addAll(format.write(file, new LabelSet(files, there.classes(), List.of())));
    }
    return notes;
  }
}

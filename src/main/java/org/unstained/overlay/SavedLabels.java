package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.unstained.cells.PlaneCells;

/**
 * The cells of an image with their labels as they are saved while a person works: an ROI set that
 * ImageJ opens, with one entry more that says which classes there are.
 *
 * @param planes all cells, those too that a filter hides
 * @param classes in the order of their keys
 * @param state a figure that differs if labels or cells differ
 * @param byHand how many cells a person has labelled
 * @param time when it was saved
 */
public record SavedLabels(
    List<PlaneCells> planes,
    List<LabelClass> classes,
    String state,
    int byHand,
    LocalDateTime time) {

  private static final String ENTRY = "labels.properties";

  static SavedLabels of(ImagePlus imp, List<LabelClass> classes) {
    List<Roi> shown = imp.getOverlay() == null ? List.of() : List.of(imp.getOverlay().toArray());
    List<Roi> all = HiddenCells.of(imp).whole(imp, shown).rois();
    long state = 0;
    int byHand = 0;
    for (Roi roi : all) {
      if (!CellProperties.isOurs(roi)) continue;
      if (CellProperties.isByHand(roi)) byHand++;
      Object[] facts = {
        CellKey.of(roi, imp),
        roi.getBounds(),
        String.valueOf(roi.getProperty("class")),
        CellProperties.isByHand(roi)
      };
      // A sum, as the order of cells means nothing.
      state += 0x9e3779b97f4a7c15L * (java.util.Arrays.hashCode(facts) | 1L);
    }
    return new SavedLabels(
        CellOverlay.planes(all, imp.getTitle(), imp),
        classes,
        Long.toHexString(state),
        byHand,
        LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS));
  }

  public int cells() {
    return planes.stream().mapToInt(plane -> plane.cells().size()).sum();
  }

  /**
   * Replaces the file, whole or not at all.
   *
   * @param imp of these cells
   * @throws IOException if it can't be written; an older one is then as it was
   */
  public void write(Path file, ImagePlus imp) throws IOException {
    Properties notes = new Properties();
    notes.setProperty("image", imp.getTitle());
    notes.setProperty("state", state);
    notes.setProperty("byhand", Integer.toString(byHand));
    notes.setProperty("time", time.toString());
    for (int i = 0; i < classes.size(); i++) {
      notes.setProperty("class." + i, classes.get(i).name());
      notes.setProperty("group." + i, Integer.toString(classes.get(i).group()));
      notes.setProperty("colour." + i, classes.get(i).hex());
    }
    StringWriter text = new StringWriter();
    notes.store(text, null);
    CellRois.write(file, planes, imp, ENTRY, text.toString());
  }

  /**
   * @param imp that the cells belong to
   * @throws IOException if the file is damaged
   */
  public static SavedLabels read(Path file, ImagePlus imp) throws IOException {
    Properties notes = notes(file);
    List<PlaneCells> planes = CellRois.read(file, imp);
    List<LabelClass> classes = new ArrayList<>();
    try {
      for (int i = 0; notes.containsKey("class." + i); i++)
        classes.add(
            new LabelClass(
                notes.getProperty("class." + i),
                Integer.parseInt(notes.getProperty("group." + i)),
                Color.decode(notes.getProperty("colour." + i, ""))));
      return new SavedLabels(
          planes,
          classes,
          notes.getProperty("state", ""),
          Integer.parseInt(notes.getProperty("byhand", "0")),
          LocalDateTime.parse(notes.getProperty("time", "")));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " has labels, but its notes are damaged. Delete it.", e);
    }
  }

  private static Properties notes(Path file) throws IOException {
    Properties notes = new Properties();
    RoiZip.read(
        file,
        (name, content) -> {
          if (name.equals(ENTRY))
            notes.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        });
    if (notes.isEmpty()) throw new IOException(file + " holds no labels. Delete it.");
    return notes;
  }
}

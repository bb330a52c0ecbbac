package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All that lies over an image as a file: cells, those too that a filter hides, and what the user
 * drew. It is an ROI set that ImageJ opens, with one entry more that says of which image.
 *
 * @param title of the image
 * @param image its file; empty if it came from none
 * @param rois with their names, groups, colours, properties and positions
 */
public record OverlayFile(String title, String image, List<Roi> rois) {
  private static final String ENTRY = "image.properties";

  public OverlayFile {
    rois = List.copyOf(rois);
  }

  /** What lies over an image now; no ROIs if there are none. */
  public static OverlayFile of(ImagePlus imp) {
    Overlay overlay = imp.getOverlay();
    List<Roi> shown = overlay == null ? List.of() : Arrays.asList(overlay.toArray());
    FileInfo info = imp.getOriginalFileInfo();
    boolean ofFile = info != null && info.directory != null && info.fileName != null;
    return new OverlayFile(
        imp.getTitle(),
        ofFile && !info.fileName.isEmpty() ? Path.of(info.directory, info.fileName).toString() : "",
        HiddenCells.of(imp).whole(imp, shown).rois());
  }

  /**
   * Replaces the file, whole or not at all.
   *
   * @throws IOException if it can't be written; an older one is then as it was
   */
  public void write(Path file) throws IOException {
    Properties notes = new Properties();
    notes.setProperty("title", title);
    notes.setProperty("image", image);
    StringWriter text = new StringWriter();
    notes.store(text, null);
    CellRois.Names names = new CellRois.Names();
    WholeFile.write(
        file,
        out -> {
          ZipOutputStream entries = new ZipOutputStream(out);
          entries.setLevel(Deflater.BEST_SPEED);
          entries.putNextEntry(new ZipEntry(ENTRY));
          entries.write(text.toString().getBytes(StandardCharsets.UTF_8));
          entries.closeEntry();
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
          for (Roi roi : rois) {
            bytes.reset();
            RoiFile.write(roi, bytes);
            String name = roi.getName() == null ? "roi" : roi.getName();
            entries.putNextEntry(new ZipEntry(names.unique(name) + ".roi"));
            bytes.writeTo(entries);
            entries.closeEntry();
          }
          entries.finish();
        });
  }

  /**
   * @throws IOException if the file is missing or damaged
   */
  public static OverlayFile read(Path file) throws IOException {
    Properties notes = notes(file);
    List<Roi> rois = new ArrayList<>();
    for (RoiEntries.Entry entry : RoiEntries.read(file).entries()) {
      Roi roi = entry.roi();
      Color colour = roi.getStrokeColor();
      if (entry.group() != 0) roi.setGroup(entry.group());
      if (colour != null) roi.setStrokeColor(colour);
      rois.add(roi);
    }
    return new OverlayFile(notes.getProperty("title", ""), notes.getProperty("image", ""), rois);
  }

  /** Puts the ROIs over an image in place of what lies there. */
  public void putOn(ImagePlus imp) {
    Overlay overlay = CanvasOverlay.like(null);
    for (Roi roi : rois) overlay.add(roi);
    imp.setOverlay(overlay);
  }

  private static Properties notes(Path file) throws IOException {
    Properties notes = new Properties();
    RoiZip.read(
        file,
        (name, content) -> {
          if (name.equals(ENTRY))
            notes.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        });
    if (notes.containsKey("title")) return notes;
    throw new IOException(file + " doesn't say of which image it is. Open it in the ROI Manager.");
  }
}

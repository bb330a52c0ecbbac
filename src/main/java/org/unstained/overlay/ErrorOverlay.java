package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Fate;
import org.unstained.letters.Letters;

/**
 * Hits and errors in the overlay of an image, with a legend that counts them (where Java has {@link
 * Letters}). Whatever else the overlay holds stays; showing again replaces what was shown before.
 * The colours are told apart by colour-blind eyes, and the lines by their dashes, too.
 */
public final class ErrorOverlay {
  private static final String MARK = "unstained.fate";
  private static final double LETTERS = 1 / 38.0;
  private static final int LEAST_LETTERS = 7;

  private ErrorOverlay() {}

  /** The colour of each fate, for legends elsewhere. */
  public static Color colour(Fate fate) {
    return switch (fate) {
      case HIT -> new Color(0x2f9fe0);
      case WRONG_CLASS -> new Color(0x00a87a);
      case FALSE -> new Color(0xe8650a);
      case MISS -> new Color(0xd45fa8);
    };
  }

  static float[] dashes(Fate fate) {
    return switch (fate) {
      case HIT -> null;
      case WRONG_CLASS -> new float[] {6, 2};
      case FALSE -> new float[] {2, 2};
      case MISS -> new float[] {4, 3};
    };
  }

  /** Shows these, in their order, and takes away what was shown before. */
  public static void show(ImagePlus imp, List<ErrorMark> marks) {
    Overlay after = others(imp);
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    for (ErrorMark mark : marks) {
      counts.merge(mark.fate(), 1, Integer::sum);
      after.add(roi(mark, imp));
    }
    if (Letters.canBeWritten()) legend(after, imp, counts);
    after.drawLabels(false);
    imp.setOverlay(after.size() == 0 ? null : after);
  }

  /** Takes the errors away, and nothing else. */
  public static void remove(ImagePlus imp) {
    Overlay after = others(imp);
    imp.setOverlay(after.size() == 0 ? null : after);
  }

  private static Overlay others(ImagePlus imp) {
    if (imp.getOverlay() == null) return new Overlay();
    Overlay others = imp.getOverlay().create();
    for (Roi roi : imp.getOverlay().toArray()) if (roi.getProperty(MARK) == null) others.add(roi);
    return others;
  }

  /** The ROI of a mark, such as to select it. */
  public static Roi roi(ErrorMark mark, ImagePlus imp) {
    Roi roi =
        mark.outline().isPresent()
            ? new ShapeRoi(RoiOutline.path(mark.outline().get()))
            : new Roi(mark.box().x(), mark.box().y(), mark.box().width(), mark.box().height());
    roi.setProperty(MARK, mark.fate().word());
    roi.setName((mark.fate().word() + " " + mark.words()).strip());
    roi.setStrokeColor(colour(mark.fate()));
    float width = imp.getWidth() > 1500 ? 3 : 2;
    roi.setStroke(
        new BasicStroke(
            mark.fate() == Fate.HIT ? width : 1.4f * width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_BEVEL,
            10,
            dashes(mark.fate()),
            0));
    return roi;
  }

  private static void legend(Overlay overlay, ImagePlus imp, Map<Fate, Integer> counts) {
    int letters = (int) Math.max(LEAST_LETTERS, Math.round(imp.getWidth() * LETTERS));
    int y = 1;
    for (Map.Entry<Fate, Integer> one : counts.entrySet()) {
      TextRoi text =
          new TextRoi(
              1,
              y,
              "%s %d".formatted(one.getKey().word(), one.getValue()),
              new Font(Font.SANS_SERIF, Font.BOLD, letters));
      text.setStrokeColor(colour(one.getKey()));
      text.setFillColor(new Color(0, 0, 0, 215));
      text.setAntialiased(true);
      text.setProperty(MARK, "legend");
      text.setName("legend");
      overlay.add(text);
      y += (int) Math.ceil(letters * 1.35);
    }
  }
}

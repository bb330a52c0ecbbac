package org.unstained.command.labels;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.awt.Polygon;
import java.util.ArrayList;
import java.util.List;
import org.unstained.command.Windows;
import org.unstained.overlay.FilterSettings;
import org.unstained.overlay.LabelChanges;

/** Labels that a person gave, as the lines of a macro that gives them again. */
public final class LabelLines {
  private LabelLines() {}

  /** A macro line for each thing that was done. */
  public static List<String> of(ImagePlus image, LabelChanges changes) {
    List<String> lines = new ArrayList<>();
    for (LabelChanges.Labelled one : changes.labels())
      lines.add(
          run(
              "label=%s cells=%s%s"
                  .formatted(
                      label(one.className()),
                      ranges(one.cells()),
                      place(image, one.channel(), one.slice(), one.frame()))));
    for (LabelChanges.Labelled one : changes.deleted())
      lines.add(
          run(
              "remove=%s%s"
                  .formatted(
                      ranges(one.cells()), place(image, one.channel(), one.slice(), one.frame()))));
    for (LabelChanges.Drawn one : changes.drawn()) {
      lines.add(selection(one.roi()));
      lines.add(
          run(
              "label=%s cells=selection%s"
                  .formatted(
                      label(one.className()),
                      place(image, one.channel(), one.slice(), one.frame()))));
    }
    return lines;
  }

  private static String run(String options) {
    return "run(\"%s\", \"%s table=false\");".formatted(LabelCells.NAME, options);
  }

  private static String label(String name) {
    return Windows.quoted(name == null ? FilterSettings.NO_CLASS : name);
  }

  private static String place(ImagePlus image, int channel, int slice, int frame) {
    StringBuilder place = new StringBuilder();
    if (image.getNChannels() > 1) place.append(" channel=").append(channel);
    if (image.getNSlices() > 1) place.append(" slice=").append(slice);
    if (image.getNFrames() > 1) place.append(" frame=").append(frame);
    return place.toString();
  }

  /** Ascending numbers as {@code 3,5-9}. */
  static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int first = numbers.get(i);
      int last = first;
      while (++i < numbers.size() && numbers.get(i) == last + 1) last++;
      if (text.length() > 0) text.append(',');
      text.append(first);
      if (last > first) text.append('-').append(last);
    }
    return text.toString();
  }

  /** Holes and all pieces but the largest aren't recorded: macros know no such selection. */
  private static String selection(Roi roi) {
    Roi one = roi;
    if (roi instanceof ShapeRoi pieces)
      for (Roi piece : pieces.getRois()) if (one == roi || area(piece) > area(one)) one = piece;
    if (one.getType() == Roi.RECTANGLE)
      return "makeRectangle(%d, %d, %d, %d);"
          .formatted(
              one.getBounds().x, one.getBounds().y, one.getBounds().width, one.getBounds().height);
    Polygon p = one.getPolygon();
    StringBuilder x = new StringBuilder();
    StringBuilder y = new StringBuilder();
    for (int i = 0; i < p.npoints; i++) {
      x.append(i == 0 ? "" : ",").append(p.xpoints[i]);
      y.append(i == 0 ? "" : ",").append(p.ypoints[i]);
    }
    return "makeSelection(\"traced\", newArray(%s), newArray(%s));".formatted(x, y);
  }

  private static long area(Roi roi) {
    return (long) roi.getBounds().width * roi.getBounds().height;
  }
}

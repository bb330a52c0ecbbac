package org.unstained.overlay;

import ij.gui.Roi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unstained.annotation.AnnotatedBox;

/**
 * The classes of ROIs that aren't ours: the property {@code class}, else the group (its name, or
 * {@code group 3}), else the name where that can be one. A name can be a class if it has letters,
 * isn't what ImageJ or we call an ROI, and several ROIs have it, numbers at its end taken off.
 */
final class RoiClassNames {
  private static final String NO_NAME =
      "(?i)|cell|roi|object|label|mask|nucleus|trace|.*\\.[a-z]{2,4}";

  private final Map<String, Integer> names = new HashMap<>();
  private boolean byName;

  RoiClassNames(List<RoiEntries.Entry> entries) {
    int candidates = 0;
    for (RoiEntries.Entry entry : entries) {
      String name = stripped(entry.roi().getName());
      if (entry.group() != 0 || name.isEmpty()) continue;
      candidates++;
      names.merge(name, 1, Integer::sum);
    }
    byName = names.size() <= Math.max(1, candidates / 2);
  }

  /** Whether names are taken for classes at all. */
  boolean byName() {
    return byName && !names.isEmpty();
  }

  String of(RoiEntries.Entry entry) {
    String property = entry.roi().getProperty("class");
    if (property != null && !property.isBlank()) return property.strip();
    if (entry.group() != 0) {
      String name = Roi.getGroupName(entry.group());
      return name == null || name.isBlank() ? "group " + entry.group() : name.strip();
    }
    String name = stripped(entry.roi().getName());
    return byName && !name.isEmpty() ? name : AnnotatedBox.NO_CLASS;
  }

  /** The name without numbers at its end; empty if it says nothing. */
  private static String stripped(String name) {
    if (name == null) return "";
    String bare = name.replaceAll("[\\s_#-]*[\\d.]+$", "").strip();
    return bare.matches(NO_NAME) || bare.matches("[^\\p{L}]*") ? "" : bare;
  }
}

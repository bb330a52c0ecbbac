package org.unstained.command.curation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.command.Results;
import org.unstained.command.Windows;
import org.unstained.command.labels.LabelLines;
import org.unstained.overlay.CellLabelling;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.Curation;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.curation.ImageCuration;

/**
 * What a person decided in a gallery, as lines of a macro. Few crops are named; for many the file
 * with all decisions is. On images, labels are recorded as those of {@code Label Cells} are.
 */
public final class CurateLines {
  private static final int MOST_NAMES = 100;

  private record State(String className, CropDecision decision) {}

  private final Curation crops;
  private final List<State> start = new ArrayList<>();

  /** Takes note of how the crops are now. */
  public CurateLines(Curation crops) {
    this.crops = crops;
    for (int i = 0; i < crops.size(); i++) start.add(state(i));
  }

  private State state(int crop) {
    return new State(crops.className(crop), crops.decision(crop));
  }

  /** The lines for all that has changed since the beginning; tables follow as well. */
  public List<String> written() {
    if (crops instanceof ImageCuration images) return ofImages(images);
    Map<State, List<String>> names = new LinkedHashMap<>();
    int count = 0;
    boolean odd = false;
    for (int i = 0; i < crops.size(); i++) {
      State now = state(i);
      if (now.equals(start.get(i)) || now.decision() == CropDecision.UNDECIDED) continue;
      State group =
          now.className().equals(start.get(i).className()) ? new State("", now.decision()) : now;
      names.computeIfAbsent(group, g -> new ArrayList<>()).add(crops.name(i));
      odd |= crops.name(i).matches(".*[,*?\\[\\]\"\\\\].*");
      count++;
    }
    if (count == 0) return List.of();
    String folder = "folder=" + written(crops.place());
    if (odd || count > MOST_NAMES)
      return List.of(
          run(folder + " decisions=" + written(((FolderCuration) crops).log().toString())));
    List<String> lines = new ArrayList<>();
    names.forEach(
        (state, some) -> {
          String list = "[" + String.join(",", some) + "]";
          if (state.decision() == CropDecision.REJECTED) lines.add(run(folder + " reject=" + list));
          else if (state.className().isEmpty()) lines.add(run(folder + " accept=" + list));
          else lines.add(run(folder + " move=" + list + " label=" + written(state.className())));
        });
    return lines;
  }

  private static List<String> ofImages(ImageCuration images) {
    List<String> lines = new ArrayList<>();
    for (CellLabelling one : images.labellings()) {
      Results.labelled(one, true);
      List<String> own = LabelLines.of(one.image(), one.changes());
      if (own.isEmpty()) continue;
      lines.add("selectImage(\"%s\");".formatted(one.image().getTitle().replace("\"", "\\\"")));
      lines.addAll(own);
    }
    return lines;
  }

  private static String written(String text) {
    return Windows.quoted(text);
  }

  private static String run(String options) {
    return "run(\"%s\", \"%s\");".formatted(CurateCrops.NAME, options);
  }
}

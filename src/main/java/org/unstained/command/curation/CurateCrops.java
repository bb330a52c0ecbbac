package org.unstained.command.curation;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Documentation;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.overlay.CellLabelling;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.Curation;
import org.unstained.workflow.curation.FolderCuration;
import org.unstained.workflow.curation.ImageCuration;

/**
 * Looks through crops of cells, in folders by class or on open images: accept, reject, move to
 * another class. From the menu it opens a gallery; macros say what becomes of which crops.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Curate Crops...", weight = 22)
    })
public class CurateCrops extends CellCommand implements AsksItself {
  /** As it is written in {@code run}. */
  static final String NAME = "Curate Crops...";

  @Parameter(
      label = "Folder",
      description =
          "The folder with a folder of crops for each class, or with the crops themselves. Empty for"
              + " the cells of all open images.",
      style = "directory",
      required = false,
      persist = false)
  private File folder;

  @Parameter(
      label = "Accept",
      description =
          "Names of the crops that are what their class says, with commas between them; * stands for"
              + " any letters.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String accept = "";

  @Parameter(
      label = "Reject",
      description = "Names of the crops that are to be used for nothing, written as for accept.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String reject = "";

  @Parameter(
      label = "Move",
      description = "Names of the crops that go to the class of 'label', written as for accept.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String move = "";

  @Parameter(
      label = "Label",
      description = "The class that crops are moved to. A new one is added.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String label = "";

  @Parameter(
      label = "Least",
      description =
          "Accept undecided crops with this score or more, without unit (0-1). Empty for none.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String least = "";

  @Parameter(
      label = "Below",
      description =
          "Reject undecided crops with a score below this, without unit (0-1). Empty for none.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String below = "";

  @Parameter(
      label = "Decisions",
      description =
          "A file curation.csv, as each curated folder has one: what it says is done again in this"
              + " folder.",
      style = Input.FILE,
      required = false,
      persist = false)
  private File decisions;

  /** Asks what to look through and opens the gallery. */
  @Override
  public boolean ask() {
    Recorder.disableCommandRecording();
    GenericDialog dialog = new GenericDialog("Curate Crops");
    dialog.addMessage(
        "A folder with a folder of crops for each class,\nor nothing for the cells of the open images");
    dialog.addDirectoryField("Folder", ij.Prefs.get("unstained.curate.folder", ""), 30);
    dialog.addHelp(Documentation.address(page()));
    dialog.showDialog();
    if (dialog.wasCanceled()) return false;
    String text = dialog.getNextString().strip();
    ij.Prefs.set("unstained.curate.folder", text);
    folder = text.isEmpty() ? null : new File(text);
    try {
      CurateWindow.open(crops());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return false;
  }

  @Override
  public String page() {
    return "curate.md";
  }

  private Curation crops() throws IOException {
    return folder == null
        ? new ImageCuration(OpenImages.all())
        : FolderCuration.open(folder.toPath());
  }

  @Override
  protected void execute() throws IOException {
    boolean named = !(accept + reject + move + least + below).isBlank();
    if (!named && decisions == null)
      throw new IllegalArgumentException(
          "Nothing is said to be done. Give crops to 'accept', to 'reject' or to 'move', scores ('least', 'below'), or 'decisions'. To look through the crops, run the command from the menu.");
    if (move.isBlank() != label.isBlank())
      throw new IllegalArgumentException(
          "'move' and 'label' belong together: the crops, and the class that they go to.");
    Curation crops = crops();
    if (decisions != null) {
      if (!(crops instanceof FolderCuration files))
        throw new IllegalArgumentException("'decisions' needs a 'folder' of crops.");
      files.replay(decisions.toPath());
    }
    // All are looked up first: if one isn't there, nothing has changed.
    List<Integer> accepted = named(crops, "accept", accept);
    List<Integer> rejected = named(crops, "reject", reject);
    List<Integer> moved = named(crops, "move", move);
    Set<Integer> said = new LinkedHashSet<>(accepted);
    said.addAll(rejected);
    said.addAll(moved);
    double most = number(least, Double.POSITIVE_INFINITY);
    double few = number(below, Double.NEGATIVE_INFINITY);
    if (few > most)
      throw new IllegalArgumentException(
          "'below' can't be greater than 'least': a crop would be both rejected and accepted.");
    accepted.addAll(scored(crops, said, i -> crops.score(i) >= most));
    rejected.addAll(scored(crops, said, i -> crops.score(i) < few));
    if (!moved.isEmpty()) crops.move(moved, label.strip());
    if (!accepted.isEmpty()) crops.accept(accepted);
    if (!rejected.isEmpty()) crops.reject(rejected);
    if (crops instanceof ImageCuration images)
      for (CellLabelling one : images.labellings()) Results.labelled(one, true);
    int[] counts = new int[CropDecision.values().length];
    for (int i = 0; i < crops.size(); i++) counts[crops.decision(i).ordinal()]++;
    IJ.showStatus(
        "%,d crops: %,d accepted, %,d rejected".formatted(crops.size(), counts[1], counts[2]));
  }

  private static double number(String text, double otherwise) {
    return Inputs.numberIfGiven(text).orElse(otherwise);
  }

  private static List<Integer> scored(Curation crops, Set<Integer> said, IntPredicate wanted) {
    return IntStream.range(0, crops.size())
        .filter(i -> crops.decision(i) == CropDecision.UNDECIDED && !said.contains(i))
        .filter(wanted)
        .boxed()
        .toList();
  }

  private static List<Integer> named(Curation crops, String key, String text) {
    List<Integer> found = new ArrayList<>();
    for (String one : text.split(",")) {
      String name = one.strip();
      if (name.isEmpty()) continue;
      Pattern like =
          Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q") + "([.][A-Za-z0-9]+)?");
      List<Integer> these =
          IntStream.range(0, crops.size())
              .filter(i -> like.matcher(crops.name(i)).matches())
              .boxed()
              .toList();
      if (these.isEmpty())
        throw new IllegalArgumentException(
            "'%s' can't be '%s': there is no such crop in %s.".formatted(key, name, crops.place()));
      found.addAll(these);
    }
    return found;
  }
}

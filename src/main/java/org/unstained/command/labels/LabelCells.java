package org.unstained.command.labels;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.Colors;
import ij.plugin.frame.Recorder;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.DrawnRois;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Results;
import org.unstained.image.NumberRanges;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.FilterSettings;
import org.unstained.overlay.LabelClass;

/**
 * Lets a person say what each cell is: opens a window from which cells are labelled on the image.
 * Macros name the cells and their class.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Label Cells...", weight = 20)
    })
public class LabelCells extends CellCommand implements AsksItself {
  /** As it is written in {@code run}. */
  static final String NAME = "Label Cells...";

  @Parameter(
      label = "Image",
      description =
          "The image with the cells: segmented, detected or drawn. The current one if a macro"
              + " doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Label",
      description =
          "The class that the cells get; a new one is added. (none) takes their class off.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String label = "";

  @Parameter(
      label = "Cells",
      description =
          "Numbers of the cells, such as 3,5-9, as in the table; all; unlabelled for those that"
              + " nobody has labelled by hand; selection for a new cell, the selected area; rois for"
              + " new cells, one for each area that was drawn: the ROI Manager's, or those of the"
              + " overlay that aren't ours.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String cells = "";

  @Parameter(
      label = "Remove",
      description = "Numbers of cells to delete, such as 4,7-8, or all.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String remove = "";

  @Parameter(
      label = "Colour",
      description =
          "The colour of the class: a name such as red, or #rrggbb. Empty leaves it as it is.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String colour = "";

  @Parameter(
      label = "Channel",
      description = "The number of the channel that the cells lie on. 0 for the one they are on.",
      min = "0",
      max = "100000",
      persist = false)
  private int channel = 0;

  @Parameter(
      label = "Slice",
      description = "The slice of the cells, from 1, without unit. 0 for the one that is shown.",
      min = "0",
      max = "1000000",
      persist = false)
  private int slice = 0;

  @Parameter(
      label = "Frame",
      description = "The frame of the cells, from 1, without unit. 0 for the one that is shown.",
      min = "0",
      max = "1000000",
      persist = false)
  private int frame = 0;

  @Parameter(
      label = "Table",
      description =
          "Show a table with a row for each cell if there is none. Rows that are there are brought"
              + " up to date in any case.",
      persist = false)
  private boolean table = true;

  /** Opens the window, which does all that is to be done and records it when it is closed. */
  @Override
  public boolean ask() {
    Inputs.requireImage(this);
    Recorder.disableCommandRecording();
    LabelWindow.open(image);
    return false;
  }

  @Override
  public String page() {
    return "label.md";
  }

  @Override
  protected void execute() {
    Inputs.requireImage(this);
    if (image.getProcessor() == null)
      throw new IllegalArgumentException("The image is empty. Open it again, or choose another.");
    String name = label.strip();
    if (name.isEmpty() && remove.isBlank())
      throw new IllegalArgumentException(
          "Nothing is said to be done. Give a 'label' and 'cells', such as label=[Dead Cell] cells=3,5-9, or cells to 'remove'. To label with the mouse, run the command from the menu.");
    if (!name.isEmpty() && cells.isBlank() && colour.isBlank())
      throw new IllegalArgumentException(
          "'cells' is empty. Say which cells are '%s': numbers such as 3,5-9, all, unlabelled, selection or rois."
              .formatted(name));
    CellLabelling labelling = CellLabelling.of(image);
    requirePlane();
    List<Roi> going = remove.isBlank() ? List.of() : numbered(labelling, "remove", remove);
    if (!name.isEmpty()) label(labelling, name);
    labelling.remove(going);
    if (table) Results.labelledTable(labelling);
    else Results.labelled(labelling, true);
    IJ.showStatus(
        "%,d of %,d cells are labelled by hand"
            .formatted(labelling.counts().byHand(), labelling.counts().cells()));
  }

  private void label(CellLabelling labelling, String name) {
    String given = name.equals(FilterSettings.NO_CLASS) ? null : name;
    Color wanted = colour.isBlank() ? null : colour();
    // Cells first: if they are wrong, nothing has changed.
    List<Roi> chosen = new ArrayList<>();
    List<Roi> drawn = new ArrayList<>();
    switch (cells.strip()) {
      case "" -> {}
      case "selection" -> drawn.add(selection(labelling));
      case "rois" -> drawn.addAll(DrawnRois.of(image));
      case "unlabelled" ->
          numbered(labelling, "cells", "all").stream()
              .filter(roi -> !CellLabelling.isByHand(roi))
              .forEach(chosen::add);
      default -> chosen.addAll(numbered(labelling, "cells", cells));
    }
    if (cells.strip().equals("rois") && drawn.isEmpty())
      throw new IllegalArgumentException(
          "There is no ROI on '%s'. Draw one round each cell, or add them to the ROI Manager."
              .formatted(image.getTitle()));
    if (!drawn.isEmpty()) labelling.add(drawn, given);
    labelling.assign(chosen, given);
    if (given == null || wanted == null) return;
    Optional<LabelClass> known =
        labelling.classes().stream().filter(c -> c.name().equals(given)).findFirst();
    if (known.isPresent()) labelling.changeClass(given, given, wanted);
    else labelling.addClass(given, wanted);
  }

  private Color colour() {
    Color decoded = Colors.decode(colour.strip(), null);
    if (decoded == null)
      throw new IllegalArgumentException(
          "'colour' can't be '%s': it takes a name such as red, or #rrggbb.".formatted(colour));
    return decoded;
  }

  private Roi selection(CellLabelling labelling) {
    Roi drawn = image.getRoi();
    if (drawn == null)
      throw new IllegalArgumentException(
          "There is no selection on '%s'. Draw an area round the cell first."
              .formatted(image.getTitle()));
    Roi copy = (Roi) drawn.clone();
    int[] shown = labelling.shown();
    if (slice > 0 || frame > 0 || channel > 0)
      copy.setPosition(given(channel, shown[2]), given(slice, shown[1]), given(frame, shown[0]));
    image.deleteRoi();
    return copy;
  }

  private void requirePlane() {
    if (channel > image.getNChannels() || slice > image.getNSlices() || frame > image.getNFrames())
      throw new IllegalArgumentException(
          "'%s' has %d channels, %d slices and %d frames: there is no channel %d, slice %d, frame %d."
              .formatted(
                  image.getTitle(),
                  image.getNChannels(),
                  image.getNSlices(),
                  image.getNFrames(),
                  channel,
                  slice,
                  frame));
  }

  private static int given(int position, int otherwise) {
    return position > 0 ? position : otherwise;
  }

  private List<Roi> numbered(CellLabelling labelling, String key, String text) {
    NumberRanges ranges = NumberRanges.parse(key, text);
    int t = given(frame, labelling.shown()[0]);
    int z = given(slice, labelling.shown()[1]);
    int c = given(channel, labelling.channel(z, t));
    List<Roi> here = labelling.cells(c, z, t);
    if (here.isEmpty())
      throw new IllegalArgumentException(
          "'%s' has no cells on this plane. Run Segment Cells or Detect Cells first, or draw them and set 'cells' to rois."
              .formatted(image.getTitle()));
    if (ranges.isAll()) return here;
    List<Roi> chosen = new ArrayList<>();
    for (NumberRanges.Range range : ranges.ranges()) {
      if (range.first() == range.last()) {
        chosen.addAll(labelling.cells(c, z, t, List.of(range.first())));
        continue;
      }
      List<Roi> of =
          here.stream()
              .filter(
                  roi ->
                      CellLabelling.number(roi) >= range.first()
                          && CellLabelling.number(roi) <= range.last())
              .toList();
      if (of.isEmpty())
        throw new IllegalArgumentException(
            "'%s' can't be '%s': '%s' has no cell of the numbers %s on this plane."
                .formatted(key, text, image.getTitle(), range));
      chosen.addAll(of);
    }
    return chosen;
  }
}

package org.unstained.command.stains;

import ij.ImagePlus;
import ij.gui.NonBlockingGenericDialog;
import ij.gui.Overlay;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Color;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Label;
import java.awt.Panel;
import java.awt.TextField;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.unstained.cells.PlaneCells;
import org.unstained.classical.StainLimits;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.Documentation;
import org.unstained.command.ModelChoice;
import org.unstained.command.Theme;
import org.unstained.models.ModelTask;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.stains.StainChoice;
import org.unstained.workflow.stains.StainLabelling;

/**
 * The inputs of Label by Fluorescence with a histogram for each stain. The limits can be drawn with
 * the mouse; the cells on the image take the colours of their classes at once, and are counted.
 */
final class StainDialog {
  private static final String NONE = "none";

  private final LabelByFluorescence command;
  private final ImagePlus image;
  private final NonBlockingGenericDialog dialog;
  private final Overlay before;
  private final StainHistogram first = new StainHistogram(limits -> move(0, limits));
  private final StainHistogram other = new StainHistogram(limits -> move(1, limits));
  private final Label count;
  private final Color usual;

  /** Text fields and choices of both stains. */
  private final List<Choice> methods;

  private final List<TextField> lows;
  private final List<TextField> highs;

  private StainLabelling labelling;
  private String measured = "";
  private final String[] stains = {"", ""};
  private double[][] values = {{}, {}};
  private List<StainChoice.Found> found = List.of();
  private boolean busy;

  StainDialog(LabelByFluorescence command, ImagePlus image) {
    this.command = command;
    this.image = image;
    before = image.getOverlay();
    dialog = new NonBlockingGenericDialog("Label by Fluorescence");
    boolean drawn = !CellOverlay.read(image).isEmpty();
    dialog.addChoice("Label", new String[] {"overlay", "grid"}, drawn ? command.cells : "grid");
    dialog.addToSameRow();
    dialog.addNumericField("Square", command.size, 0, 5, "px");
    dialog.addToSameRow();
    dialog.addNumericField("Step", command.step, 0, 5, "px");
    String[] channels =
        IntStream.rangeClosed(1, channels()).mapToObj(Integer::toString).toArray(String[]::new);
    addStain("Stain: channel", channels, Integer.toString(command.channel), first);
    String[] others = Stream.concat(Stream.of(NONE), Stream.of(channels)).toArray(String[]::new);
    addStain("Second: channel", others, NONE, other);
    dialog.addStringField("With stain", command.positive, 8);
    dialog.addToSameRow();
    dialog.addStringField("Without", command.negative, 8);
    dialog.addToSameRow();
    dialog.addStringField("Unknown", command.unknown, 8);
    dialog.addChoice(
        "Unknown cells",
        new String[] {"keep", "leave-out", "negative", "pseudo", "confident"},
        command.use);
    dialog.addToSameRow();
    dialog.addChoice("Model", models(), NONE);
    dialog.addToSameRow();
    dialog.addNumericField("Sure from", command.confidence, 2, 5, "");
    dialog.addChoice("Empty squares", new String[] {"none", "content", "model"}, command.empty);
    dialog.addToSameRow();
    dialog.addStringField("Content from", command.content, 7);
    dialog.addToSameRow();
    dialog.addChoice("Their model", models(), NONE);
    dialog.addChoice("Planes", new String[] {"current", "all"}, command.planes);
    dialog.addToSameRow();
    dialog.addCheckbox("Table", command.table);
    // AWT's labels don't grow, so it is as wide as it will ever be.
    dialog.addMessage(" ".repeat(120));
    count = (Label) dialog.getMessage();
    usual = count.getForeground();
    dialog.addHelp(Documentation.address("fluorescence-labels.md"));
    List<?> choices = dialog.getChoices();
    List<?> texts = dialog.getStringFields();
    methods = List.of((Choice) choices.get(2), (Choice) choices.get(4));
    lows = List.of((TextField) texts.get(0), (TextField) texts.get(2));
    highs = List.of((TextField) texts.get(1), (TextField) texts.get(3));
    dialog.addDialogListener((changed, event) -> busy || follow());
  }

  private void addStain(String label, String[] channels, String chosen, StainHistogram histogram) {
    dialog.addChoice(label, channels, chosen);
    dialog.addToSameRow();
    dialog.addChoice("Limits by", new String[] {"mixture", "otsu", "threshold"}, "mixture");
    dialog.addToSameRow();
    dialog.addStringField("Low", "", 7);
    dialog.addToSameRow();
    dialog.addStringField("High", "", 7);
    Panel panel = new Panel();
    panel.add(histogram);
    dialog.addPanel(panel);
    // Below all fields of the row above, not below the first.
    if (panel.getParent().getLayout() instanceof GridBagLayout layout) {
      GridBagConstraints place = layout.getConstraints(panel);
      place.gridwidth = GridBagConstraints.REMAINDER;
      layout.setConstraints(panel, place);
    }
  }

  private int channels() {
    return image.getType() == ImagePlus.COLOR_RGB ? 3 : image.getNChannels();
  }

  private static String[] models() {
    List<String> names = new ArrayList<>(List.of(NONE));
    try {
      names.addAll(ModelChoice.installed(ModelTask.CLASSIFICATION));
    } catch (IOException e) {
      // the library can't be read: the run says why, the dialog goes without
    }
    return names.toArray(String[]::new);
  }

  /**
   * @return false if cancelled, or if the image was closed; the overlay is as it was in any case
   */
  boolean ask() {
    WindowAdapter closing =
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            dialog.windowClosing(e);
          }
        };
    if (image.getWindow() != null) image.getWindow().addWindowListener(closing);
    String recorded = Recorder.getCommand();
    follow();
    dialog.showDialog();
    if (image.getWindow() != null) image.getWindow().removeWindowListener(closing);
    // Commands that ran meanwhile, zooming for one, have taken the recorder.
    if (recorded != null && !recorded.equals(Recorder.getCommand())) Recorder.setCommand(recorded);
    Recorder.resetCommandOptions();
    image.setOverlay(before);
    return dialog.wasOKed();
  }

  /** What the mouse did to the limits of a stain. */
  private void move(int stain, StainLimits limits) {
    busy = true;
    boolean one = limits.low() == limits.high();
    if (one && found.size() > stain && found.get(stain).mixture().isEmpty())
      methods.get(stain).select("threshold");
    lows.get(stain).setText(text(limits.low()));
    highs
        .get(stain)
        .setText(one && found.get(stain).mixture().isEmpty() ? "" : text(limits.high()));
    busy = false;
    follow();
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private boolean follow() {
    read();
    try {
      if (command.second > 0) restart(1, command.second + " " + command.method2);
      else restart(1, "");
      restart(0, command.channel + " " + command.method);
      List<StainChoice> choices = command.choices();
      measure();
      found = new ArrayList<>();
      for (int i = 0; i < choices.size(); i++) {
        StainChoice choice = choices.get(i);
        found.add(choice.find(values[i]));
        (i == 0 ? first : other)
            .show(
                "mean of channel %d, %,d cells".formatted(choice.channel(), values[i].length),
                values[i],
                found.get(i).mixture(),
                found.get(i).limits());
      }
      if (choices.size() == 1)
        other.show("no second stain", new double[0], Optional.empty(), Optional.empty());
      List<StainLabelling.Stained> stained = new ArrayList<>();
      for (int i = 0; i < choices.size(); i++)
        stained.add(
            new StainLabelling.Stained(
                choices.get(i).channel(), found.get(i).required(), found.get(i).mixture()));
      List<PlaneCells> labelled = labelling.label(stained, command.names());
      CellOverlay.show(image, labelled);
      said(LabelByFluorescence.text(StainLabelling.counts(labelled)), true);
      return true;
    } catch (IllegalArgumentException | IOException e) {
      image.setOverlay(before);
      said(e.getMessage(), false);
      return false;
    }
  }

  private void said(String text, boolean well) {
    count.setForeground(well ? usual : Theme.failure());
    count.setText(text);
  }

  /** Another channel or method has other limits; those of before would stand in the way. */
  private void restart(int stain, String now) {
    if (stains[stain].equals(now)) return;
    boolean begins = stains[stain].isEmpty();
    stains[stain] = now;
    values[stain] = new double[0];
    if (begins) return;
    busy = true;
    String low = "";
    if (now.endsWith("threshold"))
      low = text(StainLimits.otsu(labelling.values(Integer.parseInt(now.split(" ")[0]))).low());
    lows.get(stain).setText(low);
    highs.get(stain).setText("");
    busy = false;
    read();
  }

  private void measure() throws IOException {
    String now =
        command.cells
            + command.size
            + ' '
            + command.step
            + command.empty
            + ' '
            + command.content
            + ' '
            + command.filter.text()
            + ' '
            + command.channel
            + ' '
            + command.second
            + command.planes
            + image.getCurrentSlice();
    if (!now.equals(measured)) {
      image.setOverlay(before);
      labelling = command.measured(image);
      measured = now;
      values = new double[][] {{}, {}};
    }
    if (values[0].length == 0) values[0] = labelling.values(command.channel);
    if (values[1].length == 0 && command.second > 0) values[1] = labelling.values(command.second);
  }

  /** The fields into the command. */
  private void read() {
    dialog.resetCounters();
    command.cells = dialog.getNextChoice();
    command.size = whole(dialog.getNextNumber());
    command.step = whole(dialog.getNextNumber());
    command.channel = Integer.parseInt(dialog.getNextChoice());
    command.method = dialog.getNextChoice();
    command.low = dialog.getNextString().strip();
    command.high = dialog.getNextString().strip();
    String second = dialog.getNextChoice();
    command.second = second.equals(NONE) ? 0 : Integer.parseInt(second);
    command.method2 = dialog.getNextChoice();
    command.low2 = dialog.getNextString().strip();
    command.high2 = dialog.getNextString().strip();
    command.positive = dialog.getNextString();
    command.negative = dialog.getNextString();
    command.unknown = dialog.getNextString();
    command.use = dialog.getNextChoice();
    String model = dialog.getNextChoice();
    command.model = model.equals(NONE) ? ClassifierChoice.NONE : new ClassifierChoice(model);
    command.confidence = dialog.getNextNumber();
    command.empty = dialog.getNextChoice();
    command.content = dialog.getNextString().strip();
    String filter = dialog.getNextChoice();
    command.filter = filter.equals(NONE) ? ClassifierChoice.NONE : new ClassifierChoice(filter);
    command.planes = dialog.getNextChoice();
    command.table = dialog.getNextBoolean();
    dialog.resetCounters();
  }

  private static int whole(double number) {
    return Double.isNaN(number) ? 0 : (int) number;
  }
}

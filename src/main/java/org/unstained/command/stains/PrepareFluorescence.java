package org.unstained.command.stains;

import ij.ImagePlus;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.OpenImages;
import org.unstained.command.WorkStatus;
import org.unstained.image.FluorescencePreparation;
import org.unstained.image.FluorescencePreparation.Settings;

/**
 * Cleans and evens out fluorescence images before people or networks look at them. Shows a new
 * image, {@code <title>-prepared}.
 *
 * @see FluorescencePreparation
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Prepare Fluorescence...", weight = 8)
    })
public class PrepareFluorescence extends CellCommand {

  private static final Settings DEFAULTS = Settings.defaults();

  @Parameter(
      label = "Image",
      description =
          "The fluorescence image; all its planes are prepared. The current one if a macro doesn't"
              + " name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Repeated median",
      description = "A median of 5 x 5 pixels, repeated until nothing changes, takes out specks.",
      persist = false)
  private boolean median = DEFAULTS.median();

  @Parameter(
      label = "Halve the size",
      description = "Each new pixel is the mean of 2 x 2, which takes out noise.",
      persist = false)
  private boolean halve = DEFAULTS.halve();

  @Parameter(
      label = "Normalise",
      description = "Give each plane the mean and the standard deviation below.",
      persist = false)
  private boolean normalise = DEFAULTS.normalise();

  @Parameter(
      label = "Mean",
      description = "Mean of each plane after normalisation, in grey values from 0 to 255.",
      min = "0",
      max = "255",
      persist = false)
  private double mean = DEFAULTS.mean();

  @Parameter(
      label = "Standard deviation",
      description =
          "Standard deviation of each plane after normalisation, in grey values up to 255.",
      min = "0.001",
      max = "255",
      persist = false)
  private double deviation = DEFAULTS.deviation();

  @Parameter(
      label = "Red channel",
      description =
          "Number of the channel that becomes red, from 1; 0 for none. With any of the three"
              + " colours the result is RGB.",
      min = "0",
      max = "1000",
      persist = false)
  private int red = DEFAULTS.red();

  @Parameter(
      label = "Green channel",
      description = "Number of the channel that becomes green, from 1; 0 for none.",
      min = "0",
      max = "1000",
      persist = false)
  private int green = DEFAULTS.green();

  @Parameter(
      label = "Blue channel",
      description = "Number of the channel that becomes blue, from 1; 0 for none.",
      min = "0",
      max = "1000",
      persist = false)
  private int blue = DEFAULTS.blue();

  @Override
  public String page() {
    return "fluorescence.md";
  }

  @Override
  protected void execute() {
    Settings settings =
        new Settings(
            median, DEFAULTS.mostRounds(), halve, normalise, mean, deviation, red, green, blue);
    ImagePlus prepared;
    try (WorkStatus status = WorkStatus.of("Preparing", image, true)) {
      prepared = FluorescencePreparation.prepare(image, settings, status, status);
    }
    OpenImages.show(prepared);
  }

  @Override
  public String unit(Input input) {
    return switch (input.key()) {
      case "mean", "deviation" -> "of 0-255";
      case "red", "green", "blue" -> "0 = none";
      default -> "";
    };
  }
}

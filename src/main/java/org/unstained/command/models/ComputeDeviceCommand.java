package org.unstained.command.models;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.StatusProgress;
import org.unstained.models.Progress;
import org.unstained.workflow.networks.ComputeEngine;

/**
 * Says what networks can run on here, and gets, installs or repairs the engine's files. Nothing is
 * downloaded unless the action is {@code download}. Without a macro it opens a window.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Compute Device...", weight = 91)
    })
public class ComputeDeviceCommand extends CellCommand implements AsksItself {

  @Parameter(
      label = "Action",
      description =
          "What to do: show writes to the log what is there; download fetches the engine's files;"
              + " install takes them from a zip; repair removes broken ones.",
      choices = {"show", "download", "install", "repair"},
      persist = false)
  private String action = "show";

  @Parameter(
      label = "Flavour",
      description = "download: the files for the CPU, or those for NVIDIA's devices (CUDA).",
      choices = {"cpu", "cuda"},
      persist = false)
  private String flavour = "cpu";

  @Parameter(
      label = "Zip",
      description =
          "install: the zip or jar with the engine's files. download: an address to take them from"
              + " instead of the usual one; empty for that.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String zip = "";

  /** Opens the window, which does all that is to be done. */
  @Override
  public boolean ask() {
    Recorder.disableCommandRecording();
    ComputeDeviceWindow.open();
    return false;
  }

  @Override
  public String page() {
    return "device.md";
  }

  @Override
  protected void execute() throws IOException {
    ComputeEngine engine = new ComputeEngine();
    Progress progress = new StatusProgress("Downloading");
    IJ.log(
        switch (action) {
          case "download" -> engine.download(flavour, zip, progress);
          case "install" -> engine.install(zip);
          case "repair" -> engine.repair();
          default -> engine.look().toString();
        });
  }
}

package org.unstained.command;

import ij.IJ;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

/** Says which version this is, under which licence, and what to cite. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "About Unstained", weight = 100)
    })
public class AboutUnstained extends CellCommand {

  @Override
  public String page() {
    return "README.md";
  }

  @Override
  protected void execute() {
    IJ.showMessage("About Unstained", text().replace("\n\n", "\n \n")); // drops empty lines
  }

  /** What it says, as plain text. */
  static String text() {
    return """
        Unstained %s
        finds cells in brightfield and fluorescence images, measures them
        and draws the answer on the open image.

        Licence: GNU General Public License, version 3 or later.
        Source: https://github.com/unstained/unstained

        If it helped your work, please cite the software (CITATION.cff)
        and the papers whose methods you used:

        Wang S. et al., Label-free detection of rare circulating tumor cells
        by image analysis and machine learning, Scientific Reports 10, 12226
        (2020), https://doi.org/10.1038/s41598-020-69056-1
        (segmentation steps; crops and their normalisation)

        Piansaddhayanon C. et al., Label-free tumor cells classification
        using deep learning and high-content imaging, Scientific Data (2023),
        https://doi.org/10.1038/s41597-023-02482-8
        (preparation of fluorescence images)"""
        .formatted(Version.text());
  }
}

package org.unstained.command;

import ij.ImagePlus;

final class StainDialog {
  StainDialog(LabelByFluorescence command, ImagePlus image) {}

  boolean ask() {
    return false;
  }
}

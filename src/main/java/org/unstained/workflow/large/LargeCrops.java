package org.unstained.workflow.large;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import org.unstained.cells.CropSettings;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.crops.CropStack;
import org.unstained.workflow.crops.CropWorkflow;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.files.TiffFile;
import org.unstained.workflow.planes.PlaneSource;

/** The crops of an image that stays in its file: files, a stack, or none. */
final class LargeCrops implements AutoCloseable {
  private final LargePlaces places;
  private final ImagePlus card;
  private final CropOutput.Form form;
  private final CropSettings settings;
  private final CropStack stack;
  private int channels;

  private LargeCrops(
      LargePlaces places,
      ImagePlus card,
      CropOutput.Form form,
      CropSettings settings,
      CropStack stack) {
    this.places = places;
    this.card = card;
    this.form = form;
    this.settings = settings;
    this.stack = stack;
  }

  static LargeCrops create(LargePlaces places, ImagePlus card, CropOutput crops)
      throws IOException {
    if (crops.form() == CropOutput.Form.NONE)
      return new LargeCrops(places, card, crops.form(), null, null);
    CropSettings settings = crops.options().of(card);
    CropStack stack =
        crops.form() == CropOutput.Form.STACK
            ? CropStack.create(places.hidden("crops.raw"), settings.width(), settings.height())
            : null;
    return new LargeCrops(places, card, crops.form(), settings, stack);
  }

  /**
   * So many cells of a plane will come: looks whether they find room.
   *
   * @throws IOException if not; says what to do
   */
  void expect(int more) throws IOException {
    if (form == CropOutput.Form.NONE || more == 0) return;
    // A stack lies in a file of its own before it is written.
    long each =
        form == CropOutput.Form.STACK
            ? 2 * CropWorkflow.bytes(card, settings)
            : CropWorkflow.bytesOfFile(card, settings);
    LargeRoom.require(
        places,
        more * each,
        "The crops of %,d cells of %s".formatted(more, card.getTitle()),
        "Make room, choose another output folder, or leave out the crops");
  }

  void add(PlaneSource source, PlaneCells some) throws IOException {
    switch (form) {
      case NONE -> {}
      case FILES ->
          CropWorkflow.write(
              source, some, settings, Files.createDirectories(places.of(OutputNames.CROP_FOLDER)));
      case STACK -> channels = CropWorkflow.add(source, some, settings, stack);
    }
  }

  /** Writes the stack, if there is one. */
  void finish() throws IOException {
    if (stack == null || stack.size() == 0) return;
    TiffFile.saveStack(
        CropWorkflow.finished(card, stack, channels, settings),
        stack,
        stack.labels(),
        places.of(OutputNames.CROPS));
  }

  @Override
  public void close() throws IOException {
    if (stack != null) stack.close();
  }
}

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
  /** Letters of a crop's name besides that of the image: plane and cell. */
  private static final int NAME = 40;

  /** What a picture of a stack takes besides pixels and name: its directory in the TIFF file. */
  private static final int DIRECTORY = 160;

  private final LargePlaces places;
  private final ImagePlus card;
  private final CropOutput.Form form;
  private final CropSettings settings;
  private final CropStack stack;
  private int channels;
  private long cells;

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
    LargeRoom.require(
        places,
        bytes(more),
        "The crops of %,d cells of %s"
            .formatted(form == CropOutput.Form.STACK ? cells + more : more, card.getTitle()),
        "Make room, choose another output folder, make the crops smaller, or leave them out");
  }

  /** What so many cells more will take of the disk, besides what those before take already. */
  long bytes(int more) {
    if (form == CropOutput.Form.FILES) return more * CropWorkflow.bytesOfFile(card, settings);
    long pixels = CropWorkflow.bytes(card, settings);
    int picture = 2 * (card.getTitle().length() + NAME) + DIRECTORY;
    long inStack = pixels + (long) picture * CropWorkflow.pictures(card, settings);
    // Before a stack is written its pixels lie in a file of their own, colours in four bytes.
    boolean colours = card.getType() == ImagePlus.COLOR_RGB && !settings.normalised();
    return more * (colours ? 4L * settings.pixels() : pixels) + (cells + more) * inStack;
  }

  void add(PlaneSource source, PlaneCells some) throws IOException {
    cells += some.cells().size();
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

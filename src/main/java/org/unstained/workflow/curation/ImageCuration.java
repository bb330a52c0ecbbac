package org.unstained.workflow.curation;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unstained.image.LabelImages;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.EditHistory;

/**
 * The cells of our overlay on open images as crops, cut out as they are shown. Accepted cells and
 * those of another class are labelled by hand, rejected ones leave the overlay.
 */
public final class ImageCuration implements Curation {
  /** Side of a crop as a multiple of the cell's longer side. */
  private static final double ROOM = 1.5;

  private static final int LEAST_SIDE = 24;

  private record Item(CellLabelling labelling, Roi roi, CropScores scores, int[] place) {}

  private final List<Item> items = new ArrayList<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final List<CellLabelling> images = new ArrayList<>();
  private final EditHistory history = new EditHistory();

  /**
   * @throws IllegalArgumentException if there are no cells on any of them
   */
  public ImageCuration(List<ImagePlus> open) {
    for (ImagePlus image : open) {
      CellLabelling labelling = CellLabelling.of(image);
      if (labelling.cells().isEmpty()) continue;
      images.add(labelling);
      labelling.classes().forEach(one -> classes.add(one.name()));
      for (Roi roi : labelling.cells())
        items.add(
            new Item(
                labelling,
                roi,
                CropScores.of(name(roi), score(roi), CellLabelling.probabilities(roi)),
                labelling.position(roi)));
    }
    if (items.isEmpty())
      throw new IllegalArgumentException(
          "There are no cells on the open images. Run Segment Cells or Detect Cells first, or give a 'folder' of crops.");
  }

  private static String name(Roi roi) {
    String name = roi.getProperty("class");
    return name == null ? "" : name;
  }

  private static double score(Roi roi) {
    String text = roi.getProperty("score");
    return text == null ? Double.NaN : Double.parseDouble(text);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public String name(int crop) {
    Item item = items.get(crop);
    ImagePlus image = item.labelling().image();
    StringBuilder name = new StringBuilder(LabelImages.title(image.getTitle(), ""));
    if (image.getNFrames() > 1) name.append("-t").append(item.place()[0]);
    if (image.getNSlices() > 1) name.append("-z").append(item.place()[1]);
    if (image.getNChannels() > 1) name.append("-c").append(item.place()[2]);
    return name.append("-cell").append(CellLabelling.number(item.roi())).toString();
  }

  @Override
  public String className(int crop) {
    return name(items.get(crop).roi());
  }

  @Override
  public CropDecision decision(int crop) {
    Item item = items.get(crop);
    if (!item.labelling().isThere(item.roi())) return CropDecision.REJECTED;
    return CellLabelling.isByHand(item.roi()) ? CropDecision.ACCEPTED : CropDecision.UNDECIDED;
  }

  @Override
  public double score(int crop) {
    return items.get(crop).scores().score();
  }

  @Override
  public double margin(int crop) {
    return items.get(crop).scores().margin();
  }

  @Override
  public double entropy(int crop) {
    return items.get(crop).scores().entropy();
  }

  @Override
  public List<String> classes() {
    return List.copyOf(classes);
  }

  @Override
  public void addClass(String name) {
    if (name.isBlank()) throw new IllegalArgumentException("A class needs a name.");
    classes.add(name.strip());
  }

  @Override
  public BufferedImage picture(int crop) {
    Item item = items.get(crop);
    ImagePlus image = item.labelling().image();
    Rectangle box = item.roi().getBounds();
    int side = (int) Math.max(LEAST_SIDE, Math.ceil(ROOM * Math.max(box.width, box.height)));
    Rectangle cut =
        new Rectangle(
            box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2, side, side);
    Rectangle in = cut.intersection(new Rectangle(image.getWidth(), image.getHeight()));
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    if (in.isEmpty()) return picture;
    ImageProcessor pixels;
    synchronized (image) {
      int[] at = item.place();
      pixels = image.getStack().getProcessor(image.getStackIndex(at[2], at[1], at[0]));
      if (pixels.getBitDepth() != 24)
        pixels.setMinAndMax(image.getDisplayRangeMin(), image.getDisplayRangeMax());
      pixels.setRoi(in);
      pixels = pixels.crop();
    }
    Graphics g = picture.getGraphics();
    g.drawImage(pixels.createImage(), in.x - cut.x, in.y - cut.y, null);
    g.dispose();
    return picture;
  }

  @Override
  public void accept(Collection<Integer> crops) {
    bringBack(crops);
    Map<String, List<Integer>> byClass = new LinkedHashMap<>();
    for (int crop : crops)
      if (!className(crop).isEmpty())
        byClass.computeIfAbsent(className(crop), name -> new ArrayList<>()).add(crop);
    byClass.forEach((name, some) -> each(some, (cells, rois) -> cells.assign(rois, name)));
    collect("accept");
  }

  @Override
  public void reject(Collection<Integer> crops) {
    each(crops, CellLabelling::remove);
    collect("reject");
  }

  @Override
  public void move(Collection<Integer> crops, String className) {
    addClass(className);
    bringBack(crops);
    each(crops, (cells, rois) -> cells.assign(rois, className));
    collect("move to " + className);
  }

  private void bringBack(Collection<Integer> crops) {
    each(crops, CellLabelling::bringBack);
  }

  private interface Deed {
    void to(CellLabelling cells, List<Roi> rois);
  }

  private void each(Collection<Integer> crops, Deed deed) {
    Map<CellLabelling, List<Roi>> rois = new LinkedHashMap<>();
    for (int crop : crops)
      rois.computeIfAbsent(items.get(crop).labelling(), l -> new ArrayList<>())
          .add(items.get(crop).roi());
    rois.forEach(deed::to);
  }

  /** All that the images noted since the last time is one step of ours. */
  private void collect(String what) {
    List<EditHistory> steps = new ArrayList<>();
    for (CellLabelling image : images)
      for (int i = image.history().takeFresh(); i > 0; i--) steps.add(image.history());
    if (steps.isEmpty()) return;
    List<EditHistory> back = new ArrayList<>(steps);
    java.util.Collections.reverse(back);
    history.note(
        what, () -> steps.forEach(EditHistory::redo), () -> back.forEach(EditHistory::undo));
  }

  @Override
  public EditHistory history() {
    return history;
  }

  @Override
  public String place() {
    return images.size() == 1 ? images.get(0).image().getTitle() : images.size() + " open images";
  }

  /** The cell of a crop as its ROI, which is on the overlay as long as nobody takes it off. */
  public Roi roi(int crop) {
    return items.get(crop).roi();
  }

  /** The image that a crop was cut out of, and what can be done with its cells. */
  public CellLabelling labelling(int crop) {
    return items.get(crop).labelling();
  }

  /** Frame, slice and channel of a crop, each from 1. */
  public int[] position(int crop) {
    return items.get(crop).place().clone();
  }

  /** The images and what was done to their cells. */
  public List<CellLabelling> labellings() {
    return List.copyOf(images);
  }
}

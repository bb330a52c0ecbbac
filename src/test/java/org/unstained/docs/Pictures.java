package org.unstained.docs;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.frame.Recorder;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.MedianCut;
import ij.text.TextWindow;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.scijava.command.CommandInfo;
import org.unstained.app.Bridge;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Documentation;
import org.unstained.command.Inputs;
import org.unstained.command.analysis.ClassifyCells;
import org.unstained.command.analysis.CropCells;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.FilterCells;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.command.counts.PlotCounts;
import org.unstained.command.curation.Galleries;
import org.unstained.command.evaluation.Evaluate;
import org.unstained.command.explanation.ExplainClassification;
import org.unstained.command.exploration.ExploreWindows;
import org.unstained.command.folder.BatchFolder;
import org.unstained.command.labels.LabelCells;
import org.unstained.command.models.ComputeDeviceCommand;
import org.unstained.command.models.InstalledModels;
import org.unstained.command.patches.ClassifyPatches;
import org.unstained.command.project.AnnotationProjectCommand;
import org.unstained.command.stains.LabelByFluorescence;
import org.unstained.command.stains.PrepareFluorescence;
import org.unstained.command.training.ExamplesWindow;
import org.unstained.command.training.TrainClassifier;
import org.unstained.command.training.TrainDetector;

/**
 * Makes the pictures of the documentation: runs the commands on the sample images in plain ImageJ
 * and grabs the windows from the screen. It needs a screen (Xvfb is one) of 1366x768 or more on
 * which nothing else happens, and takes about two minutes.
 *
 * <p>Run it in the project's folder: {@value #COMMAND}
 */
public final class Pictures {

  static final String COMMAND =
      "xvfb-run -a -s \"-screen 0 1366x768x24\" mvn -q test-compile exec:java"
          + " -Dexec.classpathScope=test -Dexec.mainClass=org.unstained.docs.Pictures";

  static final Path FOLDER = Path.of("docs", "pictures");
  private static final String LIVING =
      "model=livedead-detector classifier=livedead-classifier device=cpu table=true";
  private static final int PATIENCE_MS = 60_000;

  /** Lets a window be drawn before it is grabbed. */
  private static final int PAUSE_MS = 700;

  private static final int COLOURS = 256;

  private Pictures() {}

  public static void main(String[] args) throws Exception {
    Path home = Files.createTempDirectory("unstained");
    System.setProperty("unstained.home", home.toString());
    Files.createDirectories(FOLDER);
    new ImageJ(ImageJ.STANDALONE).exitWhenQuitting(false);
    List<String> wanted = List.of(args);
    Pictures pictures = new Pictures();
    try {
      step(wanted, "dialogs", pictures::dialogs);
      step(wanted, "segment", pictures::segment);
      step(wanted, "detect", pictures::detect);
      step(wanted, "classify", pictures::classify);
      step(wanted, "patches", pictures::patches);
      step(wanted, "explain", pictures::explain);
      step(wanted, "stack", pictures::stack);
      step(wanted, "fluorescence", pictures::fluorescence);
      step(wanted, "stains", pictures::stains);
      step(wanted, "windows", pictures::windows);
      step(wanted, "recorder", pictures::recorder);
      step(wanted, "label", pictures::label);
      step(wanted, "curate", pictures::curate);
      step(wanted, "training", pictures::training);
      step(wanted, "project", pictures::project);
      step(wanted, "evaluation", pictures::evaluation);
      step(wanted, "examples", pictures::examples);
      step(wanted, "counts", pictures::counts);
      step(wanted, "explore", pictures::explore);
      System.exit(0); // ImageJ's threads wait for ever
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void step(List<String> wanted, String name, Step step) throws Exception {
    if (!wanted.isEmpty() && !wanted.contains(name)) return;
    System.out.println(name);
    step.run();
    closeAll();
  }

  /** The picture of a command's dialog; there is none if the command asks in another way. */
  static Path ofDialog(Class<?> command) {
    return FOLDER.resolve(
        "dialog-" + Documentation.label(command).toLowerCase().replace(' ', '-') + ".png");
  }

  private void dialogs() throws Exception {
    ImagePlus image = open("livedead.png");
    run(DetectCells.class, LIVING);
    for (CommandInfo info : Commands.infos()) {
      Class<? extends CellCommand> type = type(info);
      boolean asks = Inputs.of(type).stream().anyMatch(input -> !input.isImage());
      if (!asks || AsksItself.class.isAssignableFrom(type)) continue;
      IJ.selectWindow(image.getID());
      begin(type, null);
      GenericDialog dialog = dialog();
      write(grab(dialog), ofDialog(type));
      press(dialog, 1);
    }
  }

  private void segment() throws Exception {
    ImagePlus cells = open("fluorescence.png");
    show(cells, 0.75);
    run(SegmentCells.class, "map=true table=true");
    IJ.selectWindow(cells.getID());
    write(grab(canvas(cells)), "segment-fluorescence.png");
    ImagePlus labels = WindowManager.getImage("fluorescence-labels");
    show(labels, 0.75);
    write(grab(canvas(labels)), "segment-labels.png");
    Frame table = WindowManager.getFrame("Results");
    table.setBounds(20, 300, 1180, 240);
    write(grab(table), "measure-table.png");
    closeAll();
    ImagePlus dark = open("brightfield.png");
    run(
        SegmentCells.class,
        "cells=dark method=manual level=110 smoothing=1 smallest=60"
            + " largest=1500 map=false table=false");
    show(dark, 0.5);
    write(grab(canvas(dark)), "segment-dark.png");
    closeAll();
    ImagePlus outlines = open("livedead.png");
    run(SegmentCells.class, "cells=outlines smoothing=1.5 smallest=100 map=false table=false");
    show(outlines, 2);
    write(grab(canvas(outlines)), "segment-outlines.png");
  }

  private void detect() throws Exception {
    ImagePlus image = open("livedead.png");
    show(image, 2);
    BufferedImage before = grab(canvas(image));
    run(DetectCells.class, LIVING);
    write(beside(before, grab(canvas(image))), "detect-livedead.png");
    Frame table = WindowManager.getFrame("Results");
    table.setBounds(20, 300, 1180, 240);
    write(grab(table), "detect-table.png");
    table.setVisible(false);
    begin(FilterCells.class, null);
    GenericDialog dialog = dialog();
    dialog.setLocation(700, 200);
    pause();
    // Only the sure ones: the slider as a user moves it.
    var field = (TextField) dialog.getNumericFields().get(0);
    EventQueue.invokeAndWait(() -> field.setText("0.8"));
    pause();
    write(grab(dialog), "filter-dialog.png");
    write(grab(canvas(image)), "filter-livedead.png");
    press(dialog, 1);
  }

  private void classify() throws Exception {
    ImagePlus image = open("livedead.png");
    show(image, 2);
    run(SegmentCells.class, "cells=outlines smoothing=1.5 smallest=100 map=false table=false");
    run(ClassifyCells.class, "model=livedead-classifier source=overlay turns device=cpu");
    write(grab(canvas(image)), "classify-livedead.png");
    run(CropCells.class, "side=48 unit=pixels normalise=true masked=false stack=true");
    ImagePlus crops = WindowManager.getImage("livedead-crops");
    IJ.run(
        crops,
        "Make Montage...",
        "columns=%d rows=1 scale=2 border=1".formatted(crops.getNSlices()));
    show(IJ.getImage(), 1);
    write(grab(canvas(IJ.getImage())), "crops.png");
  }

  /** The sample, looked at in patches as large as what the bundled classifier sees. */
  private void patches() throws Exception {
    ImagePlus image = open("livedead.png");
    show(image, 2);
    BufferedImage before = grab(canvas(image));
    run(
        ClassifyPatches.class,
        "model=livedead-classifier size=48 step=12 empty=content device=cpu table=false"
            + " fractions=true opacity=0.4");
    // Outlines of so many overlapping patches would hide the layer.
    for (Roi roi : image.getOverlay().toArray())
      if (roi.getProperty("cell") != null) image.getOverlay().remove(roi);
    image.updateAndDraw();
    BufferedImage layer = grab(canvas(image));
    ImagePlus heat = WindowManager.getImage("livedead-Dead Cell-probability");
    show(heat, 2);
    write(beside(before, beside(layer, grab(canvas(heat)))), "patches-livedead.png");
  }

  private void explain() throws Exception {
    ImagePlus image = open("livedead.png");
    show(image, 2);
    run(DetectCells.class, LIVING.replace("table=true", "table=false"));
    BufferedImage before = grab(canvas(image));
    String model = "model=livedead-classifier device=cpu ";
    run(ExplainClassification.class, model);
    write(beside(before, grab(canvas(image))), "explain-layer.png");
    run(ExplainClassification.class, "result=remove");
    run(
        ExplainClassification.class,
        model + "result=figure target=[Living Cell] against=[Dead Cell]");
    ImageStack pages = IJ.getImage().getStack();
    BufferedImage living = null;
    BufferedImage dead = null;
    for (int i = 1; i <= pages.size(); i++) {
      BufferedImage page = pages.getProcessor(i).getBufferedImage();
      if (pages.getSliceLabel(i).contains("Living")) living = living == null ? page : living;
      else dead = dead == null ? page : dead;
    }
    BufferedImage both =
        new BufferedImage(living.getWidth(), 2 * living.getHeight(), BufferedImage.TYPE_INT_RGB);
    both.getGraphics().drawImage(living, 0, 0, null);
    both.getGraphics().drawImage(dead, 0, living.getHeight(), null);
    write(both, "explain-figure.png");
  }

  /** Nuclei by their brightness, as far as two groups of them can be told apart. */
  private void stains() throws Exception {
    ImagePlus image = open("fluorescence.png");
    run(SegmentCells.class, "map=false table=false");
    show(image, 1);
    image.getWindow().setLocation(0, 120);
    begin(LabelByFluorescence.class, null);
    GenericDialog dialog = dialog();
    dialog.setLocation(560, 20);
    pause();
    pause();
    write(grab(dialog), "stain-dialog.png");
    write(grab(canvas(image)), "stain-labels.png");
    press(dialog, 1);
  }

  private void stack() throws Exception {
    ImagePlus stack = open("hyperstack.tif");
    run(SegmentCells.class, "channel=1 planes=all map=false table=true");
    stack.setPosition(1, 6, 1);
    show(stack, 2);
    stack.setDisplayMode(IJ.COMPOSITE);
    IJ.run(stack, "Enhance Contrast", "saturated=0.35");
    write(grab(stack.getWindow()), "hyperstack.png");
    run(MeasureCells.class, "source=overlay planes=all");
  }

  private void fluorescence() throws Exception {
    ImagePlus stack = open("hyperstack.tif");
    run(
        PrepareFluorescence.class,
        "median halve normalise mean=64 deviation=40 red=2 green=1 blue=0");
    ImagePlus prepared = IJ.getImage();
    prepared.setSlice(6);
    show(prepared, 3);
    write(grab(canvas(prepared)), "fluorescence.png");
    stack.changes = false;
  }

  private void windows() throws Exception {
    begin(InstalledModels.class, null);
    Window models = window("Models");
    pause();
    write(grab(models), "models.png");
    EventQueue.invokeAndWait(models::dispose);
    begin(ComputeDeviceCommand.class, null);
    Window device = window("Compute Device");
    Thread.sleep(15_000); // until the devices were tried
    hideHome(device);
    write(grab(device), "device.png");
    EventQueue.invokeAndWait(device::dispose);
  }

  /** Readers have homes of their own. */
  private static void hideHome(Container parent) throws Exception {
    for (Component child : parent.getComponents()) {
      if (child instanceof JTextArea text)
        EventQueue.invokeAndWait(
            () ->
                text.setText(text.getText().replace(System.getProperty("user.home"), "/home/you")));
      else if (child instanceof Container container) hideHome(container);
    }
  }

  private void recorder() throws Exception {
    Recorder recorder = new Recorder();
    ImagePlus image = open("fluorescence.png");
    Menus.getCommands()
        .put(
            "Segment Cells...",
            "%s(\"%s\")".formatted(Bridge.class.getName(), SegmentCells.class.getName()));
    IJ.selectWindow(image.getID());
    IJ.doCommand("Segment Cells...");
    GenericDialog dialog = dialog();
    press(dialog, 0);
    await(() -> Optional.ofNullable(recorder.getText().contains("Segment") ? recorder : null));
    pause();
    recorder.setBounds(100, 300, 760, 200);
    write(grab(recorder), "recorder.png");
    recorder.close();
  }

  private void label() throws Exception {
    ImagePlus image = open("livedead.png");
    show(image, 2);
    run(DetectCells.class, LIVING.replace("table=true", "table=false"));
    IJ.selectWindow(image.getID());
    begin(LabelCells.class, null);
    Window window = window("Label Cells: livedead.png");
    Robot robot = new Robot();
    EventQueue.invokeAndWait(() -> image.getWindow().setLocation(20, 20));
    EventQueue.invokeAndWait(() -> window.setLocation(28 + image.getWindow().getWidth(), 20));
    EventQueue.invokeAndWait(window::requestFocus);
    pause();
    for (int key : new int[] {KeyEvent.VK_N, KeyEvent.VK_1, KeyEvent.VK_1, KeyEvent.VK_1}) {
      robot.keyPress(key);
      robot.keyRelease(key);
      Thread.sleep(PAUSE_MS / 2);
    }
    Thread.sleep(3 * PAUSE_MS); // until it is saved
    Rectangle both = image.getWindow().getBounds().union(window.getBounds());
    write(new Robot().createScreenCapture(both), "label-livedead.png");
    EventQueue.invokeAndWait(window::dispose);
  }

  private void curate() throws Exception {
    ImagePlus image = open("livedead-frames.tif");
    run(DetectCells.class, LIVING.replace("table=true", "table=false") + " planes=all");
    Path folder = Files.createTempDirectory("crops");
    for (String name : List.of("Living Cell", "Dead Cell")) {
      run(FilterCells.class, "classes=[" + name + "]");
      run(
          CropCells.class,
          "side=48 normalise=false planes=all stack=false folder=[" + folder.resolve(name) + "]");
    }
    image.changes = false;
    image.close();
    Window window = Galleries.open(folder);
    EventQueue.invokeAndWait(() -> window.setSize(900, 560));
    Thread.sleep(4 * PAUSE_MS); // until the crops are read
    Robot robot = new Robot();
    EventQueue.invokeAndWait(() -> window.setLocation(20, 20));
    pause();
    Component gallery = Galleries.gallery();
    for (int x : new int[] {40, 144}) {
      robot.mouseMove(gallery.getLocationOnScreen().x + x, gallery.getLocationOnScreen().y + 40);
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
      Thread.sleep(PAUSE_MS / 2);
      robot.keyPress(x == 40 ? KeyEvent.VK_A : KeyEvent.VK_X);
      robot.keyRelease(x == 40 ? KeyEvent.VK_A : KeyEvent.VK_X);
      Thread.sleep(PAUSE_MS / 2);
    }
    write(grab(window), "curate-livedead.png");
    EventQueue.invokeAndWait(window::dispose);
  }

  /** Two short trainings on what the models that come with it say of the samples. */
  private void training() throws Exception {
    open("livedead-frames.tif");
    run(DetectCells.class, LIVING + " planes=all");
    run(TrainClassifier.class, "name=my-classifier start=small side=48 epochs=12 device=cpu");
    trained("my-classifier", "training-classifier.png");
    run(
        TrainDetector.class,
        "name=my-detector start=detector-light window=96 epochs=12 device=cpu");
    trained("my-detector", "training-detector.png");
  }

  /** A project on quarters of the sample's frames, while one of them is corrected. */
  private void project() throws Exception {
    Path folder = Files.createTempDirectory("unstained").resolve("chamber");
    String at = "project=[" + folder + "] ";
    Path images = Files.createDirectories(folder.resolveSibling("frames"));
    Path drawn = Files.createDirectories(folder.resolveSibling("drawn"));
    ImagePlus frames = IJ.openImage("samples/livedead-frames.tif");
    int count = 0;
    for (int i = 1; i <= frames.getStackSize(); i++)
      for (int quarter = 0; quarter < 4; quarter++) {
        ImageProcessor pixels = frames.getStack().getProcessor(i);
        int width = pixels.getWidth() / 2;
        int height = pixels.getHeight() / 2;
        pixels.setRoi(quarter % 2 * width, quarter / 2 * height, width, height);
        new FileSaver(new ImagePlus("x", pixels.crop()))
            .saveAsPng(images.resolve("field %02d.png".formatted(++count)).toString());
      }
    run(
        AnnotationProjectCommand.class,
        at + "action=new classes=[Living Cell, Dead Cell] images=[" + images + "]");
    run(AnnotationProjectCommand.class, at + "action=annotator annotator=Ben experience=1");
    run(AnnotationProjectCommand.class, at + "action=annotator annotator=Anna experience=4");
    run(
        AnnotationProjectCommand.class,
        at + "action=propose model=livedead-detector classifier=livedead-classifier");
    Path proposed = folder.resolve("proposals/livedead-detector+livedead-classifier");
    for (int i = 1; i <= 10; i++) {
      String file = "field %02d.xml".formatted(i);
      Files.copy(proposed.resolve(file), drawn.resolve(file));
    }
    run(
        AnnotationProjectCommand.class,
        at + "action=import annotator=Anna annotations=[" + drawn + "]");
    run(AnnotationProjectCommand.class, at + "action=judge part=0.2 model=livedead-detector");
    AnnotationProjectCommand shown = new AnnotationProjectCommand();
    Inputs.set(shown, "project", folder.toString());
    shown.ask();
    JFrame window = (JFrame) window("Annotation Project");
    pause();
    press(window, "Annotate next");
    await(() -> Optional.ofNullable(WindowManager.getCurrentImage()));
    pause();
    Window image = WindowManager.getCurrentImage().getWindow();
    EventQueue.invokeAndWait(() -> image.setLocation(820, 20));
    write(beside(grab(window), grab(image, 820)), "project.png");
    EventQueue.invokeAndWait(window::dispose);
  }

  private static void press(Container parent, String label) throws Exception {
    for (Component child : parent.getComponents()) {
      if (child instanceof JButton button && label.equals(button.getText()))
        EventQueue.invokeAndWait(button::doClick);
      else if (child instanceof Container container) press(container, label);
    }
  }

  /** The models that come with it on annotated images, if these are beside the project. */
  private void evaluation() throws Exception {
    Path data = Path.of("../shared/data/livedead");
    if (!Files.isDirectory(data)) return;
    run(
        Evaluate.class,
        "truth=%s list=val model=livedead-detector classifier=livedead-classifier".formatted(data));
    Window window = window("Evaluation");
    EventQueue.invokeAndWait(() -> window.setSize(1000, 700));
    pause();
    write(grab(window), "evaluation-report.png");
    JScrollPane report = all(window, JScrollPane.class).get(0);
    EventQueue.invokeAndWait(() -> report.getVerticalScrollBar().setValue(700));
    pause();
    write(grab(window), "evaluation-curves.png");
    EventQueue.invokeAndWait(() -> all(window, JTabbedPane.class).get(0).setSelectedIndex(1));
    List<JTable> tables = all(window, JTable.class);
    JTable errors = tables.get(tables.size() - 1);
    EventQueue.invokeAndWait(() -> errors.setRowSelectionInterval(0, 0));
    pause();
    write(grab(window), "evaluation-errors.png");
    ImagePlus image = IJ.getImage();
    image.deleteRoi();
    show(image, 3);
    write(grab(canvas(image)), "evaluation-image.png");
    EventQueue.invokeAndWait(window::dispose);
  }

  /** Living and dead cells over time; blood cells of smears that stand for wells of a plate. */
  private void counts() throws Exception {
    open("livedead-frames.tif");
    run(DetectCells.class, LIVING + " planes=all");
    run(PlotCounts.class, "interval=[10 min] show=fractions");
    Window window = window("Counts");
    write(grab(window), "counts.png");
    EventQueue.invokeAndWait(window::dispose);
    Path smears = Path.of("../shared/data/bccd/JPEGImages");
    if (!Files.isDirectory(smears)) return;
    Path plate = Files.createTempDirectory("plate");
    List<Path> images;
    try (Stream<Path> files = Files.list(smears)) {
      images = files.sorted().limit(24).toList();
    }
    for (int i = 0; i < images.size(); i++)
      Files.copy(images.get(i), plate.resolve("%c%02d.jpg".formatted('B' + i / 8, 3 + i % 8)));
    Path results = Files.createTempDirectory("results");
    run(
        BatchFolder.class,
        "input=%s output=%s task=detect model=blood-detector device=cpu".formatted(plate, results));
    run(
        PlotCounts.class,
        "source=file file=%s groups=well".formatted(results.resolve("cells.csv")));
    Window wells = window("Counts");
    write(grab(wells), "counts-plate.png");
    EventQueue.invokeAndWait(wells::dispose);
  }

  /** Annotated cells of many real images, by what the bundled classifier sees in them. */
  private void explore() throws Exception {
    ImagePlus image = LabelledMosaic.of(Path.of("../shared/data/livedead"), 12, 12);
    image.show();
    JFrame window =
        ExploreWindows.open(
            image, "cells=image features=network model=livedead-classifier embedding=tsne seed=1");
    EventQueue.invokeAndWait(
        () -> {
          image.getWindow().setLocation(0, 110);
          window.setBounds(560, 110, 800, 640);
        });
    IJ.run(image, "Set... ", "zoom=20");
    pause();
    ExploreWindows.showAll();
    pause();
    lassoRound(ExploreWindows.view(), dead(image));
    Thread.sleep(2 * PAUSE_MS);
    BufferedImage screen = new Robot().createScreenCapture(new Rectangle(0, 110, 1360, 640));
    write(screen, "explore-livedead.png");
    EventQueue.invokeAndWait(window::dispose);
  }

  private static List<Point> dead(ImagePlus image) {
    List<Point> places = new ArrayList<>();
    Roi[] cells = image.getOverlay().toArray();
    for (int i = 0; i < cells.length; i++)
      if (cells[i].getProperty("class").startsWith("Dead")) places.add(ExploreWindows.place(i));
    return places;
  }

  /** Draws round the place where these places are thickest. */
  private static void lassoRound(Component view, List<Point> places) throws Exception {
    int radius = 70;
    Point middle =
        Collections.max(
            places,
            Comparator.comparingLong(
                p -> places.stream().filter(q -> p.distance(q) < radius).count()));
    Point corner = view.getLocationOnScreen();
    Robot robot = new Robot();
    robot.setAutoDelay(15);
    for (int degrees = 0; degrees <= 360; degrees += 10) {
      double turn = Math.toRadians(degrees);
      robot.mouseMove(
          corner.x + middle.x + (int) (radius * Math.cos(turn)),
          corner.y + middle.y + (int) (radius * Math.sin(turn)));
      if (degrees == 0) robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    }
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  private static <T extends Component> List<T> all(Container parent, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container container) found.addAll(all(container, type));
    }
    return found;
  }

  /** What a classifier would learn from, with what the models that come with it say. */
  private void examples() throws Exception {
    open("livedead-frames.tif");
    run(DetectCells.class, LIVING + " planes=all");
    begin(TrainClassifier.class, null);
    GenericDialog dialog = dialog();
    EventQueue.invokeLater(() -> ExamplesWindow.show(new TrainClassifier(), dialog));
    Window window =
        await(
            () ->
                Arrays.stream(Window.getWindows())
                    .filter(w -> w.isShowing() && w instanceof JDialog)
                    .findFirst());
    Thread.sleep(4 * PAUSE_MS);
    write(grab(window), "examples-classifier.png");
    EventQueue.invokeAndWait(window::dispose);
    press(dialog, 1);
  }

  private static void trained(String model, String picture) throws Exception {
    Window window = window("Training of " + model + ": done");
    Thread.sleep(2 * PAUSE_MS);
    write(grab(window), picture);
    EventQueue.invokeAndWait(window::dispose);
  }

  private static ImagePlus open(String sample) {
    ImagePlus image = IJ.openImage("samples/" + sample);
    image.show();
    return image;
  }

  /** Shows an image as large as said, in the left upper part of the screen. */
  private static void show(ImagePlus image, double zoom) throws Exception {
    EventQueue.invokeAndWait(() -> image.getWindow().setLocation(20, 110));
    IJ.run(
        image,
        "Set... ",
        "zoom=%d x=%d y=%d"
            .formatted(Math.round(100 * zoom), image.getWidth() / 2, image.getHeight() / 2));
    pause();
  }

  private static Component canvas(ImagePlus image) {
    return image.getCanvas();
  }

  /** Runs a command as a macro does and waits for its end. */
  private static void run(Class<? extends CellCommand> command, String options) throws Exception {
    begin(command, options).join();
  }

  /** Starts a command, with a macro's options or (null) as from the menu. */
  private static Thread begin(Class<? extends CellCommand> command, String options) {
    Thread thread =
        new Thread(
            () -> {
              Macro.setOptions(options);
              new Bridge().run(command.getName());
            },
            (options == null ? "" : "Run$_") + "pictures");
    thread.start();
    return thread;
  }

  private static GenericDialog dialog() throws Exception {
    return await(
        () ->
            Arrays.stream(Window.getWindows())
                .filter(window -> window.isShowing() && window instanceof GenericDialog)
                .map(GenericDialog.class::cast)
                .findFirst());
  }

  private static Window window(String title) throws Exception {
    return await(
        () ->
            Arrays.stream(Window.getWindows())
                .filter(w -> w.isShowing() && w instanceof Frame f && f.getTitle().equals(title))
                .findFirst());
  }

  private static <T> T await(Supplier<Optional<T>> there) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (System.currentTimeMillis() < end) {
      Optional<T> found = there.get();
      if (found.isPresent()) return found.get();
      Thread.sleep(50);
    }
    throw new IOException("A window didn't open");
  }

  /**
   * @param button 0 for OK, 1 for Cancel
   */
  private static void press(GenericDialog dialog, int button) throws Exception {
    EventQueue.invokeAndWait(
        () ->
            dialog.actionPerformed(
                new ActionEvent(dialog.getButtons()[button], ActionEvent.ACTION_PERFORMED, "")));
    pause();
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(PAUSE_MS);
  }

  private static void closeAll() {
    for (Frame frame : WindowManager.getNonImageWindows())
      if (frame instanceof TextWindow text) text.close(false);
    int[] open = WindowManager.getIDList();
    for (int id : open == null ? new int[0] : open) {
      ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
  }

  /** What the screen shows of a window or a part of one. */
  private static BufferedImage grab(Component shown) throws Exception {
    return grab(shown, 20);
  }

  private static BufferedImage grab(Component shown, int left) throws Exception {
    Window window = shown instanceof Window all ? all : SwingUtilities.getWindowAncestor(shown);
    // Without a window manager, Java learns where a window is only when it puts it there.
    EventQueue.invokeAndWait(() -> window.setLocation(left, 20));
    EventQueue.invokeAndWait(window::toFront);
    pause();
    Rectangle where = new Rectangle(shown.getLocationOnScreen(), shown.getSize());
    return new Robot().createScreenCapture(where);
  }

  private static BufferedImage beside(BufferedImage left, BufferedImage right) {
    int gap = 6;
    int width = left.getWidth() + gap + right.getWidth();
    BufferedImage both = new BufferedImage(width, left.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics graphics = both.getGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, both.getHeight());
    graphics.drawImage(left, 0, 0, null);
    graphics.drawImage(right, left.getWidth() + gap, 0, null);
    graphics.dispose();
    return both;
  }

  private static void write(BufferedImage image, String name) throws IOException {
    write(image, FOLDER.resolve(name));
  }

  /** With 256 colours, so that all pictures together stay small. */
  private static void write(BufferedImage image, Path file) throws IOException {
    ColorProcessor colours = new ColorProcessor(image);
    ImageProcessor few =
        new MedianCut((int[]) colours.getPixels(), image.getWidth(), image.getHeight())
            .convertToByte(COLOURS);
    ImageIO.write(few.getBufferedImage(), "png", file.toFile());
  }

  private static Class<? extends CellCommand> type(CommandInfo info) {
    try {
      return Class.forName(info.getDelegateClassName()).asSubclass(CellCommand.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

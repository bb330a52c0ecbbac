package org.unstained.learning;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.inference.CellDetector;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.FreshModel;
import org.unstained.inference.NetworkScale;
import org.unstained.inference.Picture;
import org.unstained.models.ComputeDevice;
import org.unstained.models.Preprocessing;

/** Painted pictures of small and large discs, and what networks say about them. */
final class PaintedExamples {
  static final ComputeDevice CPU = new ComputeDevice(ComputeDevice.Kind.CPU, 0, "CPU");
  static final List<String> CLASSES = List.of("small", "large");
  static final int SIDE = 96;

  private PaintedExamples() {}

  static TrainingJob job(Path folder, String architecture, TrainingSettings settings)
      throws IOException {
    Path start = folder.resolve(architecture + ".torchscript");
    if (!Files.exists(start)) FreshModel.write(architecture, 1, 2, 5, start);
    return new TrainingJob(start, Files.createTempDirectory(folder, "run"), CPU, CLASSES, settings);
  }

  /** A disc in each quarter: radius 7 (class 0) or 14 (class 1). */
  static List<LabelledPicture> pictures(int count, long seed) {
    Random random = new Random(seed);
    List<LabelledPicture> pictures = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      float[] values = new float[SIDE * SIDE];
      List<LabelledBox> boxes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int type = random.nextInt(2);
        double r = type == 0 ? 7 : 14;
        double x = 24 + i % 2 * 48 + 12 * (random.nextDouble() - 0.5);
        double y = 24 + i / 2 * 48 + 12 * (random.nextDouble() - 0.5);
        disc(values, SIDE, x, y, r);
        boxes.add(new LabelledBox(new Box(x - r, y - r, 2 * r, 2 * r), type));
      }
      pictures.add(new LabelledPicture("picture " + p, SIDE, SIDE, List.of(values), boxes));
    }
    return pictures;
  }

  static List<LabelledCrop> crops(int count, long seed) {
    Random random = new Random(seed);
    List<LabelledCrop> crops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[32 * 32];
      disc(values, 32, 15 + random.nextInt(3), 15 + random.nextInt(3), i % 2 == 0 ? 6 : 11);
      crops.add(new LabelledCrop("crop " + i, 32, 32, List.of(values), i % 2));
    }
    return crops;
  }

  static void disc(float[] values, int side, double x, double y, double radius) {
    for (int i = 0; i < values.length; i++)
      if (Math.hypot(i % side + 0.5 - x, i / side + 0.5 - y) <= radius) values[i] = 1;
  }

  /** F1 of detections with the right class and an IoU above 0.6. */
  static double f1(Path weights, List<LabelledPicture> pictures) throws IOException {
    int right = 0;
    int all = 0;
    var format = DetectorFormat.ofMaps(1, CLASSES, NetworkScale.NONE);
    try (var model = DetectorModel.load(weights, format, Device.cpu())) {
      for (LabelledPicture picture : pictures) {
        var plane = ArrayImgs.floats(picture.channels().get(0), SIDE, SIDE);
        List<Detection> found =
            CellDetector.detect(
                new Picture(
                    List.of(plane),
                    Preprocessing.measure(List.of(), List.of(plane)),
                    PixelSize.PIXELS),
                model,
                DetectionSettings.defaults(),
                p -> {},
                () -> false);
        all += found.size() + picture.boxes().size();
        for (LabelledBox truth : picture.boxes())
          if (found.stream()
              .anyMatch(d -> d.type() == truth.type() && d.box().iou(truth.box()) > 0.6)) right++;
      }
    }
    return 2.0 * right / all;
  }

  /** Part of the crops whose class is right, as the written file says it. */
  static double accuracy(Path weights, List<LabelledCrop> crops) throws IOException {
    float[] out = logits(weights, crops);
    int right = 0;
    for (int i = 0; i < crops.size(); i++)
      if ((out[2 * i + 1] > out[2 * i] ? 1 : 0) == crops.get(i).type()) right++;
    return (double) right / crops.size();
  }

  static float[] logits(Path weights, List<LabelledCrop> crops) throws IOException {
    float[] values = TrainingValues.joined(crops.stream().map(LabelledCrop::channels).toList());
    try (Model model = Model.newInstance("copy", Device.cpu(), "PyTorch");
        InputStream in = new BufferedInputStream(Files.newInputStream(weights))) {
      model.load(in);
      try (NDManager manager = model.getNDManager().newSubManager()) {
        var input = new NDList(manager.create(values, new Shape(crops.size(), 1, 32, 32)));
        return model
            .getBlock()
            .forward(new ParameterStore(manager, false), input, false)
            .get(0)
            .toFloatArray();
      }
    } catch (ai.djl.MalformedModelException e) {
      throw new IOException(e);
    }
  }
}

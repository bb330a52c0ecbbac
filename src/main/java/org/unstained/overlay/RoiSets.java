package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.FloatPolygon;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.ImagePosition;
import org.unstained.annotation.LabelClass;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.LabelTrait;
import org.unstained.annotation.ObjectDetails;
import org.unstained.cells.Box;
import org.unstained.cells.Scores;

/**
 * ImageJ's ROI sets as labels: a {@code .zip} of an image, or a single {@code .roi}. Areas are
 * cells; points become squares if asked for; lines, texts and pictures are left out with a warning.
 *
 * <p>What is written are ROIs of ours: class, score and number are properties, the group is the
 * class. {@link CellRois} reads them, too, and so does our overlay.
 */
public final class RoiSets implements LabelFormat {
  /** What our ROIs have besides, so that nothing is lost between our files. */
  private static final String MORE = "unstained_more";

  /** The score is none that a program gave: ours always have one. */
  private static final String DRAWN = "drawn";

  @Override
  public String key() {
    return "rois";
  }

  @Override
  public String title() {
    return "ImageJ ROI set";
  }

  @Override
  public Set<LabelTrait> holds() {
    return EnumSet.complementOf(EnumSet.of(LabelTrait.NUCLEUS, LabelTrait.SIZE));
  }

  @Override
  public Layout layout() {
    return Layout.FILE_PER_IMAGE;
  }

  @Override
  public String ending() {
    return ".zip";
  }

  @Override
  public boolean looksLike(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".zip") || name.endsWith(".roi");
  }

  @Override
  public LabelSet read(Path file, LabelOptions options) throws IOException {
    List<RoiEntries.Entry> entries = RoiEntries.read(file).entries();
    try {
      return labels(file, entries, options, RoiSets::position);
    } catch (IllegalArgumentException e) {
      throw RoiZip.damaged(file, e.getMessage(), e);
    }
  }

  /**
   * ROIs that a user drew on an image, as labels; those of ours among them are left out. Classes
   * come from their property {@code class}, their group or their name.
   *
   * @param rois of any kind; only areas are taken, with a warning for the others
   */
  public static AnnotationFile drawn(ImagePlus image, List<Roi> rois) {
    List<RoiEntries.Entry> entries =
        rois.stream()
            .filter(roi -> !CellProperties.isOurs(roi))
            .map(roi -> new RoiEntries.Entry(roi, roi.getGroup()))
            .toList();
    return labels(
            Path.of(image.getTitle()), entries, LabelOptions.DEFAULTS, r -> position(r, image))
        .files()
        .get(0);
  }

  /** What the ROI leaves open, and what the image has only one of, is open. */
  private static ImagePosition position(Roi roi, ImagePlus image) {
    if (!roi.hasHyperStackPosition() && roi.getPosition() == 0) return ImagePosition.UNKNOWN;
    PlanePosition at = PlanePosition.of(roi, image);
    boolean all = !roi.hasHyperStackPosition();
    return new ImagePosition(
        image.getNChannels() > 1 && (all || roi.getCPosition() > 0) ? at.channel() : 0,
        image.getNSlices() > 1 && (all || roi.getZPosition() > 0) ? at.slice() : 0,
        image.getNFrames() > 1 && (all || roi.getTPosition() > 0) ? at.frame() : 0);
  }

  private static LabelSet labels(
      Path file,
      List<RoiEntries.Entry> entries,
      LabelOptions options,
      Function<Roi, ImagePosition> position) {
    RoiClassNames names = new RoiClassNames(entries);
    Map<String, LabelClass> classes = new LinkedHashMap<>();
    List<AnnotatedBox> boxes = new ArrayList<>();
    List<AnnotationWarning> warnings = new ArrayList<>();
    int points = 0, others = 0, guessed = 0;
    for (RoiEntries.Entry entry : entries) {
      Roi roi = entry.roi();
      String name = names.of(entry);
      boolean ours = CellProperties.isOurs(roi);
      if (!name.isEmpty() && !ours && entry.group() == 0 && roi.getProperty("class") == null)
        guessed++;
      if (roi instanceof PointRoi) {
        FloatPolygon at = roi.getFloatPolygon();
        points += at.npoints;
        double side = options.pointSide();
        for (int i = 0; i < at.npoints && side > 0; i++)
          boxes.add(
              new AnnotatedBox(
                      new Box(at.xpoints[i] - side / 2, at.ypoints[i] - side / 2, side, side), name)
                  .with(ObjectDetails.NONE.at(position.apply(roi))));
        continue;
      }
      Optional<DrawnOutline> outline =
          DrawnRoi.isArea(roi) ? DrawnRoi.outline(roi) : Optional.empty();
      if (outline.isEmpty()) {
        others++;
        continue;
      }
      AnnotatedBox drawn =
          AnnotatedBox.of(outline.get(), name, details(roi, ours, position.apply(roi)));
      Map<String, String> more = ours ? decoded(roi.getProperty(MORE)) : Map.of();
      boxes.add(marked(drawn, more));
      if (!name.isEmpty())
        classes.merge(name, named(name, more), (before, now) -> before.hasColour() ? before : now);
    }
    String stem = file.getFileName().toString().replaceAll("(?i)\\.(zip|roi)$", "");
    if (others > 0)
      warnings.add(
          new AnnotationWarning(
              file,
              Kind.OTHER_SHAPE,
              "has %d ROIs that are no area, which are left out".formatted(others)));
    if (points > 0)
      warnings.add(
          new AnnotationWarning(
              file,
              Kind.POINTS,
              options.pointSide() > 0
                  ? "has %d points, which became squares".formatted(points)
                  : "has %d points, which are left out. Say how large cells are (side), and they become squares"
                      .formatted(points)));
    if (guessed > 0)
      warnings.add(
          new AnnotationWarning(
              file,
              Kind.GUESSED_CLASS,
              "has %d ROIs whose class was taken from their name. Give ROIs a group to say it"
                  .formatted(guessed)));
    return new LabelSet(
        List.of(new AnnotationFile(file, new AnnotatedImage(stem, 0, 0, boxes), warnings)),
        List.copyOf(classes.values()),
        List.of());
  }

  private static LabelClass named(String name, Map<String, String> more) {
    String colour = more.getOrDefault("colour", "");
    return colour.matches("[0-9a-f]{6}")
        ? new LabelClass(name, Integer.parseInt(colour, 16))
        : new LabelClass(name);
  }

  private static AnnotatedBox marked(AnnotatedBox drawn, Map<String, String> more) {
    return new AnnotatedBox(
        drawn.box(),
        drawn.className(),
        more.containsKey("truncated"),
        more.containsKey("difficult"),
        drawn.outline(),
        drawn.details());
  }

  private static ObjectDetails details(Roi roi, boolean ours, ImagePosition at) {
    if (!ours) {
      String name = roi.getName() == null ? "" : roi.getName();
      return ObjectDetails.NONE.withId(name).at(at);
    }
    Map<String, String> more = decoded(roi.getProperty(MORE));
    Map<String, Double> measurements = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String other : CellProperties.classes(roi)) {
      String p = roi.getProperty("p_" + other);
      if (p != null) measurements.put("p_" + other, number(roi, p));
    }
    more.forEach(
        (key, value) -> {
          if (key.startsWith("m ")) measurements.put(key.substring(2), number(roi, value));
          if (key.startsWith("a ")) attributes.put(key.substring(2), value);
        });
    double score = more.containsKey(DRAWN) ? Double.NaN : CellProperties.score(roi);
    int number = CellProperties.number(roi);
    String id = more.getOrDefault("id", more.isEmpty() && number > 0 ? "" + number : "");
    return new ObjectDetails(id, score, at, Optional.empty(), measurements, attributes);
  }

  private static double number(Roi roi, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the ROI '%s' has a measurement that is no number".formatted(roi.getName()), e);
    }
  }

  private static ImagePosition position(Roi roi) {
    return roi.hasHyperStackPosition()
        ? new ImagePosition(
            Math.max(0, roi.getCPosition()),
            Math.max(0, roi.getZPosition()),
            Math.max(0, roi.getTPosition()))
        : new ImagePosition(0, Math.max(0, roi.getPosition()), 0);
  }

  @Override
  public List<String> write(Path file, LabelSet set) throws IOException {
    List<AnnotatedBox> boxes = onlyImage(set).boxes();
    Map<String, Integer> groups = new LinkedHashMap<>();
    Map<String, LabelClass> classes = new LinkedHashMap<>();
    for (LabelClass one : set.classes()) {
      groups.put(one.name(), Math.min(255, groups.size() + 1));
      classes.put(one.name(), one);
    }
    WholeFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.BEST_SPEED);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
          Set<Integer> taken = new LinkedHashSet<>();
          CellRois.Names names = new CellRois.Names();
          for (int i = 0; i < boxes.size(); i++) {
            AnnotatedBox drawn = boxes.get(i);
            String id = drawn.details().id();
            int number = id.matches("[1-9]\\d{0,8}") ? Integer.parseInt(id) : i + 1;
            while (!taken.add(number)) number++;
            int group = groups.getOrDefault(drawn.className(), 0);
            bytes.reset();
            Roi roi = roi(drawn, number, classes.get(drawn.className()), group);
            RoiFile.write(roi, bytes);
            zip.putNextEntry(CellRois.entry(names.unique(roi.getName())));
            zip.write(grouped(bytes.toByteArray(), group));
            zip.closeEntry();
          }
          zip.finish();
        });
    return List.of();
  }

  /** The group goes into the file alone, as ImageJ would look for its colour. */
  private static byte[] grouped(byte[] roi, int group) {
    int header = ByteBuffer.wrap(roi).getInt(RoiDecoder.HEADER2_OFFSET);
    if (header > 0) roi[header + RoiDecoder.GROUP] = (byte) group;
    return roi;
  }

  private static Roi roi(AnnotatedBox drawn, int number, LabelClass named, int group) {
    Roi roi = DrawnRoi.of(drawn);
    ObjectDetails details = drawn.details();
    double score = details.hasScore() ? details.score() : 1;
    roi.setName(
        drawn.hasClass()
            ? "%s %s".formatted(drawn.className(), Scores.text(score))
            : "cell " + number);
    roi.setStrokeColor(
        named != null && named.hasColour() ? new Color(named.colour()) : ClassGroups.colour(group));
    roi.setProperty(CellProperties.MARK, "1");
    roi.setProperty("cell", Integer.toString(number));
    if (drawn.hasClass()) {
      roi.setProperty("class", drawn.className().replaceAll("[\\x00-\\x1f]+", " "));
      roi.setProperty("score", Double.toString(score));
    } else if (details.hasScore()) roi.setProperty("score", Double.toString(score));
    roi.setProperty(MORE, encoded(more(drawn, named)));
    ImagePosition at = details.position();
    if (at.isKnown()) roi.setPosition(at.channel(), at.slice(), at.frame());
    return roi;
  }

  private static Map<String, String> more(AnnotatedBox drawn, LabelClass named) {
    ObjectDetails details = drawn.details();
    Map<String, String> more = new LinkedHashMap<>();
    more.put("id", details.id());
    if (!details.hasScore()) more.put(DRAWN, "true");
    if (drawn.truncated()) more.put("truncated", "true");
    if (drawn.difficult()) more.put("difficult", "true");
    if (named != null && named.hasColour()) more.put("colour", "%06x".formatted(named.colour()));
    details.measurements().forEach((key, value) -> more.put("m " + key, Double.toString(value)));
    details.attributes().forEach((key, value) -> more.put("a " + key, value));
    return more;
  }

  private static String encoded(Map<String, String> more) {
    StringBuilder text = new StringBuilder();
    more.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(key, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static Map<String, String> decoded(String text) {
    Map<String, String> more = new LinkedHashMap<>();
    if (text != null)
      for (String one : text.split("&")) {
        String[] pair = one.split("=", 2);
        if (pair.length == 2)
          more.put(CellProperties.decoded(pair[0]), CellProperties.decoded(pair[1]));
      }
    return more;
  }
}

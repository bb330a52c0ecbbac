package org.unstained.workflow.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationWarning;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.LabelFormat;
import org.unstained.annotation.LabelFormat.Layout;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.LabelTrait;
import org.unstained.cells.Region;

/**
 * From each format through each other and back. What must be left is what both can hold, by their
 * own word, and that word is checked: what a format says it holds has to come back.
 */
public class LabelRoundTripTest {
  private static final int SEEDS = 5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private int files;

  @Test
  public void eachFormatGivesBackWhatItSaysItHolds() throws IOException {
    for (LabelFormat format : formats())
      for (int seed = 0; seed < SEEDS; seed++) {
        LabelSet set = new RandomLabels(seed).set(3);
        LabelSet back = through(format, set);
        check(format.key() + " " + seed, reduced(set, format.holds()), back, format.holds());
      }
  }

  @Test
  public void throughAnyOtherFormatAndBackNothingIsLostThatThatCanHold() throws IOException {
    for (LabelFormat a : formats())
      for (LabelFormat b : formats())
        for (int seed = 0; seed < SEEDS; seed++) {
          LabelSet made = new RandomLabels(100 + seed).set(2);
          LabelSet set = sized(through(a, made), made);
          LabelSet back = through(a, sized(through(b, set), set));
          Set<LabelTrait> both = EnumSet.copyOf(a.holds());
          both.retainAll(b.holds());
          check(
              "%s via %s, seed %d".formatted(a.key(), b.key(), seed),
              reduced(reduced(set, b.holds()), a.holds()),
              back,
              both);
        }
  }

  /** Points keep no box, and crops need pixels: these have tests of their own. */
  private static List<LabelFormat> formats() {
    return Labels.formats().stream()
        .filter(f -> !f.key().equals("points") && f.layout() != Layout.FOLDERS)
        .toList();
  }

  private static LabelSet reduced(LabelSet set, Set<LabelTrait> holds) {
    return LabelReduction.of(set, holds).set();
  }

  private LabelSet through(LabelFormat format, LabelSet set) throws IOException {
    Path target = folder.newFolder().toPath();
    if (format.layout() == Layout.ONE_FILE) target = target.resolve("all" + format.ending());
    Labels.write(target, set, format);
    if (format.layout() == Layout.ONE_FILE ? false : files(target) == 0)
      return new LabelSet(List.of(), List.of(), List.of());
    assertEquals(format, Labels.recognise(target));
    LabelSet back = Labels.read(target, Labels.AUTO, LabelOptions.DEFAULTS).set();
    assertEquals(
        List.of(),
        back.allWarnings().stream()
            .filter(w -> w.kind() != AnnotationWarning.Kind.NO_SIZE)
            .toList());
    return back;
  }

  private static long files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  /** Sizes come from the images where a format doesn't keep them. */
  private static LabelSet sized(LabelSet set, LabelSet by) {
    List<AnnotationFile> files = new ArrayList<>();
    for (AnnotationFile one : set.files()) {
      AnnotatedImage image = one.image();
      Optional<AnnotatedImage> known =
          by.images().stream().filter(i -> i.stem().equals(image.stem())).findFirst();
      boolean use = !image.hasSize() && known.isPresent() && known.get().hasSize();
      files.add(use ? one.sized(known.get().width(), known.get().height()) : one);
    }
    // Labels of formats that need a size, and come from one that has none
    List<AnnotationFile> all = new ArrayList<>();
    for (AnnotationFile one : files) all.add(one.image().hasSize() ? one : one.sized(400, 400));
    return set.with(all);
  }

  private static void check(
      String what, LabelSet expected, LabelSet actual, Set<LabelTrait> holds) {
    List<AnnotatedImage> one = sorted(expected);
    List<AnnotatedImage> other = sorted(actual);
    assertEquals(what, names(one), names(other));
    for (int i = 0; i < one.size(); i++) {
      AnnotatedImage e = one.get(i);
      AnnotatedImage a = other.get(i);
      if (holds.contains(LabelTrait.SIZE)) {
        assertEquals(what, e.width(), a.width());
        assertEquals(what, e.height(), a.height());
      }
      assertEquals(what, e.boxes().size(), a.boxes().size());
      List<AnnotatedBox> es = holds.contains(LabelTrait.FRACTION) ? e.boxes() : byPlace(e.boxes());
      List<AnnotatedBox> as = holds.contains(LabelTrait.FRACTION) ? a.boxes() : byPlace(a.boxes());
      for (int k = 0; k < es.size(); k++) same(what, es.get(k), as.get(k), holds);
    }
    if (holds.contains(LabelTrait.COLOUR))
      for (var one2 : expected.classes())
        if (one2.hasColour() && uses(expected, one2.name()))
          assertTrue(what + " " + one2 + actual.classes(), actual.classes().contains(one2));
  }

  private static boolean uses(LabelSet set, String name) {
    return set.images().stream().anyMatch(i -> i.classes().contains(name));
  }

  private static List<AnnotatedBox> byPlace(List<AnnotatedBox> boxes) {
    return boxes.stream()
        .sorted(
            Comparator.comparingDouble((AnnotatedBox b) -> b.box().y())
                .thenComparingDouble(b -> b.box().x()))
        .toList();
  }

  private static List<AnnotatedImage> sorted(LabelSet set) {
    return set.images().stream().sorted(Comparator.comparing(AnnotatedImage::stem)).toList();
  }

  private static List<String> names(List<AnnotatedImage> images) {
    return images.stream().map(AnnotatedImage::stem).toList();
  }

  private static void same(String what, AnnotatedBox e, AnnotatedBox a, Set<LabelTrait> holds) {
    assertEquals(what, e.className(), a.className());
    assertEquals(what, e.truncated(), a.truncated());
    assertEquals(what, e.difficult(), a.difficult());
    assertEquals(what, e.details().score(), a.details().score(), 0);
    assertEquals(what, e.details().position(), a.details().position());
    assertEquals(what, e.details().nucleus(), a.details().nucleus());
    assertEquals(what, e.details().measurements(), a.details().measurements());
    assertEquals(what, e.details().attributes(), a.details().attributes());
    if (holds.contains(LabelTrait.NAME) || holds.contains(LabelTrait.NUMBER)) {
      if (!e.details().id().isEmpty() && holds.contains(LabelTrait.NAME))
        assertEquals(what, e.details().id(), a.details().id());
    }
    boolean exact =
        holds.contains(LabelTrait.FRACTION)
            && (holds.contains(LabelTrait.HOLE_FRACTION) || !e.shape().hasHoles());
    if (exact) {
      assertEquals(
          what,
          e.outline().map(LabelRoundTripTest::rings),
          a.outline().map(LabelRoundTripTest::rings));
      assertEquals(what, e.box().x(), a.box().x(), 1e-9);
      assertEquals(what, e.box().y(), a.box().y(), 1e-9);
      assertEquals(what, e.box().width(), a.box().width(), 1e-9);
      assertEquals(what, e.box().height(), a.box().height(), 1e-9);
    } else assertEquals(what, pixels(e), pixels(a));
  }

  private static Object rings(DrawnOutline outline) {
    return outline.pieces();
  }

  private static Optional<Region> pixels(AnnotatedBox box) {
    return box.shape().pixels(1);
  }
}

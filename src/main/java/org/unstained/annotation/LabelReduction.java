package org.unstained.annotation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.cells.Box;
import org.unstained.cells.Region;

/**
 * What is left of labels in a format that can't hold everything.
 *
 * @param set what can be held
 * @param lost how many cells (images, classes) lost something, by what it was
 */
public record LabelReduction(LabelSet set, Map<LabelTrait, Integer> lost) {
  /** The class of cells without one, where there has to be one. */
  public static final String UNNAMED = "cell";

  public static LabelReduction of(LabelSet set, Set<LabelTrait> holds) {
    Reducing reducing = new Reducing(holds);
    List<AnnotationFile> files = new ArrayList<>();
    for (AnnotationFile file : set.files())
      reducing
          .image(file.image())
          .ifPresent(i -> files.add(new AnnotationFile(file.file(), i, file.warnings())));
    List<LabelClass> classes = set.classes().stream().map(reducing::named).toList();
    return new LabelReduction(new LabelSet(files, classes, set.warnings()), reducing.lost);
  }

  /** What was lost, a sentence each; empty if nothing was. */
  public List<String> sentences(String format) {
    List<String> said = new ArrayList<>();
    lost.forEach((trait, count) -> said.add(trait.loss(format, count)));
    return said;
  }

  private static final class Reducing {
    final Set<LabelTrait> holds;
    final Map<LabelTrait, Integer> lost = new EnumMap<>(LabelTrait.class);

    Reducing(Set<LabelTrait> holds) {
      this.holds = holds;
    }

    private boolean loses(LabelTrait trait, boolean has) {
      if (!has || holds.contains(trait)) return false;
      lost.merge(trait, 1, Integer::sum);
      return true;
    }

    LabelClass named(LabelClass one) {
      return loses(LabelTrait.COLOUR, one.hasColour()) ? new LabelClass(one.name()) : one;
    }

    Optional<AnnotatedImage> image(AnnotatedImage image) {
      if (loses(LabelTrait.EMPTY_IMAGE, image.boxes().isEmpty())) return Optional.empty();
      List<AnnotatedBox> boxes = new ArrayList<>(image.boxes().size());
      Set<String> ids = new HashSet<>();
      for (AnnotatedBox box : image.boxes()) {
        AnnotatedBox kept = shape(marks(box)).with(details(box.details()));
        boxes.add(ids.add(kept.details().id()) ? kept : kept.with(kept.details().withId("")));
      }
      AnnotatedImage reduced = image.with(boxes);
      return Optional.of(loses(LabelTrait.SIZE, image.hasSize()) ? reduced.sized(0, 0) : reduced);
    }

    private AnnotatedBox marks(AnnotatedBox box) {
      return new AnnotatedBox(
          box.box(),
          loses(LabelTrait.NO_CLASS, !box.hasClass()) ? UNNAMED : box.className(),
          box.truncated() && !loses(LabelTrait.TRUNCATED, true),
          box.difficult() && !loses(LabelTrait.DIFFICULT, true),
          box.outline(),
          box.details());
    }

    private ObjectDetails details(ObjectDetails of) {
      ObjectDetails d = of;
      boolean number = d.id().matches("[1-9]\\d{0,8}");
      if (loses(number ? LabelTrait.NUMBER : LabelTrait.NAME, !d.id().isEmpty())) d = d.withId("");
      if (loses(LabelTrait.SCORE, d.hasScore())) d = d.withScore(Double.NaN);
      ImagePosition at = d.position();
      if (loses(LabelTrait.POSITION, at.slice() > 0 || at.frame() > 0))
        at = new ImagePosition(at.channel(), 0, 0);
      if (loses(LabelTrait.CHANNEL, at.channel() > 0))
        at = new ImagePosition(0, at.slice(), at.frame());
      d = d.at(at);
      if (loses(LabelTrait.NUCLEUS, d.nucleus().isPresent())) d = d.withNucleus(Optional.empty());
      if (loses(LabelTrait.MEASUREMENTS, !d.measurements().isEmpty()))
        d = d.withMeasurements(Map.of());
      if (loses(LabelTrait.ATTRIBUTES, !d.attributes().isEmpty())) d = d.withAttributes(Map.of());
      return d;
    }

    private AnnotatedBox shape(AnnotatedBox box) {
      AnnotatedBox shaped = box;
      if (box.outline().isPresent() && !holds.contains(LabelTrait.OUTLINE)) {
        loses(LabelTrait.OUTLINE, true);
        shaped = bare(box, box.box());
      }
      Optional<DrawnOutline> outline = shaped.outline();
      if (outline.isPresent() && loses(LabelTrait.HOLE, outline.get().hasHoles()))
        shaped = shaped.with(outline.get().filled());
      outline = shaped.outline();
      boolean cut = outline.isPresent() && outline.get().hasHoles() && fractions(shaped);
      if (loses(LabelTrait.HOLE_FRACTION, cut)) return pixels(shaped);
      return loses(LabelTrait.FRACTION, fractions(shaped)) ? pixels(shaped) : shaped;
    }

    /** Whether a corner isn't one of pixels, or an edge slants. */
    private static boolean fractions(AnnotatedBox box) {
      for (Ring ring : box.shape().rings())
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
          if (ring.x()[i] != Math.rint(ring.x()[i])
              || ring.y()[i] != Math.rint(ring.y()[i])
              || ring.x()[i] != ring.x()[j] && ring.y()[i] != ring.y()[j]) return true;
      return false;
    }

    private static AnnotatedBox pixels(AnnotatedBox box) {
      Optional<Region> pixels = box.outline().flatMap(outline -> outline.pixels(1));
      if (pixels.isPresent()) return box.with(DrawnOutline.of(pixels.get().outline()));
      Box b = box.box();
      double left = Math.rint(b.x());
      double top = Math.rint(b.y());
      return bare(
          box,
          new Box(
              left,
              top,
              Math.max(1, Math.rint(b.x() + b.width()) - left),
              Math.max(1, Math.rint(b.y() + b.height()) - top)));
    }

    private static AnnotatedBox bare(AnnotatedBox of, Box box) {
      return new AnnotatedBox(
          box, of.className(), of.truncated(), of.difficult(), Optional.empty(), of.details());
    }
  }
}

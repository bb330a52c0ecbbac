package org.unstained.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;

/** Who did what, when and to which image: {@code history/WHO.csv}, a row an event. */
public final class ProjectHistory {
  private static final List<String> COLUMNS =
      List.of(
          "when",
          "who",
          "action",
          "image",
          "model",
          "proposed",
          "kept",
          "added",
          "moved",
          "removed",
          "relabelled",
          "cells",
          "seconds");

  /** To the millisecond, so that what follows quickly stays in order. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private ProjectHistory() {}

  /**
   * @param action in one word
   * @param image its name, or blank
   * @param model whose proposal it was, or blank
   * @param proposed boxes of the proposal, −1 without one
   * @param corrections of the proposal; {@link Corrections#NONE} without one
   * @param cells there are now, −1 if that isn't asked
   * @param seconds that it took, NaN if nobody knows
   */
  record Event(
      String action,
      String image,
      String model,
      int proposed,
      Corrections corrections,
      int cells,
      double seconds) {

    /** Somebody has finished an image. */
    static Event done(
        ProjectImage image, List<AnnotatedBox> drawn, Optional<Proposal> proposal, double seconds) {
      return new Event(
          "done",
          image.name(),
          proposal.map(Proposal::model).orElse(""),
          proposal.map(p -> p.boxes().size()).orElse(-1),
          proposal.map(p -> Corrections.of(p.boxes(), drawn, 1)).orElse(Corrections.NONE),
          drawn.size(),
          seconds);
    }

    /** Something else has been done to an image. */
    static Event of(String action, String image, String model, int cells) {
      return new Event(action, image, model, -1, Corrections.NONE, cells, Double.NaN);
    }
  }

  static void add(AnnotationProject project, String who, Event event) throws IOException {
    boolean proposal = event.proposed() >= 0;
    Corrections made = event.corrections();
    Listing.append(
        project.history(who),
        COLUMNS,
        Listing.row(
            TIME.format(Instant.now()),
            who,
            event.action(),
            event.image(),
            event.model(),
            count(proposal, event.proposed()),
            count(proposal, made.kept()),
            count(proposal, made.added()),
            count(proposal, made.moved()),
            count(proposal, made.removed()),
            count(proposal, made.relabelled()),
            count(event.cells() >= 0, event.cells()),
            Double.isNaN(event.seconds()) ? "" : Math.round(event.seconds())));
  }

  private static Object count(boolean known, int number) {
    return known ? number : "";
  }

  /** All events of all annotators, in the order of their time. */
  public static Listing of(AnnotationProject project) throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    Path folder = project.folder().resolve("history");
    if (Files.isDirectory(folder))
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList())
          if (!file.getFileName().toString().startsWith(".")) all.addAll(Listing.read(file));
      }
    all.sort(Comparator.comparing(row -> row.getOrDefault("when", "")));
    return new Listing(
        "History of " + project.name(), COLUMNS, all.stream().map(row -> row(row)).toList());
  }

  private static List<Object> row(Map<String, String> row) {
    List<Object> values = new ArrayList<>();
    for (String column : COLUMNS) values.add(row.getOrDefault(column, ""));
    return values;
  }
}

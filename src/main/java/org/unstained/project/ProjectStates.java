package org.unstained.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.project.ImageState.Work;

/** How far the images of a project are, as their files say. */
public final class ProjectStates {
  private ProjectStates() {}

  /**
   * Looks at all files.
   *
   * @return in the order of the images' names
   * @throws IOException if a file can't be read
   */
  public static List<ImageState> of(AnnotationProject project) throws IOException {
    List<String> people = people(project);
    Map<String, Set<String>> done = new LinkedHashMap<>();
    Map<String, Set<String>> begun = new LinkedHashMap<>();
    for (String who : people) {
      done.put(who, names(project.annotations(who)));
      begun.put(who, names(project.drafts(who)));
    }
    Map<String, Map<String, Long>> proposed = new TreeMap<>();
    for (String model : Proposal.models(project))
      proposed.put(model, times(project.proposals().resolve(model)));
    Set<String> validation = new HashSet<>(TrainingRound.validation(project));
    List<ImageState> states = new ArrayList<>();
    for (ProjectImage image : project.images()) {
      List<String> finished = having(done, image);
      List<String> drafted = having(begun, image);
      Optional<Proposal> proposal = newest(project, proposed, image);
      Work work =
          !finished.isEmpty()
              ? Work.DONE
              : !drafted.isEmpty()
                  ? Work.IN_WORK
                  : proposal.isPresent() ? Work.PROPOSED : Work.UNTOUCHED;
      List<AnnotatedBox> boxes =
          switch (work) {
            case DONE -> project.finished(finished.get(0), image).orElseThrow().boxes();
            case IN_WORK -> project.annotation(drafted.get(0), image).orElseThrow().boxes();
            case PROPOSED -> proposal.get().boxes();
            case UNTOUCHED -> List.of();
          };
      states.add(
          new ImageState(
              image,
              work,
              finished,
              drafted,
              count(boxes),
              proposal,
              validation.contains(image.name())));
    }
    return states;
  }

  /** The merged one before all, then from the most experienced down. */
  static List<String> people(AnnotationProject project) {
    List<String> people = new ArrayList<>(List.of(AnnotationProject.MERGED));
    project.settings().byExperience().forEach(one -> people.add(one.name()));
    return people;
  }

  /**
   * The image that somebody should annotate next: of those that nobody has begun or finished, or
   * that he has begun himself, first his own drafts, then the one whose proposal is most doubtful,
   * then those without proposal.
   *
   * @param after name of the image that was looked at last and isn't offered again, or blank
   */
  public static Optional<ImageState> next(List<ImageState> states, String who, String after) {
    return states.stream()
        .filter(s -> s.done().isEmpty() && !s.image().name().equals(after))
        .filter(s -> s.begun().isEmpty() || s.begun().contains(who))
        .min(
            Comparator.comparing((ImageState s) -> s.begun().isEmpty())
                .thenComparingDouble(s -> Double.isNaN(s.doubt()) ? 1 : -s.doubt()));
  }

  /** A row an image. */
  public static Listing listing(AnnotationProject project, List<ImageState> states) {
    List<String> columns = new ArrayList<>(List.of("image", "state", "who", "cells"));
    project.settings().classNames().forEach(name -> columns.add("cells_" + name));
    columns.addAll(List.of("doubt", "least_score", "model", "validation"));
    List<List<Object>> rows = new ArrayList<>();
    for (ImageState state : states) {
      List<Object> row = new ArrayList<>();
      row.add(state.image().name());
      row.add(state.work().text());
      row.add(state.who());
      row.add(state.cells().values().stream().mapToInt(n -> n).sum());
      for (String name : project.settings().classNames())
        row.add(state.cells().getOrDefault(name, 0));
      row.add(state.doubt());
      row.add(state.proposal().map(Proposal::leastScore).orElse(Double.NaN));
      row.add(state.proposal().map(Proposal::model).orElse(""));
      row.add(state.validates() ? "yes" : "");
      rows.add(row);
    }
    return new Listing("Images of " + project.name(), columns, rows);
  }

  private static List<String> having(Map<String, Set<String>> names, ProjectImage image) {
    return names.entrySet().stream()
        .filter(one -> one.getValue().contains(image.name()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<Proposal> newest(
      AnnotationProject project, Map<String, Map<String, Long>> proposed, ProjectImage image)
      throws IOException {
    Optional<String> model =
        proposed.entrySet().stream()
            .filter(one -> one.getValue().containsKey(image.name()))
            .max(Comparator.comparingLong(one -> one.getValue().get(image.name())))
            .map(Map.Entry::getKey);
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(Proposal.read(project, model.get(), image));
  }

  private static Map<String, Integer> count(List<AnnotatedBox> boxes) {
    return boxes.stream()
        .collect(Collectors.groupingBy(AnnotatedBox::className, Collectors.summingInt(b -> 1)));
  }

  /** Names of the annotations in a folder; none if it isn't there. */
  static Set<String> names(Path folder) throws IOException {
    return times(folder).keySet();
  }

  private static Map<String, Long> times(Path folder) throws IOException {
    Map<String, Long> times = new TreeMap<>();
    if (!Files.isDirectory(folder)) return times;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && name.endsWith(".xml"))
          times.put(ProjectImages.stem(file), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return times;
  }
}

package org.unstained.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far an image of a project is.
 *
 * @param work the furthest that anybody has come
 * @param done annotators who have finished it, the most experienced first, the merged before all
 * @param begun annotators who have a draft of it
 * @param cells per class of the annotation that counts, else of the draft, else of the proposal
 * @param proposal the newest one
 * @param validates whether it is on the list of validation images
 */
public record ImageState(
    ProjectImage image,
    Work work,
    List<String> done,
    List<String> begun,
    Map<String, Integer> cells,
    Optional<Proposal> proposal,
    boolean validates) {

  /** From nothing to all. */
  public enum Work {
    UNTOUCHED,
    PROPOSED,
    IN_WORK,
    DONE;

    /** For people. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  public ImageState {
    done = List.copyOf(done);
    begun = List.copyOf(begun);
    cells = Map.copyOf(cells);
  }

  /** See {@link Proposal#doubt}; NaN without proposal. */
  public double doubt() {
    return proposal.map(Proposal::doubt).orElse(Double.NaN);
  }

  /** Whoever has finished it, and who has begun, for people. */
  public String who() {
    List<String> all = new java.util.ArrayList<>(done);
    for (String name : begun) if (!done.contains(name)) all.add(name + " (in work)");
    return String.join(", ", all);
  }
}

package org.unstained.fuzz;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that takes what strangers give, and how that is spoilt.
 *
 * @param name in one word
 * @param seeds sound ones, which must go well
 * @param mutation what is done to them
 * @param asked what is asked of a message
 * @param opening the way through the real front door
 */
public record Target(
    String name, List<Seed> seeds, Mutation mutation, Asked asked, Opening opening) {

  /** Its share of all cases: those that do the work of a whole run take long. */
  int share() {
    if (name.matches("(resume|project|macro|arguments|model-zip|experiment|notes|curation).*"))
      return 1;
    return name.matches("rdf|rdf-tree|roi-zip|ome-xml|companion") ? 4 : 8;
  }

  /** Whether a sound one may be refused: a command that wants files, which nobody chose. */
  boolean mayRefuseSound() {
    return name.equals("macro-any");
  }

  /** What a message must do besides being clear. */
  public enum Asked {
    /** Name the file. */
    NAME,
    /** Nothing. */
    NOTHING,
    /** Be fit to be shown as it is. */
    SCREEN
  }

  /** Opens what may be spoilt. */
  @FunctionalInterface
  public interface Opening {
    /**
     * @param file that holds it, alone in its folder
     * @param home an empty folder, the only one that may be written to
     * @throws Exception an {@link java.io.IOException} or {@link IllegalArgumentException} that
     *     says what is wrong; anything else is a find, and so is an {@link AssertionError} about
     *     what is left behind
     */
    void open(Path file, Path home) throws Exception;
  }

  public static Target ofFile(String name, List<Seed> seeds, Mutation mutation, Opening opening) {
    return new Target(name, seeds, mutation, Asked.NAME, opening);
  }

  public static Target ofText(String name, List<Seed> seeds, Mutation mutation, Opening opening) {
    return new Target(name, seeds, mutation, Asked.NOTHING, opening);
  }

  public static Target ofCommand(
      String name, List<Seed> seeds, Mutation mutation, Opening opening) {
    return new Target(name, seeds, mutation, Asked.SCREEN, opening);
  }
}

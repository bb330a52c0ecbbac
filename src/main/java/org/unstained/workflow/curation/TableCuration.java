package org.unstained.workflow.curation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.unstained.overlay.EditHistory;

/**
 * Cells of a table, of which there is no picture. What a person says of them stays in memory, for
 * the table that is written next.
 */
public final class TableCuration implements Curation {
  private record Said(String className, CropDecision decision) {}

  private final String place;
  private final List<ExploredCell> cells;
  private final List<Said> said = new ArrayList<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final EditHistory history = new EditHistory();

  /**
   * With the classes that the cells have.
   *
   * @param place where they come from, for the title of a window
   */
  public TableCuration(String place, List<ExploredCell> cells) {
    this.place = place;
    this.cells = List.copyOf(cells);
    for (ExploredCell one : cells) {
      String name = one.cell().classified().map(c -> c.name()).orElse("");
      if (!name.isEmpty()) classes.add(name);
      said.add(new Said(name, CropDecision.UNDECIDED));
    }
  }

  @Override
  public int size() {
    return cells.size();
  }

  @Override
  public String name(int crop) {
    return cells.get(crop).image() + " " + cells.get(crop).cell().number();
  }

  @Override
  public String className(int crop) {
    return said.get(crop).className();
  }

  @Override
  public CropDecision decision(int crop) {
    return said.get(crop).decision();
  }

  @Override
  public double score(int crop) {
    return cells.get(crop).cell().classified().map(c -> c.score()).orElse(Double.NaN);
  }

  @Override
  public double margin(int crop) {
    return Double.NaN;
  }

  @Override
  public double entropy(int crop) {
    return Double.NaN;
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
  public BufferedImage picture(int crop) throws IOException {
    throw new IOException("A table has no pictures");
  }

  @Override
  public void accept(Collection<Integer> crops) {
    say("accept", crops, null, CropDecision.ACCEPTED);
  }

  @Override
  public void reject(Collection<Integer> crops) {
    say("reject", crops, null, CropDecision.REJECTED);
  }

  @Override
  public void move(Collection<Integer> crops, String className) {
    addClass(className);
    say("label " + className, crops, className.strip(), CropDecision.ACCEPTED);
  }

  private void say(String what, Collection<Integer> crops, String name, CropDecision decision) {
    List<Integer> these = List.copyOf(crops);
    List<Said> before = these.stream().map(said::get).toList();
    Runnable again =
        () -> {
          for (int crop : these)
            said.set(crop, new Said(name == null ? className(crop) : name, decision));
        };
    again.run();
    history.note(
        what,
        again,
        () -> {
          for (int i = 0; i < before.size(); i++) said.set(these.get(i), before.get(i));
        });
  }

  @Override
  public EditHistory history() {
    return history;
  }

  @Override
  public String place() {
    return place;
  }
}

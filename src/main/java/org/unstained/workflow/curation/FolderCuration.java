package org.unstained.workflow.curation;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.EditHistory;

/**
 * Crops in a folder with a folder for each class, as {@code Train Classifier} takes them, or in one
 * folder. A decision moves files: into the folder of a class, or into {@value #REJECTED}. No file
 * is ever deleted or overwritten; one whose name is taken gets a number behind it. Each decision is
 * a line of {@code curation.csv}, written before the file moves; if the computer stops in between,
 * the move is finished when the folder is opened again.
 */
public final class FolderCuration implements Curation {
  /** The folder for crops that are to be used for nothing; no class. */
  public static final String REJECTED = "rejected";

  /** One crop: where it is now and what was said of it. */
  private record State(String path, String className, CropDecision decision) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private record Step(int crop, State from, State to) {}

  private final Path folder;
  private final List<State> crops = new ArrayList<>();
  private final List<CropScores> scores = new ArrayList<>();
  private final List<String> classes;
  private final EditHistory history = new EditHistory();

  private FolderCuration(Path folder, List<String> classes) {
    this.folder = folder;
    this.classes = new ArrayList<>(classes);
  }

  /**
   * Lists the crops of a folder and finishes what a crash cut off. No crop is opened.
   *
   * @throws IOException if it isn't a folder, holds no crop, or a table of it can't be read
   */
  public static FolderCuration open(Path folder) throws IOException {
    if (!Files.isDirectory(folder))
      throw new NotDirectoryException(
          folder + " is no folder. Choose one with a folder of crops for each class.");
    Path log = folder.resolve(CurationLog.NAME);
    List<CurationLog.Line> lines = CurationLog.read(log);
    if (!lines.isEmpty()) finish(folder, lines.get(lines.size() - 1));
    Map<String, State> said = new HashMap<>();
    for (CurationLog.Line line : lines) {
      State was = said.remove(line.from());
      String origin = was == null ? folderOf(line.from()) : was.className();
      String to = folderOf(line.to());
      said.put(line.to(), new State(line.to(), to.equals(REJECTED) ? origin : to, line.decision()));
    }
    TreeSet<String> names = new TreeSet<>();
    List<Path> folders = new ArrayList<>(List.of(folder));
    for (Path one : list(folder))
      if (Files.isDirectory(one)) {
        folders.add(one);
        if (!one.getFileName().toString().equals(REJECTED)) names.add(one.getFileName().toString());
      }
    Map<String, CropScores> scores = new HashMap<>();
    Set<String> known = new LinkedHashSet<>(); // as the model that found them has them
    for (Path one : folders) CropScores.read(one, scores, known);
    known.retainAll(names);
    known.addAll(names);
    FolderCuration curation = new FolderCuration(folder, List.copyOf(known));
    for (Path one : folders) curation.addCrops(one, said, scores);
    if (curation.crops.isEmpty())
      throw new IOException(
          folder
              + " holds no crops. Write some with Crop Cells, into a folder for each class, or choose another folder.");
    return curation;
  }

  private void addCrops(Path one, Map<String, State> said, Map<String, CropScores> tables)
      throws IOException {
    String in = one.equals(folder) ? "" : one.getFileName() + "/";
    for (Path file : list(one)) {
      if (!ImageFiles.looksLikeImage(file)) continue;
      String path = in + file.getFileName();
      CropScores known = tables.getOrDefault(file.getFileName().toString(), CropScores.NONE);
      State state = said.get(path);
      boolean rejected = in.equals(REJECTED + "/");
      String className = rejected || in.isEmpty() ? known.className() : folderOf(path);
      if (state != null && !state.className().isEmpty()) className = state.className();
      CropDecision decision =
          rejected
              ? CropDecision.REJECTED
              : state == null ? CropDecision.UNDECIDED : state.decision();
      if (!className.isEmpty()) addClass(className);
      crops.add(new State(path, className, decision));
      scores.add(known);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /** The folder in the folder, or nothing. */
  static String folderOf(String path) {
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
  }

  /** The last line may have been written without its file having been moved. */
  private static void finish(Path folder, CurationLog.Line last) throws IOException {
    Path from = folder.resolve(last.from());
    Path to = folder.resolve(last.to());
    if (Files.exists(to) || !Files.exists(from)) return;
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (FileSystemException e) {
      throw new IOException(
          "%s: what its last line says can't be done: %s can't be moved (%s). Move it by hand, or delete the line."
              .formatted(folder.resolve(CurationLog.NAME), last.from(), e.getReason()),
          e);
    }
  }

  @Override
  public int size() {
    return crops.size();
  }

  @Override
  public String name(int crop) {
    return crops.get(crop).name();
  }

  @Override
  public String className(int crop) {
    return crops.get(crop).className();
  }

  @Override
  public CropDecision decision(int crop) {
    return crops.get(crop).decision();
  }

  @Override
  public double score(int crop) {
    return scores.get(crop).score();
  }

  @Override
  public double margin(int crop) {
    return scores.get(crop).margin();
  }

  @Override
  public double entropy(int crop) {
    return scores.get(crop).entropy();
  }

  @Override
  public List<String> classes() {
    return List.copyOf(classes);
  }

  @Override
  public void addClass(String name) {
    if (classes.contains(name)) return;
    if (!isClassName(name))
      throw new IllegalArgumentException(
          "'%s' can't be the name of a class: it names a folder. Use letters, digits, blanks and hyphens, and not '%s'."
              .formatted(name, REJECTED));
    classes.add(name);
  }

  /** Whether a class can have this name, which is that of its folder. */
  static boolean isClassName(String name) {
    return !name.isBlank()
        && !name.equals(REJECTED)
        && !name.startsWith(".")
        && name.equals(name.strip())
        && !name.matches(".*[/\\\\:*?\"<>|\\x00-\\x1f].*");
  }

  @Override
  public BufferedImage picture(int crop) throws IOException {
    return CropPictures.of(image(crop).getStack().getProcessor(1));
  }

  /**
   * A crop with the pixels that its file has.
   *
   * @throws IOException if it can't be read
   */
  public ImagePlus image(int crop) throws IOException {
    Path file;
    synchronized (crops) {
      file = folder.resolve(crops.get(crop).path());
    }
    return ImageFiles.open(file);
  }

  @Override
  public void accept(Collection<Integer> chosen) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (int crop : chosen) {
      State was = crops.get(crop);
      String name = was.className();
      steps.add(
          new Step(
              crop,
              was,
              new State(
                  name.isEmpty() ? was.name() : name + "/" + was.name(),
                  name,
                  CropDecision.ACCEPTED)));
    }
    decide("accept", steps);
  }

  @Override
  public void reject(Collection<Integer> chosen) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (int crop : chosen) {
      State was = crops.get(crop);
      steps.add(
          new Step(
              crop,
              was,
              new State(REJECTED + "/" + was.name(), was.className(), CropDecision.REJECTED)));
    }
    decide("reject", steps);
  }

  @Override
  public void move(Collection<Integer> chosen, String className) throws IOException {
    addClass(className);
    List<Step> steps = new ArrayList<>();
    for (int crop : chosen) {
      State was = crops.get(crop);
      steps.add(
          new Step(
              crop,
              was,
              new State(className + "/" + was.name(), className, CropDecision.ACCEPTED)));
    }
    decide("move to " + className, steps);
  }

  private void decide(String what, List<Step> wanted) throws IOException {
    List<Step> done = new ArrayList<>();
    try {
      perform(wanted.stream().filter(step -> !step.from().equals(step.to())).toList(), done);
    } finally {
      if (!done.isEmpty()) {
        List<Step> steps = List.copyOf(done);
        List<Step> back = new ArrayList<>();
        for (Step step : steps) back.add(0, new Step(step.crop(), step.to(), step.from()));
        String text = "%s %,d crop%s".formatted(what, steps.size(), steps.size() == 1 ? "" : "s");
        history.note(text, () -> repeat(steps), () -> repeat(back));
      }
    }
  }

  private void repeat(List<Step> steps) {
    try {
      perform(steps, new ArrayList<>());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void perform(List<Step> steps, List<Step> done) throws IOException {
    if (steps.isEmpty()) return;
    try (CurationLog.Writer log = new CurationLog.Writer(folder.resolve(CurationLog.NAME))) {
      for (Step step : steps) {
        // Where it is now, whatever was planned: an earlier step may have found its name taken.
        State now = crops.get(step.crop());
        State to = free(now, step.to());
        log.write(new CurationLog.Line(now.path(), to.path(), to.decision()));
        try {
          go(now, to);
        } catch (IOException e) {
          log.write(new CurationLog.Line(to.path(), now.path(), now.decision()));
          throw new IOException(
              "%s can't be moved to %s (%s). %,d of %,d crops were done; undo takes them back."
                  .formatted(now.path(), to.path(), e, done.size(), steps.size()),
              e);
        }
        synchronized (crops) {
          crops.set(step.crop(), to);
        }
        done.add(new Step(step.crop(), now, to));
      }
    }
  }

  private void go(State now, State to) throws IOException {
    if (now.path().equals(to.path())) return;
    Path target = folder.resolve(to.path());
    Files.createDirectories(target.getParent());
    Files.move(folder.resolve(now.path()), target);
  }

  /** The place itself, or one with a number behind the name if another file is there. */
  private State free(State now, State to) {
    String path = to.path();
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    String end = path.substring(stem.length());
    for (int n = 2; !path.equals(now.path()) && Files.exists(folder.resolve(path)); n++)
      path = stem + "-" + n + end;
    return new State(path, to.className(), to.decision());
  }

  @Override
  public EditHistory history() {
    return history;
  }

  @Override
  public String place() {
    return folder.toString();
  }

  /** The file with all decisions. */
  public Path log() {
    return folder.resolve(CurationLog.NAME);
  }

  /**
   * Does again what a file of decisions says, as far as its crops are there; decisions that were
   * made already change nothing.
   *
   * @return how many decisions were done
   * @throws IOException if the file can't be read, or a crop can't be moved
   */
  public int replay(Path decisions) throws IOException {
    if (!Files.exists(decisions))
      throw new IOException(decisions + " isn't there. Give the path of a curation.csv.");
    int done = 0;
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < crops.size(); i++) places.put(crops.get(i).path(), i);
    for (CurationLog.Line line : CurationLog.read(decisions)) {
      Integer crop = places.get(line.from());
      if (crop == null) continue;
      State was = crops.get(crop);
      String to = folderOf(line.to());
      if (!to.isEmpty() && !to.equals(REJECTED)) addClass(to);
      State then =
          new State(
              line.to(),
              to.isEmpty() || to.equals(REJECTED) ? was.className() : to,
              line.decision());
      if (then.equals(was)) continue;
      decide("repeat", List.of(new Step(crop, was, then)));
      places.remove(line.from());
      places.put(crops.get(crop).path(), crop);
      done++;
    }
    return done;
  }
}

package org.unstained.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.models.FolderLock;
import org.unstained.models.ModelClass;
import org.unstained.models.TextFile;
import org.unstained.overlay.WholeFile;

/**
 * A folder in which people annotate images together, with models that propose (the way of the CCA
 * data set, doi:10.1038/s41597-023-02482-8). All is in plain files:
 *
 * <ul>
 *   <li>{@code project.json}: classes with colours, annotators with their experience;
 *   <li>{@code images}: the images, or {@code images.txt} with the path of the folder they are in;
 *   <li>{@code drafts/ANNOTATOR/NAME.xml}: what somebody has begun;
 *   <li>{@code annotations/ANNOTATOR/NAME.xml}: what somebody has finished, as Pascal VOC; files of
 *       other tools may be put there;
 *   <li>{@code proposals/MODEL/NAME.xml} and {@code NAME.csv}: what a model proposes, with scores;
 *   <li>{@code annotations/NAME.xml}: of each finished image the annotation that counts, gathered
 *       for training, and {@code splits/val.txt}, {@code splits/round-N.txt}: lists of names;
 *   <li>{@code history/ANNOTATOR.csv}: who did what when, {@code rounds.csv}: how good the models
 *       are, {@code agreement}: how far people agree.
 * </ul>
 *
 * <p>What state an image is in follows from which files there are. Each annotator writes into
 * folders of his own, so several may work at once on one network drive; what all share is written
 * under a lock, whole or not at all.
 */
public final class AnnotationProject {
  /** The annotator that a merge makes. */
  public static final String MERGED = "merged";

  private final Path folder;
  private volatile ProjectSettings settings;

  private AnnotationProject(Path folder, ProjectSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Makes a project of a folder, which is made if it isn't there.
   *
   * @param images folder of images that stay where they are; empty: they will be copied into the
   *     project
   * @throws IOException if the folder is a project already, can't be written, or there is no such
   *     folder of images
   */
  public static AnnotationProject create(
      Path folder, List<ModelClass> classes, Optional<Path> images) throws IOException {
    ProjectSettings settings = new ProjectSettings(classes, List.of());
    if (Files.exists(folder.resolve(ProjectFile.NAME)))
      throw new IOException(
          "%s is a project already. Open it, or choose another folder.".formatted(folder));
    if (images.isPresent() && !Files.isDirectory(images.get()))
      throw new IOException("There is no folder " + images.get());
    Files.createDirectories(folder);
    AnnotationProject project = new AnnotationProject(folder, settings);
    if (images.isPresent()) ProjectImages.point(folder, images.get());
    else Files.createDirectories(folder.resolve(ProjectImages.FOLDER));
    ProjectFile.write(folder, settings);
    return project;
  }

  /**
   * @throws IOException if the folder is no project or its file is damaged
   */
  public static AnnotationProject open(Path folder) throws IOException {
    return new AnnotationProject(folder, ProjectFile.read(folder));
  }

  public Path folder() {
    return folder;
  }

  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  public ProjectSettings settings() {
    return settings;
  }

  /** Adds an annotator, or gives one who is there another experience. */
  public void setAnnotator(Annotator annotator) throws IOException {
    if (annotator.name().equalsIgnoreCase(MERGED))
      throw new IllegalArgumentException(
          "'%s' is the name of what merging makes. Choose another.".formatted(MERGED));
    change(old -> old.with(annotator));
  }

  /** Adds those classes that aren't there. */
  public void addClasses(List<String> names) throws IOException {
    change(old -> old.withClasses(names));
  }

  /** What others have changed meanwhile stays. */
  private void change(UnaryOperator<ProjectSettings> change) throws IOException {
    try (FolderLock lock = FolderLock.of(folder)) {
      ProjectSettings changed = change.apply(ProjectFile.read(folder));
      ProjectFile.write(folder, changed);
      settings = changed;
    }
  }

  /** Reads the settings anew. */
  public void refresh() throws IOException {
    settings = ProjectFile.read(folder);
  }

  /**
   * @throws IllegalArgumentException if there is no such annotator; names those that there are
   */
  public void requireAnnotator(String name) {
    if (name.equals(MERGED) || settings.annotator(name).isPresent()) return;
    List<String> names = settings.annotators().stream().map(Annotator::name).toList();
    throw new IllegalArgumentException(
        "There is no annotator '%s'. %s"
            .formatted(
                name,
                names.isEmpty()
                    ? "Add one first (action=annotator)."
                    : "There are: %s. Or add one (action=annotator)."
                        .formatted(String.join(", ", names))));
  }

  /** The images in the order of their names. */
  public List<ProjectImage> images() throws IOException {
    return ProjectImages.list(folder);
  }

  /** What somebody has finished. */
  public Path annotations(String annotator) {
    return folder.resolve("annotations").resolve(annotator);
  }

  /** What somebody has begun. */
  public Path drafts(String annotator) {
    return folder.resolve("drafts").resolve(annotator);
  }

  /** The annotations that count, one an image; see {@link TrainingRound}. */
  Path gathered() {
    return folder.resolve("annotations");
  }

  Path proposals() {
    return folder.resolve("proposals");
  }

  Path splits() {
    return folder.resolve("splits");
  }

  Path history(String annotator) {
    return folder.resolve("history").resolve(annotator + ".csv");
  }

  /** What somebody drew: the draft, if there is one, else what is finished. */
  public Optional<AnnotatedImage> annotation(String annotator, ProjectImage image)
      throws IOException {
    Optional<AnnotatedImage> draft = read(drafts(annotator), image);
    return draft.isPresent() ? draft : finished(annotator, image);
  }

  /** What somebody has finished. */
  public Optional<AnnotatedImage> finished(String annotator, ProjectImage image)
      throws IOException {
    return read(annotations(annotator), image);
  }

  private static Optional<AnnotatedImage> read(Path folder, ProjectImage image) throws IOException {
    Path file = file(folder, image);
    return Files.exists(file) ? Optional.of(PascalVoc.read(file).image()) : Optional.empty();
  }

  static Path file(Path folder, ProjectImage image) {
    return folder.resolve(image.name() + ".xml");
  }

  /**
   * Keeps what somebody has begun.
   *
   * @param model whose proposal it began with, or empty; kept beside the draft, so that what was
   *     changed of it can be counted in the end
   */
  public void saveDraft(
      String annotator, ProjectImage image, AnnotatedImage drawn, Optional<String> model)
      throws IOException {
    requireAnnotator(annotator);
    if (model.isPresent()) {
      Files.createDirectories(drafts(annotator));
      byte[] name = (model.get() + "\n").getBytes(StandardCharsets.UTF_8);
      WholeFile.write(draftModel(annotator, image), out -> out.write(name));
    } else Files.deleteIfExists(draftModel(annotator, image));
    write(drafts(annotator), image, drawn);
  }

  private Path draftModel(String annotator, ProjectImage image) {
    return drafts(annotator).resolve(image.name() + ".model.txt");
  }

  /** The proposal that somebody's draft began with; empty without draft or proposal. */
  public Optional<Proposal> proposalOfDraft(String annotator, ProjectImage image)
      throws IOException {
    Path file = draftModel(annotator, image);
    if (!Files.exists(file) || !Files.exists(file(drafts(annotator), image)))
      return Optional.empty();
    Optional<String> model = folderName(file);
    return model.isPresent() && Proposal.exists(this, model.get(), image)
        ? Optional.of(Proposal.read(this, model.get(), image))
        : Optional.empty();
  }

  /** The name in a file if it is that of a folder beside others and of nothing else. */
  private static Optional<String> folderName(Path file) throws IOException {
    try {
      String text = TextFile.read(file).strip();
      Path name = Path.of(text);
      boolean plain = name.getNameCount() == 1 && !name.isAbsolute() && !name.startsWith("..");
      return plain && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    } catch (TextFile.NoText | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what somebody has finished, takes the draft away, and notes it in the history, with what
   * was changed of the proposal.
   *
   * @param proposal that it began with, or empty
   * @param seconds that it took, NaN if nobody knows
   */
  public void finish(
      String annotator,
      ProjectImage image,
      AnnotatedImage drawn,
      Optional<Proposal> proposal,
      double seconds)
      throws IOException {
    requireAnnotator(annotator);
    requireClasses(image.file(), drawn);
    write(annotations(annotator), image, drawn);
    Files.deleteIfExists(file(drafts(annotator), image));
    Files.deleteIfExists(draftModel(annotator, image));
    ProjectHistory.add(
        this, annotator, ProjectHistory.Event.done(image, drawn.boxes(), proposal, seconds));
  }

  /** Keeps what merging has made of two annotations. */
  void keepMerged(ProjectImage image, AnnotatedImage merged) throws IOException {
    write(annotations(MERGED), image, merged);
  }

  /**
   * @throws IllegalArgumentException if a class isn't one of the project's
   */
  void requireClasses(Path file, AnnotatedImage drawn) {
    for (String name : drawn.classes())
      if (!settings.classNames().contains(name))
        throw new IllegalArgumentException(
            "%s has the class '%s', which the project hasn't: %s. Add it (action=classes), or rename it."
                .formatted(file, name, String.join(", ", settings.classNames())));
  }

  private static void write(Path folder, ProjectImage image, AnnotatedImage drawn)
      throws IOException {
    Files.createDirectories(folder);
    PascalVoc.write(file(folder, image), drawn);
  }
}

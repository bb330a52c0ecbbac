package org.unstained.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationFile;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.PascalVoc;

/** Takes finished annotations of another tool into a project. */
public final class Importing {
  private Importing() {}

  /**
   * What came of it.
   *
   * @param images that were taken
   * @param passed images that the annotator has finished already, which stay as they are
   * @param notes what was mended
   */
  public record Result(int images, int passed, List<String> notes) {}

  /**
   * Takes the Pascal VOC files of a folder that have the names of images of the project.
   *
   * @param annotator whose they are
   * @throws IOException if the folder holds none for any image, or one is broken; then none is
   *     taken
   * @throws IllegalArgumentException if one has a class that the project hasn't; then none is taken
   */
  public static Result run(AnnotationProject project, String annotator, Path folder)
      throws IOException {
    project.requireAnnotator(annotator);
    if (!Files.isDirectory(folder)) throw new IOException("There is no folder " + folder);
    Path files = AnnotationFolder.find(folder).annotations();
    Set<String> there = ProjectStates.names(files);
    List<ProjectImage> images =
        project.images().stream().filter(image -> there.contains(image.name())).toList();
    if (images.isEmpty())
      throw new IOException(
          "%s holds no Pascal VOC file with the name of an image of %s."
              .formatted(files, project.name()));
    Set<String> finished = ProjectStates.names(project.annotations(annotator));
    List<String> notes = new ArrayList<>();
    List<AnnotatedImage> read = new ArrayList<>();
    for (ProjectImage image : images) {
      AnnotationFile file = PascalVoc.read(AnnotationProject.file(files, image));
      file.warnings().forEach(warning -> notes.add(warning.toString()));
      project.requireClasses(file.file(), file.image());
      read.add(file.image());
    }
    int taken = 0;
    for (int i = 0; i < images.size(); i++) {
      if (finished.contains(images.get(i).name())) continue;
      project.finish(annotator, images.get(i), read.get(i), Optional.empty(), Double.NaN);
      taken++;
    }
    return new Result(taken, images.size() - taken, notes);
  }
}

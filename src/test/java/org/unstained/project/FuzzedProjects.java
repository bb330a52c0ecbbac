package org.unstained.project;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.fuzz.FolderCopy;

/** A project, one of whose files is spoilt. */
public final class FuzzedProjects {
  private FuzzedProjects() {}

  private static final FolderCopy PROJECT = new FolderCopy(FuzzedProjects::make);

  private static final String FOLDER = "project";

  /** Where the files of a project lie by the names that tests give them. */
  private static final Map<String, String> PLACES =
      Map.of(
          "project.json", "project.json",
          "done.xml", "annotations/ben/b.xml",
          "draft.xml", "drafts/ben/a.xml",
          "model.txt", "drafts/ben/a.model.txt",
          "history.csv", "history/ben.csv",
          "proposal.csv", "proposals/m/a.csv",
          "proposal.xml", "proposals/m/a.xml",
          "rounds.csv", "rounds.csv");

  /** The files of a project with two images. */
  public static Map<String, byte[]> files(Path home) throws IOException {
    make(home);
    Path folder = home.resolve(FOLDER);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : PLACES.entrySet())
      if (Files.exists(folder.resolve(one.getValue())))
        files.put(one.getKey(), Files.readAllBytes(folder.resolve(one.getValue())));
    return files;
  }

  private static void make(Path home) throws IOException {
    ImagePlus image = new ImagePlus("image", new ByteProcessor(60, 40));
    Path images = Files.createDirectories(home.resolve("images"));
    for (String name : List.of("a.png", "b.png"))
      new FileSaver(image).saveAsPng(images.resolve(name).toString());
    Path folder = home.resolve(FOLDER);
    AnnotationProject project =
        AnnotationProject.create(
            folder, ProjectSettings.classes(List.of("Living Cell", "Dead Cell")), Optional.empty());
    ProjectImages.add(project, images);
    project.setAnnotator(new Annotator("ben", 1));
    project.setAnnotator(new Annotator("eva", 2.5));
    List<AnnotatedBox> boxes = List.of(new AnnotatedBox(new Box(3, 4, 10, 10), "Dead Cell"));
    Path proposed = Files.createDirectories(folder.resolve("proposals/m"));
    Files.writeString(
        proposed.resolve("a.csv"),
        "image,x_px,y_px,width_px,height_px,class,score\na.png,3,4,10,10,Dead Cell,0.75\n");
    PascalVoc.write(proposed.resolve("a.xml"), new AnnotatedImage("a.png", 60, 40, boxes));
    Proposal proposal = Proposal.read(project, "m", project.images().get(0));
    for (ProjectImage one : project.images()) {
      AnnotatedImage drawn = new AnnotatedImage(one.file().getFileName().toString(), 60, 40, boxes);
      if (one.name().equals("a")) project.saveDraft("ben", one, drawn, Optional.of("m"));
      else project.finish("ben", one, drawn, Optional.of(proposal), 12);
    }
  }

  /** Opens the project with that file in the place of its own, looks at all, and changes it. */
  public static void use(Path file, Path home) throws IOException {
    PROJECT.to(home);
    Path folder = home.resolve(FOLDER);
    Path place = folder.resolve(PLACES.get(file.getFileName().toString()));
    byte[] spoilt = Files.readAllBytes(file);
    Files.write(place, spoilt);
    try {
      look(AnnotationProject.open(folder));
    } catch (IOException e) {
      if (!Arrays.equals(spoilt, Files.readAllBytes(place)))
        throw new AssertionError(place + " was changed by what failed", e);
      throw e;
    }
  }

  private static void look(AnnotationProject project) throws IOException {
    List<ImageState> states = ProjectStates.of(project);
    ProjectStates.listing(project, states).csv();
    ProjectStates.next(states, "ben", "");
    ProjectHistory.of(project).csv();
    RoundScores.of(project).csv();
    for (ProjectImage one : project.images()) {
      project.annotation("ben", one);
      project.proposalOfDraft("ben", one);
      Proposal.newest(project, one);
    }
    project.setAnnotator(new Annotator("new", 1));
    ProjectHistory.add(project, "ben", ProjectHistory.Event.of("looked", "a", "", 1));
  }
}

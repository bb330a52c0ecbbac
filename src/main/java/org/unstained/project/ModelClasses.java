package org.unstained.project;

import java.io.IOException;
import java.util.List;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.networks.Installation;

/**
 * How a model, or a detector and a classifier, fit a project.
 *
 * @param name under which their proposals lie: the detector's, and the classifier's behind a plus
 * @param only the only class of the project, or null if it has several
 * @param training names of the files that they learned from
 * @param score from which they take a cell for one
 */
record ModelClasses(String name, String only, List<String> training, double score) {

  /**
   * @throws IllegalArgumentException if they know a class that the project hasn't
   */
  static ModelClasses of(AnnotationProject project, DetectOptions options) throws IOException {
    ModelLibrary library = Installation.models();
    var detector = library.find(options.detector());
    var last = options.hasClassifier() ? library.find(options.classifier()) : detector;
    ModelDescription says = last.description();
    List<String> classes = project.settings().classNames();
    if (classes.size() > 1)
      for (String name : says.classNames())
        if (!classes.contains(name))
          throw new IllegalArgumentException(
              "The model '%s' knows the class '%s', which the project hasn't: %s. Choose another model, or add the class (action=classes)."
                  .formatted(says.key(), name, String.join(", ", classes)));
    List<String> training =
        java.util.stream.Stream.of(detector, last)
            .flatMap(model -> model.description().training().stream())
            .flatMap(record -> record.training().stream())
            .distinct()
            .toList();
    String key = detector.description().key();
    return new ModelClasses(
        options.hasClassifier() ? key + "+" + says.key() : key,
        classes.size() == 1 ? classes.get(0) : null,
        training,
        options.score().orElse(library.defaults(last).score()));
  }

  /** The cells with classes of the project. */
  PlaneCells named(PlaneCells plane) {
    return only == null ? plane : Proposing.as(plane, only);
  }
}

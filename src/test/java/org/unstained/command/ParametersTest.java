package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.Test;
import org.scijava.ItemIO;
import org.unstained.command.analysis.ClassifyCells;
import org.unstained.command.analysis.CropCells;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.FilterCells;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.command.counts.PlotCounts;
import org.unstained.command.curation.CurateCrops;
import org.unstained.command.evaluation.Evaluate;
import org.unstained.command.experiment.RunExperiment;
import org.unstained.command.explanation.ExplainClassification;
import org.unstained.command.exploration.ExploreCells;
import org.unstained.command.folder.BatchFolder;
import org.unstained.command.labels.CompareAnnotations;
import org.unstained.command.labels.ConvertLabels;
import org.unstained.command.labels.ExportLabels;
import org.unstained.command.labels.ImportLabels;
import org.unstained.command.labels.LabelCells;
import org.unstained.command.models.ComputeDeviceCommand;
import org.unstained.command.models.InstalledModels;
import org.unstained.command.patches.ClassifyPatches;
import org.unstained.command.patches.TrainEmptyPatches;
import org.unstained.command.project.AnnotationProjectCommand;
import org.unstained.command.samples.BrightfieldSample;
import org.unstained.command.samples.FluorescenceSample;
import org.unstained.command.samples.HyperstackSample;
import org.unstained.command.samples.LiveDeadFramesSample;
import org.unstained.command.samples.LiveDeadSample;
import org.unstained.command.stains.LabelByFluorescence;
import org.unstained.command.stains.PrepareFluorescence;
import org.unstained.command.training.TrainClassicalClassifier;
import org.unstained.command.training.TrainClassifier;
import org.unstained.command.training.TrainDetector;
import org.unstained.segment.SegmentationSettings;

/**
 * Rules for the inputs of all commands: their names are public, as macros are written with them.
 */
public class ParametersTest {

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*");
  private static final Pattern CHOICE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern UNIT =
      Pattern.compile(
          "pixel|\u00b5m|grey value|percentile|number of the channel|without unit|cell|epoch|example|learning rate|part of|without a unit",
          Pattern.CASE_INSENSITIVE);

  @Test
  public void theCommandsAreThoseOfTheMenu() {
    assertEquals(
        List.of(
            OpenImage.class,
            SegmentCells.class,
            DetectCells.class,
            ClassifyCells.class,
            ClassifyPatches.class,
            FilterCells.class,
            MeasureCells.class,
            CropCells.class,
            PrepareFluorescence.class,
            BatchFolder.class,
            LabelCells.class,
            LabelByFluorescence.class,
            CurateCrops.class,
            ImportLabels.class,
            ExportLabels.class,
            ConvertLabels.class,
            AnnotationProjectCommand.class,
            TrainDetector.class,
            TrainClassifier.class,
            TrainClassicalClassifier.class,
            TrainEmptyPatches.class,
            RunExperiment.class,
            Evaluate.class,
            CompareAnnotations.class,
            ExploreCells.class,
            ExplainClassification.class,
            PlotCounts.class,
            InstalledModels.class,
            ComputeDeviceCommand.class,
            AboutUnstained.class,
            FluorescenceSample.class,
            BrightfieldSample.class,
            LiveDeadSample.class,
            LiveDeadFramesSample.class,
            HyperstackSample.class),
        Commands.classes());
  }

  @Test
  public void segmentCellsHasTheKeysOfTheContract() {
    assertEquals(
        List.of(
            "image",
            "channel",
            "nuclei",
            "cells",
            "method",
            "level",
            "smoothing",
            "median",
            "background",
            "cap",
            "opening",
            "split",
            "tolerance",
            "smallest",
            "largest",
            "border",
            "planes",
            "map",
            "table",
            "rois",
            "steps",
            "preview"),
        Inputs.of(SegmentCells.class).stream().map(Input::key).toList());
  }

  @Test
  public void detectCellsHasTheKeysOfTheContract() {
    assertEquals(
        List.of(
            "image",
            "model",
            "classifier",
            "weight",
            "score",
            "overlap",
            "tile",
            "channels",
            "planes",
            "turns",
            "device",
            "table",
            "rois"),
        Inputs.of(DetectCells.class).stream().map(Input::key).toList());
  }

  @Test
  public void segmentCellsStartsFromTheDefaultsOfTheSegmentation() {
    assertEquals(SegmentationSettings.defaults(), new SegmentCells().options().settings());
  }

  @Test
  public void keysAreLowerCaseWords() {
    forAll((command, input) -> assertTrue(input.key(), KEY.matcher(input.key()).matches()));
  }

  @Test
  public void noKeyEndsInAnother() {
    for (Class<?> command : Commands.classes())
      for (Input a : Inputs.of(command))
        for (Input b : Inputs.of(command))
          if (!a.key().equals(b.key()))
            assertFalse(a.key() + " ends in " + b.key(), a.key().endsWith(b.key()));
  }

  @Test
  public void everyInputHasALabelAndADescription() {
    forAll(
        (command, input) -> {
          assertFalse(input.key(), input.label().isBlank());
          assertTrue(input.key(), input.description().endsWith("."));
          assertTrue(input.key(), input.description().length() > 20);
        });
  }

  @Test
  public void numbersHaveBoundsAndAUnit() {
    forAll(
        (command, input) -> {
          if (!input.isNumber() && !input.isNumberOrNothing()) return;
          assertFalse(input.key() + " min", input.parameter().min().isEmpty());
          assertFalse(input.key() + " max", input.parameter().max().isEmpty());
          assertTrue(input.key() + " min < max", input.min() < input.max());
          assertTrue(
              input.key() + ": " + input.description(), UNIT.matcher(input.description()).find());
        });
  }

  @Test
  public void defaultsAreThereAndFit() {
    forAll(
        (command, input) -> {
          if (!input.isImage() && !input.isFolder() && !input.isFile())
            assertNotNull(input.value(command));
        });
    for (Class<? extends CellCommand> type : Commands.classes())
      Inputs.check(Commands.create(type));
  }

  @Test
  public void typesAreThoseThatMacrosCanGive() {
    forAll(
        (command, input) ->
            assertTrue(
                input.key(),
                input.isFlag()
                    || input.isNumber()
                    || input.isImage()
                    || input.isFolder()
                    || input.isFile()
                    || input.isModel()
                    || input.field().getType() == String.class));
  }

  @Test
  public void nothingIsPersistedBySciJavaAndNothingIsAnOutput() {
    forAll(
        (command, input) -> {
          assertFalse(input.key(), input.parameter().persist());
          assertEquals(input.key(), ItemIO.INPUT, input.parameter().type());
        });
  }

  @Test
  public void imagesAreOptionalAsTheCommandsCheckThemThemselves() {
    forAll(
        (command, input) -> {
          if (input.isImage()) assertFalse(input.key(), input.parameter().required());
        });
  }

  @Test
  public void textInputsAreOfAKindThatIsChecked() {
    forAll(
        (command, input) -> {
          if (input.field().getType() == String.class)
            assertTrue(
                input.key(),
                input.isImageTitle()
                    || input.isFreeText()
                    || input.isNumberOrNothing()
                    || input.isChannels()
                    || input.choices().size() > 1);
        });
  }

  @Test
  public void choicesAreLowerCaseWords() {
    forAll(
        (command, input) ->
            input
                .choices()
                .forEach(choice -> assertTrue(choice, CHOICE.matcher(choice).matches())));
  }

  @Test
  public void onlyThePreviewBelongsToTheDialogAlone() {
    forAll(
        (command, input) ->
            assertEquals(Set.of("preview").contains(input.key()), input.isOfDialog()));
  }

  private interface Rule {
    void check(CellCommand command, Input input);
  }

  private static void forAll(Rule rule) {
    for (Class<? extends CellCommand> type : Commands.classes())
      for (Input input : Inputs.of(type)) rule.check(Commands.create(type), input);
  }
}

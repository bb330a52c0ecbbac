package org.unstained.workflow.analysis;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Picture;
import org.unstained.inference.TestTime;
import org.unstained.models.ComputeDevices;
import org.unstained.models.DeviceChoice;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.LoadedNetworks.Loan;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.SharedLanes;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.NetworkPictures;

/** A network that sees a crop of each cell. */
public final class NetworkJudge implements CellJudge {
  private final String channels;
  private final ClassificationSettings settings;
  private final UsedNetworks used;
  private final ModelDescription description;
  private final Loan<ClassifierModel> model;
  private final SharedLanes lanes;

  private NetworkJudge(
      String channels,
      ClassificationSettings settings,
      UsedNetworks used,
      ModelDescription description,
      Loan<ClassifierModel> model) {
    this.channels = channels;
    this.settings = settings;
    this.used = used;
    this.description = description;
    this.model = model;
    lanes = new SharedLanes(settings.lanes());
  }

  /** Chooses the device and loads the network, or takes the one that is there. */
  public static NetworkJudge open(
      ModelPackage found, ClassifyOptions options, ComputeDevices devices, LoadedNetworks networks)
      throws IOException {
    ClassifierFormat format = ClassifierFormat.of(found.description());
    if (options.turns() && format.width() != format.height())
      throw new IllegalArgumentException(
          "'turns' needs square crops, and those of '%s' are %d x %d. Leave it out."
              .formatted(found.description().key(), format.width(), format.height()));
    DeviceChoice device = devices.chooseToRun(options.device());
    ClassificationSettings settings =
        NetworkModels.batches(
            ClassificationSettings.defaults()
                .withTestTime(options.turns() ? TestTime.FLIPS_AND_ROTATIONS : TestTime.NONE),
            device.device().kind());
    return new NetworkJudge(
        options.channels(),
        settings,
        UsedNetworks.of(List.of(UsedModel.of(found)), device),
        found.description(),
        networks.classifier(found, device.device()));
  }

  @Override
  public OfImage of(ImagePlus image) {
    InputChannels chosen = NetworkPictures.channels(image, channels, description);
    return plane -> {
      Picture picture = NetworkPictures.of(plane, chosen, description);
      return (cells, progress, canceled) ->
          lanes.with(
              cells.size() <= settings.batch(),
              () ->
                  CellClassifier.classifyCells(
                      picture, cells, model.network(), settings, progress, canceled));
    };
  }

  @Override
  public UsedNetworks used() {
    return used;
  }

  @Override
  public void close() {
    model.close();
  }
}

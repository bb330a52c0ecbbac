package org.unstained.inference;

import java.util.Arrays;
import org.unstained.models.LastLayer;

/**
 * Any number of crops through a classifier, one batch after the other, each as large as the memory
 * suffices for. One thread uses it; close it after use.
 */
final class CropPasses implements AutoCloseable {
  private final ClassifierModel model;
  private final ClassifierModel.Runner runner;

  /**
   * @param runner is closed with this
   */
  CropPasses(ClassifierModel model, ClassifierModel.Runner runner) {
    this.model = model;
    this.runner = runner;
  }

  /** Some of the crops. */
  private interface Pass {
    float[] run(float[] values, int count) throws NetworkException;
  }

  /** As {@link ClassifierModel.Runner#run}. */
  float[] run(float[] values, int count) throws NetworkException {
    return inBatches(values, count, runner::run);
  }

  /** As {@link ClassifierModel.Runner#maps}. */
  FeatureMaps maps(LastLayer layer, float[] values, int count) throws NetworkException {
    FeatureMaps[] one = new FeatureMaps[1];
    float[] all =
        inBatches(
            values,
            count,
            (part, crops) -> {
              one[0] = runner.maps(layer, part, crops);
              return one[0].values();
            });
    return new FeatureMaps(count, one[0].channels(), one[0].height(), one[0].width(), all);
  }

  /** As {@link ClassifierModel.Runner#scores}. */
  float[] scores(LastLayer layer, FeatureMaps maps) throws NetworkException {
    return inBatches(
        maps.values(),
        maps.count(),
        (part, crops) ->
            runner.scores(
                layer, new FeatureMaps(crops, maps.channels(), maps.height(), maps.width(), part)));
  }

  private float[] inBatches(float[] values, int count, Pass pass) throws NetworkException {
    int length = values.length / count;
    ClassificationSettings wanted = ClassificationSettings.defaults();
    ClassificationSettings settings =
        model.limits().within(wanted.withBatch(count, wanted.lanes()));
    float[] all = null;
    for (int from = 0; from < count; ) {
      int some = Math.min(settings.batch(), count - from);
      try {
        float[] returned =
            some == count
                ? pass.run(values, count)
                : pass.run(Arrays.copyOfRange(values, from * length, (from + some) * length), some);
        if (some == count) return returned;
        if (all == null) all = new float[count * (returned.length / some)];
        System.arraycopy(returned, 0, all, returned.length / some * from, returned.length);
        from += some;
      } catch (NetworkException e) {
        if (!e.isShortOfMemory()) throw e;
        settings =
            model
                .limits()
                .less(settings.withBatch(some, settings.lanes()))
                .orElseThrow(() -> new NetworkException(e.getMessage(), e));
      }
    }
    return all;
  }

  @Override
  public void close() {
    runner.close();
  }
}

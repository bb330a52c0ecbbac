package org.unstained.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * How far a detector's maps are from their targets: the sum of
 *
 * <ol>
 *   <li>the penalty-reduced focal loss of the scores (Zhou et al. 2019, arXiv:1904.07850; α = 2, β
 *       = 4), by the number of cells in the batch, at least 1;
 *   <li>{@link #BOXES} times the mean of 1 − GIoU (Rezatofighi et al. 2019,
 *       doi:10.1109/CVPR.2019.00075) over the weighted places; 0 where there is no cell.
 * </ol>
 *
 * Both boxes at a place hold its middle, so their overlap comes from the lesser distances alone.
 */
final class DetectorLoss {
  static final float BOXES = 5;

  private DetectorLoss() {}

  /**
   * @param outputs scores as logits (B, classes, h, w), and distances (B, 4, h, w) above 0
   * @return a single number with its gradient
   * @throws IllegalArgumentException if the shapes aren't those of the targets
   */
  static NDArray of(NDList outputs, DetectorTargets targets) {
    Shape maps = new Shape(targets.batch(), targets.classes(), targets.height(), targets.width());
    Shape four = new Shape(targets.batch(), 4, targets.height(), targets.width());
    if (outputs.size() != 2
        || !outputs.get(0).getShape().equals(maps)
        || !outputs.get(1).getShape().equals(four))
      throw new IllegalArgumentException(
          "The network returned %s; scores %s and distances %s are needed to train a detector"
              .formatted(outputs.stream().map(NDArray::getShape).toList(), maps, four));
    NDManager manager = outputs.get(0).getManager();
    NDArray heat = manager.create(targets.heat(), maps);
    NDArray sides = manager.create(targets.sides(), four);
    NDArray weights =
        manager.create(
            targets.weights(), new Shape(targets.batch(), 1, targets.height(), targets.width()));
    NDArray scores = focal(outputs.get(0), heat).div(Math.max(1, targets.cells()));
    return scores.add(boxes(outputs.get(1), sides, weights).mul(BOXES));
  }

  /** −log p = softplus(−x) and −log(1 − p) = softplus(x), which stay finite. */
  private static NDArray focal(NDArray logits, NDArray heat) {
    NDArray p = Activation.sigmoid(logits);
    NDArray middle = heat.gte(1).toType(DataType.FLOAT32, false);
    NDArray hit = middle.mul(p.sub(1).square()).mul(Activation.softPlus(logits.neg()));
    NDArray away = heat.sub(1).square().square(); // 0 at middles
    NDArray miss = away.mul(p.square()).mul(Activation.softPlus(logits));
    return hit.add(miss).sum();
  }

  private static NDArray boxes(NDArray said, NDArray wanted, NDArray weights) {
    NDArray common = area(said.minimum(wanted));
    NDArray either = area(said).add(area(wanted)).sub(common);
    NDArray around = area(said.maximum(wanted));
    NDArray giou = common.div(either).sub(around.sub(either).div(around));
    NDArray sum = giou.sub(1).neg().mul(weights).sum();
    return sum.div(weights.sum().maximum(1e-6f));
  }

  private static NDArray area(NDArray sides) {
    NDArray left = sides.get(":, 0:1");
    NDArray top = sides.get(":, 1:2");
    NDArray right = sides.get(":, 2:3");
    NDArray bottom = sides.get(":, 3:4");
    return left.add(right).mul(top.add(bottom));
  }
}

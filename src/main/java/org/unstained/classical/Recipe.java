package org.unstained.classical;

/**
 * What to learn with.
 *
 * @param method the kind of classifier
 * @param distance of neighbours
 * @param neighbours that vote; 0 to choose by cross-validation
 * @param trees of a forest, 1 or more
 * @param cost of a support vector machine, positive
 * @param gamma of its kernel, positive; 0 for one over the number of measurements
 * @param components principal components to look at instead of the measurements; 0 for none
 * @param seed of everything random
 * @throws IllegalArgumentException if a number breaks these rules
 */
public record Recipe(
    Method method,
    Distance distance,
    int neighbours,
    int trees,
    double cost,
    double gamma,
    int components,
    long seed) {

  public Recipe {
    if (neighbours < 0 || trees < 1 || components < 0)
      throw new IllegalArgumentException(
          "Neighbours and components are 0 or more and trees 1 or more, got %d, %d and %d"
              .formatted(neighbours, components, trees));
    if (!(cost > 0) || !(gamma >= 0) || !Double.isFinite(cost + gamma))
      throw new IllegalArgumentException(
          "The cost is positive and gamma 0 or more, got %s and %s".formatted(cost, gamma));
  }

  /** The usual settings of a method. */
  public static Recipe of(Method method) {
    return new Recipe(method, Distance.EUCLIDEAN, 0, 200, 1, 0, 0, 1);
  }

  public Recipe withNeighbours(int k) {
    return new Recipe(method, distance, k, trees, cost, gamma, components, seed);
  }

  public Recipe withDistance(Distance other) {
    return new Recipe(method, other, neighbours, trees, cost, gamma, components, seed);
  }

  public Recipe withComponents(int count) {
    return new Recipe(method, distance, neighbours, trees, cost, gamma, count, seed);
  }

  public Recipe withSeed(long other) {
    return new Recipe(method, distance, neighbours, trees, cost, gamma, components, other);
  }
}

package org.unstained.classical;

/** What a method has learnt from points whose coordinates have about the same spread. */
public sealed interface FittedModel permits NearestNeighbours, Forest, SupportVectors {
  Method method();

  /** How many numbers a point has. */
  int dimensions();

  int classes();

  /** The probability of each class; they sum to 1. Any number of threads may ask. */
  double[] probabilities(double[] point);
}

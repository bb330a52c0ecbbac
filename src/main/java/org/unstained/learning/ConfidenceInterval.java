package org.unstained.learning;

/**
 * Where a figure would lie with other images of the same kind.
 *
 * @param level share of the resamples within, such as 0.95
 * @param rounds resamples in which the figure is a number
 */
public record ConfidenceInterval(double low, double high, double level, int rounds) {}

package org.unstained.report;

/**
 * What a plot shows at a place.
 *
 * @param series number of the series, from 0
 * @param point number of the point within it, from 0
 * @param x where it is drawn
 * @param y where it is drawn
 * @param text its figures, for people
 */
public record Spot(int series, int point, double x, double y, String text) {}

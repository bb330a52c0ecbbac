package org.unstained.segment;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * What the segmentation of a plane found.
 *
 * @param labels label map of the plane's size: 0 for the ground, 1…{@code cells} in reading order
 * @param cells how many
 * @param threshold the level that parted cells from ground; NaN where it varies over the plane
 */
public record Segmentation(Img<IntType> labels, int cells, double threshold) {}

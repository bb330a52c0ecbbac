/**
 * From a plane to a label map, in pure ImgLib2. {@link org.unstained.segment.Segmenter} does the
 * whole task; the steps stand beside it by name: filters that are computed band by band ({@code
 * Rows}), thresholds, morphology on masks of one bit a pixel, and the parting of touching cells
 * (distance transform, peaks, watershed) within one component at a time.
 */
package org.unstained.segment;

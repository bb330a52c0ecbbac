/**
 * Cells: what they are as values ({@link org.unstained.cells.Cell} and what it is made of), and how
 * they come about. {@link org.unstained.cells.Cells} turns a label map, or {@link
 * org.unstained.cells.Region}s that may overlap, into cells with outlines and the figures of {@link
 * org.unstained.cells.Measurement}; {@link org.unstained.cells.Crops} cuts them out of a plane;
 * {@link org.unstained.cells.LabelOverlap} compares two label maps. Planes are ImgLib2's; nothing
 * here knows ImageJ.
 *
 * <p>Coordinates: x to the right, y downwards, in pixels of the full image. Pixel (x, y) is the
 * square from (x, y) to (x+1, y+1), so its centre lies at (x+0.5, y+0.5).
 */
package org.unstained.cells;

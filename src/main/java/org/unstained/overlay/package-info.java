/**
 * Cells as people see them: ROIs in the overlay of an image, rows of a table, ROI files, pictures.
 *
 * <p>Nothing here finds or measures a cell. Every class turns {@link
 * org.unstained.cells.PlaneCells} into something that ImageJ shows or that stands in a file, or
 * back.
 */
package org.unstained.overlay;

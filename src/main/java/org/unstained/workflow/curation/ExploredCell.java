package org.unstained.workflow.curation;

import org.unstained.cells.Cell;

/**
 * A cell that people explore, and where it is.
 *
 * @param image title of its image, or name of its file
 * @param frame from 1
 * @param slice from 1
 * @param channel from 1
 * @param cell with its measurements, and with the class that it had when cells were gathered
 */
public record ExploredCell(String image, int frame, int slice, int channel, Cell cell) {}

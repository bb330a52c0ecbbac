/** Cells counted by class, frame, image and group; tables, plots and report of the counts. */
package org.unstained.workflow.counts;

/** Explore Cells: its window, and how points are drawn on the screen and into files. */
package org.unstained.command.exploration;

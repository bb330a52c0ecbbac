/** Label Cells and its window; import, export, conversion and comparison of labels. */
package org.unstained.command.labels;

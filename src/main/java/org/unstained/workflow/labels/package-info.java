/**
 * Labels that people made, in files of all formats and on the open image: read, written, converted,
 * compared, saved while somebody works.
 */
package org.unstained.workflow.labels;

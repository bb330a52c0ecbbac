/**
 * Cells looked through one by one and kept, rejected or given another class: crops in a folder,
 * cells of an image, rows of a table.
 */
package org.unstained.workflow.curation;

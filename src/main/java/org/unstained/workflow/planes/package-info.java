/**
 * Planes of open images and of files too large to open: which of them, which channels, several in
 * work at once, and how far the work is.
 */
package org.unstained.workflow.planes;

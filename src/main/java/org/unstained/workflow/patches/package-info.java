/** Squares of an image classified instead of cells, and the empty ones among them. */
package org.unstained.workflow.patches;

/**
 * Cells as points of a plane: cells whose features are alike lie close together. Plain values in
 * and out; nothing here knows an image.
 */
package org.unstained.embedding;

/**
 * Cells as points of a plane: what they are placed by, the embedding, the clusters, and the table
 * of it all.
 */
package org.unstained.workflow.exploration;

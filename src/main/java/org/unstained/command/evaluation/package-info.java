/** Evaluate and its window. */
package org.unstained.command.evaluation;

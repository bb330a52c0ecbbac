/** Explain Classification and its window. */
package org.unstained.command.explanation;

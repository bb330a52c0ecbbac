/** Classify Patches, and the training of what knows empty ones. */
package org.unstained.command.patches;

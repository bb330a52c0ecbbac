/** Curate Crops and its gallery. */
package org.unstained.command.curation;

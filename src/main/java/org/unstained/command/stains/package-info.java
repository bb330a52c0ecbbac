/** Label by Fluorescence, with its dialog, and Prepare Fluorescence. */
package org.unstained.command.stains;

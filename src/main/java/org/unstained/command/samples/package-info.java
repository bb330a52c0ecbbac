/** The sample images. */
package org.unstained.command.samples;

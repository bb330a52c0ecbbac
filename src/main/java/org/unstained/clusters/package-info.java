/**
 * Groups among cells that nobody has given a class, and figures that say how many there may be.
 * Plain values in and out; nothing here knows an image.
 */
package org.unstained.clusters;

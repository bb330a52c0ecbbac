/**
 * Classifiers that look at measurements of cells instead of pixels: nearest neighbours, random
 * forest, support vector machine. Plain values in and out; nothing here knows an image.
 */
package org.unstained.classical;

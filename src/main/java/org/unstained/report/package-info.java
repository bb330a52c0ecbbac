/**
 * Reports: sections of text, tables and plots, as one HTML file that needs no other, and drawn by
 * the same code on a screen. Knows nothing of cells or images.
 */
package org.unstained.report;

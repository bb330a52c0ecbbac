/**
 * Files that tasks write: the output folder and the names in it, tables joined row by row, TIFFs
 * with calibration, the checksum of a file.
 */
package org.unstained.workflow.files;

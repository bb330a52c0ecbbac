/** The menu entries that find, classify, measure, crop and filter the cells of the open image. */
package org.unstained.command.analysis;

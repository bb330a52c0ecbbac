/** Plot Counts and its window. */
package org.unstained.command.counts;

/**
 * One class per menu entry, in a package for each task, named as those of {@code workflow}. Here is
 * what they share: how text becomes an input's value, how a failure reaches the user, where results
 * are shown. The only packages with SciJava's annotations.
 */
package org.unstained.command;

/**
 * One class per menu entry, and what they share: how text becomes an input's value, how a failure
 * reaches the user, where results are shown. The only package with SciJava's annotations.
 */
package org.unstained.command;

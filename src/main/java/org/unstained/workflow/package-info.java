/**
 * Whole tasks for one image – segment, detect, classify, measure, crop – and for a folder of
 * images, with plain settings, progress and a cancel signal. Commands, the command line and other
 * people's scripts call these; none of them needs a screen.
 */
package org.unstained.workflow;

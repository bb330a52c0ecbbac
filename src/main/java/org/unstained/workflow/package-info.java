/**
 * Whole tasks for one image, for a folder of images or for a training run, with plain settings,
 * progress and a cancel signal; a package for each task. Commands, the command line and other
 * people's scripts call these; none of them needs a screen.
 */
package org.unstained.workflow;

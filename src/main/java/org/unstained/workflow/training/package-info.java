/**
 * Training of a network or of a classifier of measurements: the examples, what is wrong with them,
 * the run.
 */
package org.unstained.workflow.training;

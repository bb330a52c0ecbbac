/** Run Experiment. */
package org.unstained.command.experiment;

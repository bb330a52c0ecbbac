/** Train Detector, Train Classifier and Train Classical Classifier, with their windows. */
package org.unstained.command.training;

/**
 * Training of networks (examples, their random changes, losses, and the run itself) and how good a
 * model is: {@link org.unstained.learning.DetectionMatching} says which detections are right,
 * {@link org.unstained.learning.DetectionScores} makes the usual figures of that, {@link
 * org.unstained.learning.ConfusionMatrix}, {@link org.unstained.learning.Auroc} and {@link
 * org.unstained.learning.PrecisionRecallCurve} score classes, {@link
 * org.unstained.learning.Bootstrap} says how sure a figure is.
 */
package org.unstained.learning;

package org.unstained.command.training;

import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.ClassBalance;

/** What would be learned from: how many cells of each class, and some as the network sees them. */
public record ExamplePreview(ClassBalance balance, AugmentationPreview pictures) {}

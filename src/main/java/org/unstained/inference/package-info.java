/**
 * Networks at work: {@link org.unstained.inference.CellDetector} finds cells in tiles of a plane,
 * {@link org.unstained.inference.CellClassifier} says what cells are from their crops, and {@link
 * org.unstained.inference.TwoStageDetector} does both and fuses their scores. The steps between are
 * plain Java: {@link org.unstained.inference.Tiles}, {@link
 * org.unstained.inference.DetectionDecoder}, {@link org.unstained.inference.Suppression}, {@link
 * org.unstained.inference.Fusion}.
 *
 * <p>Only classes whose names end in {@code Model} or {@code Translator} know the engine.
 */
package org.unstained.inference;
